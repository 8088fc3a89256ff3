package dev.sepconv.simd.direct;

import java.util.Arrays;
import java.util.List;

/// Copies what the output pixels of a convolution of one group read through some taps, tap after
/// tap, zeros where a tap lies in the padding, so that a matrix product sums over it.
final class Patches {
  private final Geometry g;
  private final int firstChannel;
  private final int channels;
  // Taps that lie side by side are copied at once where the channels are all that a pixel has.
  private final int[] y;
  private final int[] x;
  private final int[] together;

  /// Patches of some taps and some channels.
  ///
  /// @param g the convolution
  /// @param taps some of its taps
  /// @param firstChannel of those that are read
  /// @param channels how many
  Patches(Geometry g, List<Grid.Tap> taps, int firstChannel, int channels) {
    this.g = g;
    this.firstChannel = firstChannel;
    this.channels = channels;
    int[] ys = new int[taps.size()];
    int[] xs = new int[taps.size()];
    int[] counts = new int[taps.size()];
    int runs = 0;
    for (Grid.Tap t : taps) {
      int last = runs - 1;
      if (runs > 0
          && channels == g.inputStride()
          && t.y() == ys[last]
          && t.x() == xs[last] + counts[last]) {
        counts[last]++;
      } else {
        ys[runs] = t.y();
        xs[runs] = t.x();
        counts[runs++] = 1;
      }
    }
    y = Arrays.copyOf(ys, runs);
    x = Arrays.copyOf(xs, runs);
    together = Arrays.copyOf(counts, runs);
  }

  /// Copies the patches of some pixels of all images, counted row by row.
  ///
  /// @param src the input
  /// @param from where it begins
  /// @param first pixel
  /// @param count how many
  /// @param dst takes the patches
  /// @param to where the first one begins
  /// @param stride floats from patch to patch
  void copy(float[] src, int from, int first, int count, float[] dst, int to, int stride) {
    int perImage = g.oh() * g.ow();
    for (int i = 0; i < count; i++) {
      int pixel = (first + i) % perImage;
      int image = from + (first + i) / perImage * g.ih() * g.iw() * g.inputStride() + firstChannel;
      int top = pixel / g.ow() * g.sh();
      int left = pixel % g.ow() * g.sw();
      int at = to + i * stride;
      for (int r = 0; r < y.length; r++) {
        at = run(src, image, top + y[r], left + x[r], together[r], dst, at);
      }
    }
  }

  private int run(float[] src, int image, int row, int column, int count, float[] dst, int to) {
    int end = to + count * channels;
    int before = row < 0 || row >= g.ih() ? count : Math.clamp(-column, 0, count);
    int inside = Math.clamp(g.iw() - column, before, count);
    int begin = to + before * channels;
    int after = to + inside * channels;
    if (before > 0) {
      Arrays.fill(dst, to, begin, 0);
    }
    if (after > begin) {
      int s = image + (row * g.iw() + column + before) * g.inputStride();
      System.arraycopy(src, s, dst, begin, after - begin);
    }
    if (end > after) {
      Arrays.fill(dst, after, end, 0);
    }
    return end;
  }
}
