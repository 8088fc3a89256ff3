package dev.sepconv.nn;

import dev.sepconv.graph.op.Pool;

/// The mean of each window of `N x C x h x w`, padded positions included as in PyTorch.
public final class AvgPool2d extends PoolLayer {
  /// Windows side by side.
  ///
  /// @param kernel the window's size and step
  public AvgPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  /// Windows that may overlap.
  ///
  /// @param kernel the window's size
  /// @param stride its step
  /// @param padding on every side
  public AvgPool2d(int kernel, int stride, int padding) {
    this(kernel, stride, padding, false);
  }

  /// Windows that may hang over the end.
  ///
  /// @param kernel the window's size
  /// @param stride its step
  /// @param padding on every side
  /// @param ceil whether a last, partial window counts
  public AvgPool2d(int kernel, int stride, int padding, boolean ceil) {
    super(Pool.Kind.AVERAGE, kernel, stride, padding, ceil);
  }
}
