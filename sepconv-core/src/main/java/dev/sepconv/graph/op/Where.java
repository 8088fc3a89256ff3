package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Elements of the second input where the first (bool) is true, of the third elsewhere; all
/// broadcast.
public record Where() implements Op {
  @Override
  public String type() {
    return "Where";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(Infer.broadcast(in, in.type(1).element()));
  }
}
