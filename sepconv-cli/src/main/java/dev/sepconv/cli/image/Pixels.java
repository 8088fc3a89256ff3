package dev.sepconv.cli.image;

import java.awt.image.BufferedImage;

/// A picture as three interleaved channels, red first, each 0 to 255 in sRGB as files store it.
///
/// @param width pixels per row
/// @param height rows
/// @param rgb `height` x `width` x 3 values
@SuppressWarnings("ArrayRecordComponent") // a buffer handed on, never compared
public record Pixels(int width, int height, float[] rgb) {
  /// The number of interleaved channels.
  static final int CHANNELS = 3;

  /// A picture of bytes.
  ///
  /// @param width pixels per row
  /// @param height rows
  /// @param channels 1 for gray or 3 for red, green, blue, interleaved
  /// @param bytes unsigned pixel values
  /// @param from where the first one is
  /// @return the picture
  public static Pixels of(int width, int height, int channels, byte[] bytes, int from) {
    Pixels out = new Pixels(width, height, new float[Math.multiplyExact(width * height, CHANNELS)]);
    for (int i = 0; i < out.rgb.length; i++) {
      out.rgb[i] = bytes[from + (channels == 1 ? i / CHANNELS : i)] & 0xFF;
    }
    return out;
  }

  /// @return the same as Java's own kind of picture
  public BufferedImage image() {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int at = at(y, x);
        image.setRGB(x, y, stored(rgb[at]) << 16 | stored(rgb[at + 1]) << 8 | stored(rgb[at + 2]));
      }
    }
    return image;
  }

  private static int stored(float value) {
    return Math.clamp(Math.round(value), 0, 255);
  }

  /// @param y a row
  /// @param x a column
  /// @return where the pixel's red value is
  int at(int y, int x) {
    return (y * width + x) * CHANNELS;
  }

  /// @param top first row, may lie outside
  /// @param left first column, may lie outside
  /// @param newHeight rows of the result
  /// @param newWidth columns of the result
  /// @param fill what is put where the window lies outside, by channel
  /// @return the window
  Pixels window(int top, int left, int newHeight, int newWidth, float[] fill) {
    Pixels out = new Pixels(newWidth, newHeight, new float[newHeight * newWidth * CHANNELS]);
    for (int y = 0; y < newHeight; y++) {
      for (int x = 0; x < newWidth; x++) {
        int sy = y + top;
        int sx = x + left;
        boolean inside = sy >= 0 && sy < height && sx >= 0 && sx < width;
        System.arraycopy(
            inside ? rgb : fill, inside ? at(sy, sx) : 0, out.rgb, out.at(y, x), CHANNELS);
      }
    }
    return out;
  }
}
