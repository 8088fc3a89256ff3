package dev.sepconv.simd.direct;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// 5 neighbouring pixels x 2 vectors of output channels of a {@link Stem}, for 16 registers: with
/// six pixels C2 keeps one sum in memory.
final class StemTile5x2 {
  static final int PIXELS = 5;
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private StemTile5x2() {}

  /// `dst(i, j) = range(bias(j) + Σ src(s + tap + i)·weight(tap, j))` for pixels i, channels j.
  static void run(
      float[] src,
      int s,
      int[] taps,
      float[] packed,
      int panel,
      float[] range,
      float[] dst,
      int d,
      int step,
      int vector) {
    FloatVector w0 = FloatVector.fromArray(S, packed, panel);
    FloatVector w1 = FloatVector.fromArray(S, packed, panel + L);
    FloatVector c00 = w0;
    FloatVector c01 = w1;
    FloatVector c10 = w0;
    FloatVector c11 = w1;
    FloatVector c20 = w0;
    FloatVector c21 = w1;
    FloatVector c30 = w0;
    FloatVector c31 = w1;
    FloatVector c40 = w0;
    FloatVector c41 = w1;
    int w = panel + 2 * L;
    for (int tap : taps) {
      int t = s + tap;
      w0 = FloatVector.fromArray(S, packed, w);
      w1 = FloatVector.fromArray(S, packed, w + L);
      w += 2 * L;
      FloatVector x = FloatVector.broadcast(S, src[t]);
      c00 = x.fma(w0, c00);
      c01 = x.fma(w1, c01);
      x = FloatVector.broadcast(S, src[t + 1]);
      c10 = x.fma(w0, c10);
      c11 = x.fma(w1, c11);
      x = FloatVector.broadcast(S, src[t + 2]);
      c20 = x.fma(w0, c20);
      c21 = x.fma(w1, c21);
      x = FloatVector.broadcast(S, src[t + 3]);
      c30 = x.fma(w0, c30);
      c31 = x.fma(w1, c31);
      x = FloatVector.broadcast(S, src[t + 4]);
      c40 = x.fma(w0, c40);
      c41 = x.fma(w1, c41);
    }
    FloatVector lo = FloatVector.fromArray(S, range, 0);
    FloatVector hi = FloatVector.fromArray(S, range, L);
    c00 = c00.blend(lo, c00.lt(lo));
    c00.blend(hi, hi.lt(c00)).intoArray(dst, d);
    c01 = c01.blend(lo, c01.lt(lo));
    c01.blend(hi, hi.lt(c01)).intoArray(dst, d + vector);
    d += step;
    c10 = c10.blend(lo, c10.lt(lo));
    c10.blend(hi, hi.lt(c10)).intoArray(dst, d);
    c11 = c11.blend(lo, c11.lt(lo));
    c11.blend(hi, hi.lt(c11)).intoArray(dst, d + vector);
    d += step;
    c20 = c20.blend(lo, c20.lt(lo));
    c20.blend(hi, hi.lt(c20)).intoArray(dst, d);
    c21 = c21.blend(lo, c21.lt(lo));
    c21.blend(hi, hi.lt(c21)).intoArray(dst, d + vector);
    d += step;
    c30 = c30.blend(lo, c30.lt(lo));
    c30.blend(hi, hi.lt(c30)).intoArray(dst, d);
    c31 = c31.blend(lo, c31.lt(lo));
    c31.blend(hi, hi.lt(c31)).intoArray(dst, d + vector);
    d += step;
    c40 = c40.blend(lo, c40.lt(lo));
    c40.blend(hi, hi.lt(c40)).intoArray(dst, d);
    c41 = c41.blend(lo, c41.lt(lo));
    c41.blend(hi, hi.lt(c41)).intoArray(dst, d + vector);
  }
}
