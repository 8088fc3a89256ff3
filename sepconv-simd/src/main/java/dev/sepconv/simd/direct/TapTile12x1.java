package dev.sepconv.simd.direct;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// 12 pixels x one vector of output channels of {@link TapTile}.
final class TapTile12x1 {
  static final int PIXELS = 12;
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private TapTile12x1() {}

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
    n += initStep;
    FloatVector c10 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c20 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c30 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c40 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c50 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c60 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c70 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c80 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector c90 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector ca0 = FloatVector.fromArray(S, init, n);
    n += initStep;
    FloatVector cb0 = FloatVector.fromArray(S, init, n);
    int s0 = s + pixels[p];
    int s1 = s + pixels[p + 1];
    int s2 = s + pixels[p + 2];
    int s3 = s + pixels[p + 3];
    int s4 = s + pixels[p + 4];
    int s5 = s + pixels[p + 5];
    int s6 = s + pixels[p + 6];
    int s7 = s + pixels[p + 7];
    int s8 = s + pixels[p + 8];
    int s9 = s + pixels[p + 9];
    int sa = s + pixels[p + 10];
    int sb = s + pixels[p + 11];
    int w = panel;
    for (int t = from; t < to; t++) {
      int end = taps[t] + run;
      for (int i = taps[t]; i < end; i++) {
        FloatVector w0 = FloatVector.fromArray(S, weights, w);
        w += L;
        FloatVector x = FloatVector.broadcast(S, src[s0 + i]);
        c00 = x.fma(w0, c00);
        x = FloatVector.broadcast(S, src[s1 + i]);
        c10 = x.fma(w0, c10);
        x = FloatVector.broadcast(S, src[s2 + i]);
        c20 = x.fma(w0, c20);
        x = FloatVector.broadcast(S, src[s3 + i]);
        c30 = x.fma(w0, c30);
        x = FloatVector.broadcast(S, src[s4 + i]);
        c40 = x.fma(w0, c40);
        x = FloatVector.broadcast(S, src[s5 + i]);
        c50 = x.fma(w0, c50);
        x = FloatVector.broadcast(S, src[s6 + i]);
        c60 = x.fma(w0, c60);
        x = FloatVector.broadcast(S, src[s7 + i]);
        c70 = x.fma(w0, c70);
        x = FloatVector.broadcast(S, src[s8 + i]);
        c80 = x.fma(w0, c80);
        x = FloatVector.broadcast(S, src[s9 + i]);
        c90 = x.fma(w0, c90);
        x = FloatVector.broadcast(S, src[sa + i]);
        ca0 = x.fma(w0, ca0);
        x = FloatVector.broadcast(S, src[sb + i]);
        cb0 = x.fma(w0, cb0);
      }
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
