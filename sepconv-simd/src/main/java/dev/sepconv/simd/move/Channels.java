package dev.sepconv.simd.move;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/// Channels of pixels that lie channels last.
final class Channels {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private Channels() {}

  /// Copies some channels of each pixel.
  ///
  /// @param src the source
  /// @param so the first channel of the first pixel
  /// @param from one pixel to the next
  /// @param dst the result
  /// @param to the first channel of the first pixel
  /// @param step from one pixel to the next
  /// @param width how many channels
  /// @param pixels how many pixels
  static void copy(
      float[] src, int so, int from, float[] dst, int to, int step, int width, int pixels) {
    int whole = S.loopBound(width);
    VectorMask<Float> rest = S.indexInRange(whole, width);
    for (int p = 0; p < pixels; p++) {
      int s = so + p * from;
      int d = to + p * step;
      for (int c = 0; c < whole; c += S.length()) {
        FloatVector.fromArray(S, src, s + c).intoArray(dst, d + c);
      }
      if (whole < width) {
        FloatVector.fromArray(S, src, s + whole, rest).intoArray(dst, d + whole, rest);
      }
    }
  }
}
