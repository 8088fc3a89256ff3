package dev.sepconv.nn;

import dev.sepconv.graph.op.Pool;

/// The largest element of each window of `N x C x h x w`.
public final class MaxPool2d extends PoolLayer {
  /// Windows side by side.
  ///
  /// @param kernel the window's size and step
  public MaxPool2d(int kernel) {
    this(kernel, kernel, 0);
  }

  /// Windows that may overlap.
  ///
  /// @param kernel the window's size
  /// @param stride its step
  /// @param padding on every side
  public MaxPool2d(int kernel, int stride, int padding) {
    this(kernel, stride, padding, false);
  }

  /// Windows that may hang over the end.
  ///
  /// @param kernel the window's size
  /// @param stride its step
  /// @param padding on every side
  /// @param ceil whether a last, partial window counts
  public MaxPool2d(int kernel, int stride, int padding, boolean ceil) {
    super(Pool.Kind.MAX, kernel, stride, padding, ceil);
  }
}
