package dev.sepconv.nn;

/// `exp(x) / Σ exp(x)` over an axis.
public final class Softmax extends Module {
  private final int axis;

  /// Over one axis.
  ///
  /// @param axis the axis; negative counts from the end
  public Softmax(int axis) {
    this.axis = axis;
  }

  @Override
  protected Value forward(Value input) {
    return input.apply(new dev.sepconv.graph.op.Softmax(axis, false, false));
  }
}
