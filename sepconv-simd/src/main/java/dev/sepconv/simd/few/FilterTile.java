package dev.sepconv.simd.few;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Filters two rows of one channel by 3x3. Weights: nine and a bias.
///
/// Each input vector is loaded once, and neighbouring ones do not overlap: the three columns of the
/// kernel are summed apart, then the sums of two of them are moved by lanes. To load every window
/// took longer than the arithmetic, since most of those loads lie in two cache lines.
final class FilterTile {
  /// The vectors begin so many columns after the first window.
  static final int AHEAD = 2;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorShuffle<Float> BY_ONE = VectorShuffle.iota(S, L - 1, 1, true);
  private static final VectorShuffle<Float> BY_TWO = VectorShuffle.iota(S, L - 2, 1, true);
  private static final VectorMask<Float> FIRST = VectorMask.fromLong(S, 1);
  private static final VectorMask<Float> FIRST_TWO = VectorMask.fromLong(S, 3);
  private static final VectorMask<Float> ALL_BUT_LAST = VectorMask.fromLong(S, (1L << (L - 1)) - 1);

  private FilterTile() {}

  /// @param src holds four input rows
  /// @param s where the vectors of the first one begin
  /// @param row floats from one to the next
  /// @param edges whether what lies before and after a row counts as zero; else it is its padding
  static void run(
      float[] src,
      int s,
      int row,
      boolean edges,
      float[] w,
      int k,
      boolean limited,
      float low,
      float high,
      float[] dst,
      int d,
      int below,
      int ow) {
    FloatVector w0 = FloatVector.broadcast(S, w[k + 0]);
    FloatVector w1 = FloatVector.broadcast(S, w[k + 1]);
    FloatVector w2 = FloatVector.broadcast(S, w[k + 2]);
    FloatVector w3 = FloatVector.broadcast(S, w[k + 3]);
    FloatVector w4 = FloatVector.broadcast(S, w[k + 4]);
    FloatVector w5 = FloatVector.broadcast(S, w[k + 5]);
    FloatVector w6 = FloatVector.broadcast(S, w[k + 6]);
    FloatVector w7 = FloatVector.broadcast(S, w[k + 7]);
    FloatVector w8 = FloatVector.broadcast(S, w[k + 8]);
    FloatVector bias = FloatVector.broadcast(S, w[k + 9]);
    FloatVector lo = FloatVector.broadcast(S, low);
    FloatVector hi = FloatVector.broadcast(S, high);
    // All whole vectors, then, where columns remain, the last vector by itself.
    int from = 0;
    int to = ow - ow % L;
    while (from < to) {
      int i = s + from - L;
      FloatVector r0 = FloatVector.fromArray(S, src, i);
      FloatVector r1 = FloatVector.fromArray(S, src, i + row);
      FloatVector r2 = FloatVector.fromArray(S, src, i + 2 * row);
      FloatVector r3 = FloatVector.fromArray(S, src, i + 3 * row);
      if (edges && from == 0) {
        r0 = r0.blend(0, ALL_BUT_LAST);
        r1 = r1.blend(0, ALL_BUT_LAST);
        r2 = r2.blend(0, ALL_BUT_LAST);
        r3 = r3.blend(0, ALL_BUT_LAST);
      }
      FloatVector t0 = r2.fma(w6, r1.fma(w3, r0.mul(w0))).rearrange(BY_TWO);
      FloatVector t1 = r2.fma(w7, r1.fma(w4, r0.mul(w1))).rearrange(BY_ONE);
      FloatVector b0 = r3.fma(w6, r2.fma(w3, r1.mul(w0))).rearrange(BY_TWO);
      FloatVector b1 = r3.fma(w7, r2.fma(w4, r1.mul(w1))).rearrange(BY_ONE);
      for (int x = from; x < to; x += L) {
        i = s + x;
        r0 = FloatVector.fromArray(S, src, i);
        r1 = FloatVector.fromArray(S, src, i + row);
        r2 = FloatVector.fromArray(S, src, i + 2 * row);
        r3 = FloatVector.fromArray(S, src, i + 3 * row);
        FloatVector t = r2.fma(w8, r1.fma(w5, r0.fma(w2, bias)));
        FloatVector b = r3.fma(w8, r2.fma(w5, r1.fma(w2, bias)));
        FloatVector u0 = r2.fma(w6, r1.fma(w3, r0.mul(w0))).rearrange(BY_TWO);
        FloatVector u1 = r2.fma(w7, r1.fma(w4, r0.mul(w1))).rearrange(BY_ONE);
        FloatVector v0 = r3.fma(w6, r2.fma(w3, r1.mul(w0))).rearrange(BY_TWO);
        FloatVector v1 = r3.fma(w7, r2.fma(w4, r1.mul(w1))).rearrange(BY_ONE);
        t = t.add(u1.blend(t1, FIRST)).add(u0.blend(t0, FIRST_TWO));
        b = b.add(v1.blend(b1, FIRST)).add(v0.blend(b0, FIRST_TWO));
        t0 = u0;
        t1 = u1;
        b0 = v0;
        b1 = v1;
        if (limited) {
          t = limit(t, lo, hi);
          b = limit(b, lo, hi);
        }
        b.intoArray(dst, d + below + x);
        t.intoArray(dst, d + x);
      }
      from = to == ow ? ow : ow - L;
      to = ow;
    }
    if (edges) {
      // The last column has read what lies after the row.
      int i = s + ow - 1 - AHEAD;
      float t = atEnd(src, i, row, w, k);
      float b = atEnd(src, i + row, row, w, k);
      dst[d + below + ow - 1] = limited ? limit(b, low, high) : b;
      dst[d + ow - 1] = limited ? limit(t, low, high) : t;
    }
  }

  /// The first two columns of a window.
  private static float atEnd(float[] src, int i, int row, float[] w, int k) {
    float sum = w[k + 9];
    for (int y = 0; y < 3; y++) {
      sum += src[i + y * row] * w[k + 3 * y] + src[i + y * row + 1] * w[k + 3 * y + 1];
    }
    return sum;
  }

  private static float limit(float x, float low, float high) {
    float y = x < low ? low : x;
    return high < y ? high : y;
  }

  private static FloatVector limit(FloatVector x, FloatVector lo, FloatVector hi) {
    FloatVector y = x.blend(lo, x.lt(lo));
    return y.blend(hi, hi.lt(y));
  }
}
