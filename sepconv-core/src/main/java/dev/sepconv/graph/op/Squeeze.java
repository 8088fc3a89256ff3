package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Without some axes of size 1. Inputs: x, the axes (optional: all of size 1).
public record Squeeze() implements Op {
  @Override
  public String type() {
    return "Squeeze";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    boolean open = in.has(1) ? in.elements(1).isEmpty() : !x.isStatic();
    if (!x.ranked() || open) {
      return List.of(TensorType.unranked(x.element()));
    }
    List<Integer> axes = in.has(1) ? Infer.axes(in.elements(1).orElseThrow(), x.rank()) : List.of();
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      boolean drop = in.has(1) ? axes.contains(i) : x.dim(i).is(1);
      Infer.check(
          !drop || !x.dim(i).isKnown() || x.dim(i).is(1),
          "axis %d of input %s is not of size 1",
          i,
          x);
      if (!drop) {
        dims.add(x.dim(i));
      }
    }
    return List.of(x.withDims(dims));
  }
}
