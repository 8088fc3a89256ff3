package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `max(0, x) + min(0, alpha·(exp(x/alpha) - 1))`.
public final class CELU extends Module {
  private final float alpha;

  /// With PyTorch's default, 1f.
  public CELU() {
    this(1f);
  }

  /// With a alpha of one's own.
  ///
  /// @param alpha the alpha
  public CELU(float alpha) {
    this.alpha = alpha;
  }

  @Override
  protected Value forward(Value input) {
    return input.apply(new Unary(Unary.Kind.CELU, alpha, 0));
  }
}
