package dev.sepconv.nn;

/// `1 / (1 + exp(-x))`.
public final class Sigmoid extends Module {
  @Override
  protected Value forward(Value input) {
    return input.sigmoid();
  }
}
