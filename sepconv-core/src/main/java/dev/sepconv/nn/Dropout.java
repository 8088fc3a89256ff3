package dev.sepconv.nn;

/// Drops nothing at inference; the ratio is kept for training and export.
public final class Dropout extends Module {
  private final float ratio;

  /// With PyTorch's default ratio, 0.5.
  public Dropout() {
    this(0.5f);
  }

  /// With a ratio of one's own.
  ///
  /// @param ratio the share that training drops
  public Dropout(float ratio) {
    this.ratio = ratio;
  }

  @Override
  protected Value forward(Value input) {
    return input.apply(new dev.sepconv.graph.op.Dropout(ratio));
  }
}
