package dev.sepconv.nn;

/// All axes after the batch become one.
public final class Flatten extends Module {
  @Override
  protected Value forward(Value input) {
    return input.flatten(1);
  }
}
