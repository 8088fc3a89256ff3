package dev.sepconv.nn;

import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;
import java.util.List;

/// The mean, padded positions included as in PyTorch, of each window of `N x C x h x w`.
public final class AvgPool2d extends Module {
  private final int kernel;
  private final int stride;
  private final int padding;
  private final boolean ceil;

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
    this.kernel = kernel;
    this.stride = stride;
    this.padding = padding;
    this.ceil = ceil;
  }

  @Override
  protected Value forward(Value input) {
    List<Integer> dense = List.of(1, 1);
    Window window =
        new Window(
            List.of(kernel, kernel),
            List.of(stride, stride),
            dense,
            Padding.symmetric(List.of(padding, padding)));
    return input.apply(new Pool(Pool.Kind.AVERAGE, window, ceil, true, 2, false));
  }
}
