package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `x / (1 + |x|)`.
public final class Softsign extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(Unary.of(Unary.Kind.SOFTSIGN));
  }
}
