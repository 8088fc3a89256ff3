package dev.sepconv.simd.direct;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// 12 neighbouring pixels x one vector of output channels of a {@link Stem}.
final class StemTile12x1 {
  static final int PIXELS = 12;
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private StemTile12x1() {}

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
      int step) {
    FloatVector w0 = FloatVector.fromArray(S, packed, panel);
    FloatVector c00 = w0;
    FloatVector c10 = w0;
    FloatVector c20 = w0;
    FloatVector c30 = w0;
    FloatVector c40 = w0;
    FloatVector c50 = w0;
    FloatVector c60 = w0;
    FloatVector c70 = w0;
    FloatVector c80 = w0;
    FloatVector c90 = w0;
    FloatVector ca0 = w0;
    FloatVector cb0 = w0;
    int w = panel + L;
    for (int tap : taps) {
      int t = s + tap;
      w0 = FloatVector.fromArray(S, packed, w);
      w += L;
      FloatVector x = FloatVector.broadcast(S, src[t]);
      c00 = x.fma(w0, c00);
      x = FloatVector.broadcast(S, src[t + 1]);
      c10 = x.fma(w0, c10);
      x = FloatVector.broadcast(S, src[t + 2]);
      c20 = x.fma(w0, c20);
      x = FloatVector.broadcast(S, src[t + 3]);
      c30 = x.fma(w0, c30);
      x = FloatVector.broadcast(S, src[t + 4]);
      c40 = x.fma(w0, c40);
      x = FloatVector.broadcast(S, src[t + 5]);
      c50 = x.fma(w0, c50);
      x = FloatVector.broadcast(S, src[t + 6]);
      c60 = x.fma(w0, c60);
      x = FloatVector.broadcast(S, src[t + 7]);
      c70 = x.fma(w0, c70);
      x = FloatVector.broadcast(S, src[t + 8]);
      c80 = x.fma(w0, c80);
      x = FloatVector.broadcast(S, src[t + 9]);
      c90 = x.fma(w0, c90);
      x = FloatVector.broadcast(S, src[t + 10]);
      ca0 = x.fma(w0, ca0);
      x = FloatVector.broadcast(S, src[t + 11]);
      cb0 = x.fma(w0, cb0);
    }
    FloatVector lo = FloatVector.fromArray(S, range, 0);
    FloatVector hi = FloatVector.fromArray(S, range, L);
    c00 = c00.blend(lo, c00.lt(lo));
    c00.blend(hi, hi.lt(c00)).intoArray(dst, d);
    d += step;
    c10 = c10.blend(lo, c10.lt(lo));
    c10.blend(hi, hi.lt(c10)).intoArray(dst, d);
    d += step;
    c20 = c20.blend(lo, c20.lt(lo));
    c20.blend(hi, hi.lt(c20)).intoArray(dst, d);
    d += step;
    c30 = c30.blend(lo, c30.lt(lo));
    c30.blend(hi, hi.lt(c30)).intoArray(dst, d);
    d += step;
    c40 = c40.blend(lo, c40.lt(lo));
    c40.blend(hi, hi.lt(c40)).intoArray(dst, d);
    d += step;
    c50 = c50.blend(lo, c50.lt(lo));
    c50.blend(hi, hi.lt(c50)).intoArray(dst, d);
    d += step;
    c60 = c60.blend(lo, c60.lt(lo));
    c60.blend(hi, hi.lt(c60)).intoArray(dst, d);
    d += step;
    c70 = c70.blend(lo, c70.lt(lo));
    c70.blend(hi, hi.lt(c70)).intoArray(dst, d);
    d += step;
    c80 = c80.blend(lo, c80.lt(lo));
    c80.blend(hi, hi.lt(c80)).intoArray(dst, d);
    d += step;
    c90 = c90.blend(lo, c90.lt(lo));
    c90.blend(hi, hi.lt(c90)).intoArray(dst, d);
    d += step;
    ca0 = ca0.blend(lo, ca0.lt(lo));
    ca0.blend(hi, hi.lt(ca0)).intoArray(dst, d);
    d += step;
    cb0 = cb0.blend(lo, cb0.lt(lo));
    cb0.blend(hi, hi.lt(cb0)).intoArray(dst, d);
  }
}
