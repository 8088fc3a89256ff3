package dev.sepconv.cli.image;

import java.util.Locale;

/// Where a network's input has its channels.
public enum Layout {
  /// Batch, channels, height, width: PyTorch's order.
  NCHW(1, 2, 3),
  /// Batch, height, width, channels: TensorFlow's order.
  NHWC(3, 1, 2);

  private final int channelAxis;
  private final int heightAxis;
  private final int widthAxis;

  Layout(int channelAxis, int heightAxis, int widthAxis) {
    this.channelAxis = channelAxis;
    this.heightAxis = heightAxis;
    this.widthAxis = widthAxis;
  }

  int channelAxis() {
    return channelAxis;
  }

  int heightAxis() {
    return heightAxis;
  }

  int widthAxis() {
    return widthAxis;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
