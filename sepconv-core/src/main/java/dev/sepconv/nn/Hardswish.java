package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `x·max(0, min(1, x/6 + 1/2))`.
public final class Hardswish extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(Unary.of(Unary.Kind.HARD_SWISH));
  }
}
