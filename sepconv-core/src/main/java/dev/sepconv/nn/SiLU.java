package dev.sepconv.nn;

/// `x / (1 + exp(-x))`, also called swish.
public final class SiLU extends Module {
  @Override
  protected Value forward(Value input) {
    return input.mul(input.sigmoid());
  }
}
