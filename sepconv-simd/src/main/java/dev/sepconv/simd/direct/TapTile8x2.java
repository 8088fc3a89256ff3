package dev.sepconv.simd.direct;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// 8 pixels x 2 vectors of output channels of {@link TapTile}.
final class TapTile8x2 {
  static final int PIXELS = 8;
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private TapTile8x2() {}

  static void run(
      float[] src,
      int s,
      int[] pixels,
      int p,
      int[] taps,
      int from,
      int to,
      int run,
      float[] weights,
      int panel,
      float[] init,
      int n,
      int initStep,
      float[] range,
      float[] dst,
      int d,
      int step) {
    FloatVector c00 = FloatVector.fromArray(S, init, n);
    FloatVector c01 = FloatVector.fromArray(S, init, n + L);
    n += initStep;
    FloatVector c10 = FloatVector.fromArray(S, init, n);
    FloatVector c11 = FloatVector.fromArray(S, init, n + L);
    n += initStep;
    FloatVector c20 = FloatVector.fromArray(S, init, n);
    FloatVector c21 = FloatVector.fromArray(S, init, n + L);
    n += initStep;
    FloatVector c30 = FloatVector.fromArray(S, init, n);
    FloatVector c31 = FloatVector.fromArray(S, init, n + L);
    n += initStep;
    FloatVector c40 = FloatVector.fromArray(S, init, n);
    FloatVector c41 = FloatVector.fromArray(S, init, n + L);
    n += initStep;
    FloatVector c50 = FloatVector.fromArray(S, init, n);
    FloatVector c51 = FloatVector.fromArray(S, init, n + L);
    n += initStep;
    FloatVector c60 = FloatVector.fromArray(S, init, n);
    FloatVector c61 = FloatVector.fromArray(S, init, n + L);
    n += initStep;
    FloatVector c70 = FloatVector.fromArray(S, init, n);
    FloatVector c71 = FloatVector.fromArray(S, init, n + L);
    int s0 = s + pixels[p];
    int s1 = s + pixels[p + 1];
    int s2 = s + pixels[p + 2];
    int s3 = s + pixels[p + 3];
    int s4 = s + pixels[p + 4];
    int s5 = s + pixels[p + 5];
    int s6 = s + pixels[p + 6];
    int s7 = s + pixels[p + 7];
    int w = panel;
    for (int t = from; t < to; t++) {
      int end = taps[t] + run;
      for (int i = taps[t]; i < end; i++) {
        FloatVector w0 = FloatVector.fromArray(S, weights, w);
        FloatVector w1 = FloatVector.fromArray(S, weights, w + L);
        w += 2 * L;
        FloatVector x = FloatVector.broadcast(S, src[s0 + i]);
        c00 = x.fma(w0, c00);
        c01 = x.fma(w1, c01);
        x = FloatVector.broadcast(S, src[s1 + i]);
        c10 = x.fma(w0, c10);
        c11 = x.fma(w1, c11);
        x = FloatVector.broadcast(S, src[s2 + i]);
        c20 = x.fma(w0, c20);
        c21 = x.fma(w1, c21);
        x = FloatVector.broadcast(S, src[s3 + i]);
        c30 = x.fma(w0, c30);
        c31 = x.fma(w1, c31);
        x = FloatVector.broadcast(S, src[s4 + i]);
        c40 = x.fma(w0, c40);
        c41 = x.fma(w1, c41);
        x = FloatVector.broadcast(S, src[s5 + i]);
        c50 = x.fma(w0, c50);
        c51 = x.fma(w1, c51);
        x = FloatVector.broadcast(S, src[s6 + i]);
        c60 = x.fma(w0, c60);
        c61 = x.fma(w1, c61);
        x = FloatVector.broadcast(S, src[s7 + i]);
        c70 = x.fma(w0, c70);
        c71 = x.fma(w1, c71);
      }
    }
    FloatVector lo = FloatVector.fromArray(S, range, 0);
    FloatVector hi = FloatVector.fromArray(S, range, L);
    c00 = c00.blend(lo, c00.lt(lo));
    c00.blend(hi, hi.lt(c00)).intoArray(dst, d);
    c01 = c01.blend(lo, c01.lt(lo));
    c01.blend(hi, hi.lt(c01)).intoArray(dst, d + L);
    d += step;
    c10 = c10.blend(lo, c10.lt(lo));
    c10.blend(hi, hi.lt(c10)).intoArray(dst, d);
    c11 = c11.blend(lo, c11.lt(lo));
    c11.blend(hi, hi.lt(c11)).intoArray(dst, d + L);
    d += step;
    c20 = c20.blend(lo, c20.lt(lo));
    c20.blend(hi, hi.lt(c20)).intoArray(dst, d);
    c21 = c21.blend(lo, c21.lt(lo));
    c21.blend(hi, hi.lt(c21)).intoArray(dst, d + L);
    d += step;
    c30 = c30.blend(lo, c30.lt(lo));
    c30.blend(hi, hi.lt(c30)).intoArray(dst, d);
    c31 = c31.blend(lo, c31.lt(lo));
    c31.blend(hi, hi.lt(c31)).intoArray(dst, d + L);
    d += step;
    c40 = c40.blend(lo, c40.lt(lo));
    c40.blend(hi, hi.lt(c40)).intoArray(dst, d);
    c41 = c41.blend(lo, c41.lt(lo));
    c41.blend(hi, hi.lt(c41)).intoArray(dst, d + L);
    d += step;
    c50 = c50.blend(lo, c50.lt(lo));
    c50.blend(hi, hi.lt(c50)).intoArray(dst, d);
    c51 = c51.blend(lo, c51.lt(lo));
    c51.blend(hi, hi.lt(c51)).intoArray(dst, d + L);
    d += step;
    c60 = c60.blend(lo, c60.lt(lo));
    c60.blend(hi, hi.lt(c60)).intoArray(dst, d);
    c61 = c61.blend(lo, c61.lt(lo));
    c61.blend(hi, hi.lt(c61)).intoArray(dst, d + L);
    d += step;
    c70 = c70.blend(lo, c70.lt(lo));
    c70.blend(hi, hi.lt(c70)).intoArray(dst, d);
    c71 = c71.blend(lo, c71.lt(lo));
    c71.blend(hi, hi.lt(c71)).intoArray(dst, d + L);
  }
}
