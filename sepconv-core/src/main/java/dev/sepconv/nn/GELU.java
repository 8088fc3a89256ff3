package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `x/2·(1 + erf(x/√2))`.
public final class GELU extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(Unary.of(Unary.Kind.GELU));
  }
}
