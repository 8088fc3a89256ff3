package dev.sepconv.simd.pool;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One window over all channels.
final class PoolLoops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private PoolLoops() {}

  static void max(
      float[] src,
      int at,
      int kh,
      int stepY,
      int kw,
      int stepX,
      float[] dst,
      int to,
      int channels) {
    for (int c = 0; c < channels; c += S.length()) {
      FloatVector all = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
      for (int y = 0; y < kh; y++) {
        int line = at + y * stepY + c;
        for (int x = 0; x < kw; x++) {
          all = all.max(FloatVector.fromArray(S, src, line + x * stepX));
        }
      }
      all.intoArray(dst, to + c);
    }
  }

  /// The larger one of each two elements.
  static void max(float[] src, int a, int b, int to, int count) {
    for (int i = 0; i < count; i += S.length()) {
      FloatVector.fromArray(S, src, a + i)
          .max(FloatVector.fromArray(S, src, b + i))
          .intoArray(src, to + i);
    }
  }

  static void mean(
      float[] src,
      int at,
      int kh,
      int stepY,
      int kw,
      int stepX,
      float count,
      float[] dst,
      int to,
      int channels) {
    for (int c = 0; c < channels; c += S.length()) {
      FloatVector all = FloatVector.zero(S);
      for (int y = 0; y < kh; y++) {
        int line = at + y * stepY + c;
        for (int x = 0; x < kw; x++) {
          all = all.add(FloatVector.fromArray(S, src, line + x * stepX));
        }
      }
      all.div(count).intoArray(dst, to + c);
    }
  }
}
