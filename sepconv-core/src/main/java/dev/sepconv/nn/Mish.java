package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `x·tanh(log(1 + exp(x)))`.
public final class Mish extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(Unary.of(Unary.Kind.MISH));
  }
}
