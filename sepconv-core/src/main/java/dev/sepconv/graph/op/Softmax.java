package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// `exp(x) / Σ exp(x)` over an axis, or its logarithm.
///
/// @param axis the axis that is normalised; negative counts from the end
/// @param trailing whether all axes from `axis` on are normalised together, as before opset 13
/// @param log whether the logarithm is taken
public record Softmax(int axis, boolean trailing, boolean log) implements Op {
  @Override
  public String type() {
    return log ? "LogSoftmax" : "Softmax";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (x.ranked()) {
      Infer.axis(axis, x.rank(), "axis");
    }
    return List.of(x);
  }
}
