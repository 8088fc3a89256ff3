package dev.sepconv.cli.image;

import java.util.Locale;

/// Which channels a network expects, in which order.
public enum Channels {
  /// Red, green, blue.
  RGB,
  /// Blue, green, red, as OpenCV reads files.
  BGR,
  /// One channel: 0.299 red + 0.587 green + 0.114 blue.
  GRAY;

  /// @return how many there are
  public int count() {
    return this == GRAY ? 1 : Pixels.CHANNELS;
  }

  /// @param rgb pixel values
  /// @param at where a pixel's red value is
  /// @param channel counted in this order
  /// @return the value of that channel
  float value(float[] rgb, int at, int channel) {
    return switch (this) {
      case RGB -> rgb[at + channel];
      case BGR -> rgb[at + Pixels.CHANNELS - 1 - channel];
      case GRAY -> 0.299f * rgb[at] + 0.587f * rgb[at + 1] + 0.114f * rgb[at + 2];
    };
  }

  /// Between the order red, green, blue and this one; both ways are the same.
  ///
  /// @param values one per colour, or the one of gray
  /// @return one per colour in the other order
  float[] reorder(float... values) {
    return switch (this) {
      case RGB -> values;
      case BGR -> new float[] {values[2], values[1], values[0]};
      case GRAY -> new float[] {values[0], values[0], values[0]};
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
