package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// `min(max(x, low), high)`. Inputs: x, low (scalar, optional), high (scalar, optional).
public record Clip() implements Op {
  @Override
  public String type() {
    return "Clip";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(in.type(0));
  }
}
