package dev.sepconv.nn;

/// `max(x, 0)`.
public final class ReLU extends Module {
  @Override
  protected Value forward(Value input) {
    return input.relu();
  }
}
