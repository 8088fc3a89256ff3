package dev.sepconv.simd.pool;

import dev.sepconv.kernel.Layout;

/// Reduces all pixels of each channel, channels last: bands of pixels one by one, in any order and
/// by any worker, then these, so that the result is the same whoever did which.
///
/// @param f the reduction
/// @param images how many
/// @param channels of each pixel
/// @param pixels of each image
/// @param count the bands of an image
public record Bands(Reduction f, int images, int channels, int pixels, int count) {
  private int stride() {
    return Layout.pixelStride(channels);
  }

  /// The results of all bands, which all workers write, and one vector more.
  ///
  /// @return floats
  public int scratchFloats() {
    return images * count * stride() + Layout.BLOCK;
  }

  /// Reduces a band.
  ///
  /// @param src holds the pixels
  /// @param at the first one's first channel
  /// @param distance floats from pixel to pixel
  /// @param length how many pixels
  /// @param band its number, counted over all images
  /// @param from the first channel, which begins a vector
  /// @param to after the last channel
  /// @param scratch takes the result
  /// @param begin where {@link #scratchFloats} begin
  public void reduce(
      float[] src,
      int at,
      int distance,
      int length,
      int band,
      int from,
      int to,
      float[] scratch,
      int begin) {
    int result = begin + Layout.BLOCK + band * stride();
    for (int c = from; c < to; c += Columns.LANES) {
      Columns.reduce(f, src, at + c, distance, length, scratch, result + c);
    }
  }

  /// Reduces the bands of every image.
  ///
  /// @param scratch holds them
  /// @param begin where {@link #scratchFloats} begin
  /// @param dst takes the result
  /// @param to its first image's first channel
  /// @param distance floats from image to image of the result
  public void join(float[] scratch, int begin, float[] dst, int to, int distance) {
    for (int image = 0; image < images; image++) {
      int at = begin + Layout.BLOCK + image * count * stride();
      for (int c = 0; c < channels; c += Columns.LANES) {
        Columns.reduce(f.joining(), scratch, at + c, stride(), count, scratch, begin);
        for (int l = 0; l < Math.min(channels - c, Columns.LANES); l++) {
          dst[to + image * distance + c + l] = f.end(scratch[begin + l], pixels);
        }
      }
    }
  }
}
