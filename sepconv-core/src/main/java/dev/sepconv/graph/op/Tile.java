package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Repetition. Inputs: x, how often per axis.
public record Tile() implements Op {
  @Override
  public String type() {
    return "Tile";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x);
    }
    List<Dim> repeats = in.elements(1).orElse(Infer.unknowns(x.rank()));
    Infer.check(repeats.size() == x.rank(), "repeats %s do not fit input %s", repeats, x);
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      dims.add(x.dim(i).times(repeats.get(i)));
    }
    return List.of(x.withDims(dims));
  }
}
