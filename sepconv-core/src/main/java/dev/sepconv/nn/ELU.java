package dev.sepconv.nn;

import dev.sepconv.graph.op.Unary;

/// `x < 0 ? alpha·(exp(x) - 1) : x`.
public final class ELU extends Module {
  private final float alpha;

  /// With PyTorch's default, 1f.
  public ELU() {
    this(1f);
  }

  /// With a alpha of one's own.
  ///
  /// @param alpha the alpha
  public ELU(float alpha) {
    this.alpha = alpha;
  }

  @Override
  protected Value forward(Value input) {
    return input.apply(new Unary(Unary.Kind.ELU, alpha, 0));
  }
}
