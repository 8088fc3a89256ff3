package dev.sepconv.cli.image;

import java.util.Arrays;

/// Resizes with the triangle (bilinear) filter. When the picture gets smaller the filter widens by
/// the same factor, so that every source pixel counts and nothing flickers: what Pillow's
/// `BILINEAR` and torchvision's `antialias=True` do.
///
/// Pixel `i` of the result has its centre at `(i + 0.5) * scale` in the source; a source pixel at
/// distance `d` from there weighs `max(0, 1 - d / max(1, scale))`, weights normalised to sum 1.
final class Resampler {
  private Resampler() {}

  static Pixels resize(Pixels src, int width, int height) {
    return vertical(horizontal(src, width), height);
  }

  private static Pixels horizontal(Pixels src, int width) {
    if (width == src.width()) {
      return src;
    }
    Pixels dst = new Pixels(width, src.height(), new float[size(width, src.height())]);
    Taps[] taps = new Taps[width];
    Arrays.setAll(taps, x -> Taps.of(x, src.width(), width));
    for (int y = 0; y < src.height(); y++) {
      for (int x = 0; x < width; x++) {
        int from = src.at(y, taps[x].first);
        taps[x].sum(src.rgb(), from, Pixels.CHANNELS, dst.rgb(), dst.at(y, x));
      }
    }
    return dst;
  }

  private static Pixels vertical(Pixels src, int height) {
    if (height == src.height()) {
      return src;
    }
    Pixels dst = new Pixels(src.width(), height, new float[size(src.width(), height)]);
    int row = src.width() * Pixels.CHANNELS;
    for (int y = 0; y < height; y++) {
      Taps taps = Taps.of(y, src.height(), height);
      for (int x = 0; x < src.width(); x++) {
        taps.sum(src.rgb(), src.at(taps.first, x), row, dst.rgb(), dst.at(y, x));
      }
    }
    return dst;
  }

  private static int size(int width, int height) {
    return Math.multiplyExact(Math.multiplyExact(width, height), Pixels.CHANNELS);
  }

  /// The source pixels along one axis that make one pixel of the result.
  private static final class Taps {
    private final int first;
    private final float[] weights;

    private Taps(int first, float[] weights) {
      this.first = first;
      this.weights = weights;
    }

    static Taps of(int i, int srcSize, int dstSize) {
      double scale = (double) srcSize / dstSize;
      double support = Math.max(1, scale);
      double centre = (i + 0.5) * scale;
      int first = Math.max(0, (int) (centre - support + 0.5));
      int end = Math.min(srcSize, (int) (centre + support + 0.5));
      double[] w = new double[end - first];
      for (int j = 0; j < w.length; j++) {
        w[j] = Math.max(0, 1 - Math.abs(first + j + 0.5 - centre) / support);
      }
      double total = Arrays.stream(w).sum();
      float[] weights = new float[w.length];
      for (int j = 0; j < w.length; j++) {
        weights[j] = (float) (w[j] / total);
      }
      return new Taps(first, weights);
    }

    void sum(float[] src, int from, int step, float[] dst, int to) {
      for (int c = 0; c < Pixels.CHANNELS; c++) {
        float sum = 0;
        for (int j = 0; j < weights.length; j++) {
          sum += weights[j] * src[from + j * step + c];
        }
        dst[to + c] = sum;
      }
    }
  }
}
