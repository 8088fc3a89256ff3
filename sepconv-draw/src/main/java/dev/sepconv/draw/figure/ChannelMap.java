package dev.sepconv.draw.figure;

import dev.sepconv.draw.Palette;
import dev.sepconv.tensor.Tensor;
import java.awt.image.BufferedImage;

/// One channel of a tensor as a picture: its smallest finite element dark, its largest light.
///
/// @param values the tensor
/// @param from index of the channel's first element
/// @param rows its height
/// @param columns its width
/// @param min its smallest finite element; 0 without any
/// @param max its largest finite element; 0 without any
record ChannelMap(Tensor values, int from, int rows, int columns, double min, double max) {
  static ChannelMap of(Tensor values, int from, int rows, int columns) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = from; i < from + rows * columns; i++) {
      double v = values.getDouble(i);
      if (Double.isFinite(v)) {
        min = Math.min(min, v);
        max = Math.max(max, v);
      }
    }
    boolean any = min <= max;
    return new ChannelMap(values, from, rows, columns, any ? min : 0, any ? max : 0);
  }

  /// @return whether all elements are equal
  boolean constant() {
    return min == max;
  }

  /// @param width pixels of the picture
  /// @param height pixels of the picture
  /// @return the channel: each element as a block where the picture is larger, else the mean of
  ///   those under each pixel
  BufferedImage image(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      int top = (int) ((long) y * rows / height);
      int bottom = Math.max(top + 1, (int) ((long) (y + 1) * rows / height));
      for (int x = 0; x < width; x++) {
        int left = (int) ((long) x * columns / width);
        int right = Math.max(left + 1, (int) ((long) (x + 1) * columns / width));
        image.setRGB(x, y, color(mean(top, bottom, left, right)));
      }
    }
    return image;
  }

  private double mean(int top, int bottom, int left, int right) {
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        sum += values.getDouble(from + y * columns + x);
      }
    }
    return sum / ((double) (bottom - top) * (right - left));
  }

  /// Grey for what is not finite: no colour of the scale is without hue.
  private int color(double value) {
    if (!Double.isFinite(value)) {
      return Palette.LINE.getRGB() & 0xFFFFFF;
    }
    return ColorScale.rgb(constant() ? 0 : (value - min) / (max - min));
  }
}
