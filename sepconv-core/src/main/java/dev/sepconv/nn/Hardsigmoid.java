package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `max(0, min(1, x/6 + 1/2))`.
public final class Hardsigmoid extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(new Unary(Unary.Kind.HARD_SIGMOID, 1 / 6f, 0.5f));
  }
}
