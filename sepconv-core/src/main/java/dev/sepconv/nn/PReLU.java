package dev.sepconv.nn;

import dev.sepconv.graph.op.PRelu;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;

/// `x < 0 ? slope·x : x` with a trained slope per channel, or one for all.
public final class PReLU extends Module {
  private final int slopes;

  /// With one slope for all channels.
  public PReLU() {
    this(1);
  }

  /// With a slope per channel.
  ///
  /// @param slopes the number of channels, or 1
  public PReLU(int slopes) {
    this.slopes = slopes;
    parameter("weight", Shape.of(slopes), Initializer.constant(0.25f));
  }

  @Override
  protected Value forward(Value input) {
    Value slope = input.tracer().parameter("weight");
    // Slopes broadcast from the last axis; channels are axis 1.
    int spatial = input.type().rank() - 2;
    if (slopes > 1 && spatial > 0) {
      long[] dims = new long[spatial + 1];
      Arrays.fill(dims, 1);
      dims[0] = slopes;
      slope = slope.reshape(dims);
    }
    return input.apply(new PRelu(), slope);
  }
}
