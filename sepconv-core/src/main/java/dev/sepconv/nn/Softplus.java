package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `log(1 + exp(x))`.
public final class Softplus extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(Unary.of(Unary.Kind.SOFTPLUS));
  }
}
