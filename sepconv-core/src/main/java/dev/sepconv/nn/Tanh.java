package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// Hyperbolic tangent.
public final class Tanh extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(Unary.of(Unary.Kind.TANH));
  }
}
