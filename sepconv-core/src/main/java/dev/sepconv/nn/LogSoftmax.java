package dev.sepconv.nn;

/// `log(exp(x) / Σ exp(x))` over an axis.
public final class LogSoftmax extends Module {
  private final int axis;

  /// Over one axis.
  ///
  /// @param axis the axis; negative counts from the end
  public LogSoftmax(int axis) {
    this.axis = axis;
  }

  @Override
  protected Value forward(Value input) {
    return input.apply(new dev.sepconv.graph.op.Softmax(axis, false, true));
  }
}
