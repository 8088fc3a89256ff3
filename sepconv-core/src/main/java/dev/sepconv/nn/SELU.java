package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `1.0507·(x > 0 ? x : 1.6733·(exp(x) - 1))`, with the constants of self-normalising networks.
public final class SELU extends Module {
  @Override
  protected Value forward(Value input) {
    return input.apply(new Unary(Unary.Kind.SELU, 1.6732632f, 1.050701f));
  }
}
