package dev.sepconv.nn;

import dev.sepconv.graph.op.Pad;
import dev.sepconv.tensor.Tensor;

/// Zeros around `N x C x h x w`.
public final class ZeroPad2d extends Module {
  private final int left;
  private final int right;
  private final int top;
  private final int bottom;

  /// In PyTorch's order.
  ///
  /// @param left columns before
  /// @param right columns after
  /// @param top rows before
  /// @param bottom rows after
  public ZeroPad2d(int left, int right, int top, int bottom) {
    this.left = left;
    this.right = right;
    this.top = top;
    this.bottom = bottom;
  }

  @Override
  protected Value forward(Value input) {
    Tensor pads = Tensor.vector(0, 0, top, left, 0, 0, bottom, right);
    return input.apply(new Pad(Pad.Mode.CONSTANT), input.literal(pads));
  }
}
