package dev.sepconv.nn;

import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.tensor.Shape;

/// Batch normalisation of `N x C x …` with its running statistics: `(x - mean) / √(variance +
/// epsilon) · weight + bias`. Weight and bias are parameters, the statistics buffers.
public final class BatchNorm2d extends Module {
  private final float epsilon;

  /// With PyTorch's default epsilon, 1e-5.
  ///
  /// @param channels C
  public BatchNorm2d(int channels) {
    this(channels, 1e-5f);
  }

  /// With an epsilon of one's own.
  ///
  /// @param channels C
  /// @param epsilon added to the variance
  public BatchNorm2d(int channels, float epsilon) {
    this.epsilon = epsilon;
    Shape shape = Shape.of(channels);
    parameter("weight", shape, Initializer.ONES);
    parameter("bias", shape, Initializer.ZEROS);
    buffer("running_mean", shape, Initializer.ZEROS);
    buffer("running_var", shape, Initializer.ONES);
  }

  @Override
  protected Value forward(Value input) {
    Tracer t = input.tracer();
    return input.apply(
        new BatchNormalization(epsilon),
        t.parameter("weight"),
        t.parameter("bias"),
        t.parameter("running_mean"),
        t.parameter("running_var"));
  }
}
