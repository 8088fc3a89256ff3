package dev.sepconv.nn;

import dev.sepconv.graph.op.Clip;
import dev.sepconv.tensor.Tensor;

/// `min(max(x, 0), 6)`.
public final class ReLU6 extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(
        new Clip(), input.literal(Tensor.scalar(0)), input.literal(Tensor.scalar(6)));
  }
}
