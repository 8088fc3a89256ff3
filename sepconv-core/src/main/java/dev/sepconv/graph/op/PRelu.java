package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// `x < 0 ? slope·x : x`. Inputs: x, and slope, which broadcasts to x.
public record PRelu() implements Op {
  @Override
  public String type() {
    return "PRelu";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    Infer.broadcast(in, in.type(0).element());
    return List.of(in.type(0));
  }
}
