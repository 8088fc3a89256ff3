package dev.sepconv.simd.pool;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// `factor·x + shift` of a row.
final class Lines {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private Lines() {}

  /// From a source to a destination, which may be the source.
  static void row(float[] src, int at, float factor, float shift, float[] dst, int to, int n) {
    FloatVector f = FloatVector.broadcast(S, factor);
    FloatVector s = FloatVector.broadcast(S, shift);
    int i = 0;
    for (; i <= n - S.length(); i += S.length()) {
      FloatVector.fromArray(S, src, at + i).fma(f, s).intoArray(dst, to + i);
    }
    for (; i < n; i++) {
      dst[to + i] = Math.fma(src[at + i], factor, shift);
    }
  }
}
