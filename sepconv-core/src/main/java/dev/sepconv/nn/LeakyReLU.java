package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `x < 0 ? slope·x : x`.
public final class LeakyReLU extends Module {
  private final float slope;

  /// With PyTorch's default, 0.01f.
  public LeakyReLU() {
    this(0.01f);
  }

  /// With a slope of one's own.
  ///
  /// @param slope the slope
  public LeakyReLU(float slope) {
    this.slope = slope;
  }

  @Override
  protected Value forward(Value input) {
    return input.apply(new Unary(Unary.Kind.LEAKY_RELU, slope, 0));
  }
}
