package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// The input itself.
public record Identity() implements Op {
  @Override
  public String type() {
    return "Identity";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(in.type(0));
  }
}
