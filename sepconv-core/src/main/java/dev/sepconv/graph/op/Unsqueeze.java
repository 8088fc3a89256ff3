package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// With new axes of size 1. Inputs: x, the axes, counted in the result.
public record Unsqueeze() implements Op {
  @Override
  public String type() {
    return "Unsqueeze";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked() || in.elements(1).isEmpty()) {
      return List.of(TensorType.unranked(x.element()));
    }
    List<Dim> given = in.elements(1).get();
    int rank = x.rank() + given.size();
    List<Integer> axes = Infer.axes(given, rank);
    List<Dim> dims = new ArrayList<>(rank);
    int next = 0;
    for (int i = 0; i < rank; i++) {
      dims.add(axes.contains(i) ? Dim.of(1) : x.dim(next++));
    }
    return List.of(x.withDims(dims));
  }
}
