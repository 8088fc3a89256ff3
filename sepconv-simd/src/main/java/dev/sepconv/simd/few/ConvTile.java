package dev.sepconv.simd.few;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Computes four output channels, two rows and two vectors of columns by the taps of the kernel,
/// sorted by column, one place for each row. Weights: four biases, then four weights per tap.
final class ConvTile {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private ConvTile() {}

  static void run(
      float[] src,
      int s,
      int[] taps,
      float[] w,
      boolean limited,
      float low,
      float high,
      float[] dst,
      int d0,
      int d1,
      int d2,
      int d3,
      int below) {
    FloatVector a000 = FloatVector.broadcast(S, w[0]);
    FloatVector a001 = a000;
    FloatVector a010 = a000;
    FloatVector a011 = a000;
    FloatVector a100 = FloatVector.broadcast(S, w[1]);
    FloatVector a101 = a100;
    FloatVector a110 = a100;
    FloatVector a111 = a100;
    FloatVector a200 = FloatVector.broadcast(S, w[2]);
    FloatVector a201 = a200;
    FloatVector a210 = a200;
    FloatVector a211 = a200;
    FloatVector a300 = FloatVector.broadcast(S, w[3]);
    FloatVector a301 = a300;
    FloatVector a310 = a300;
    FloatVector a311 = a300;
    for (int t = 0; t < taps.length; t += 2) {
      int i = s + taps[t];
      int j = s + taps[t + 1];
      FloatVector x00 = FloatVector.fromArray(S, src, i);
      FloatVector x01 = FloatVector.fromArray(S, src, i + L);
      FloatVector x10 = FloatVector.fromArray(S, src, j);
      FloatVector x11 = FloatVector.fromArray(S, src, j + L);
      FloatVector q = FloatVector.broadcast(S, w[2 * t + 4]);
      a000 = x00.fma(q, a000);
      a001 = x01.fma(q, a001);
      a010 = x10.fma(q, a010);
      a011 = x11.fma(q, a011);
      q = FloatVector.broadcast(S, w[2 * t + 5]);
      a100 = x00.fma(q, a100);
      a101 = x01.fma(q, a101);
      a110 = x10.fma(q, a110);
      a111 = x11.fma(q, a111);
      q = FloatVector.broadcast(S, w[2 * t + 6]);
      a200 = x00.fma(q, a200);
      a201 = x01.fma(q, a201);
      a210 = x10.fma(q, a210);
      a211 = x11.fma(q, a211);
      q = FloatVector.broadcast(S, w[2 * t + 7]);
      a300 = x00.fma(q, a300);
      a301 = x01.fma(q, a301);
      a310 = x10.fma(q, a310);
      a311 = x11.fma(q, a311);
    }
    if (limited) {
      FloatVector lo = FloatVector.broadcast(S, low);
      FloatVector hi = FloatVector.broadcast(S, high);
      a000 = limit(a000, lo, hi);
      a001 = limit(a001, lo, hi);
      a010 = limit(a010, lo, hi);
      a011 = limit(a011, lo, hi);
      a100 = limit(a100, lo, hi);
      a101 = limit(a101, lo, hi);
      a110 = limit(a110, lo, hi);
      a111 = limit(a111, lo, hi);
      a200 = limit(a200, lo, hi);
      a201 = limit(a201, lo, hi);
      a210 = limit(a210, lo, hi);
      a211 = limit(a211, lo, hi);
      a300 = limit(a300, lo, hi);
      a301 = limit(a301, lo, hi);
      a310 = limit(a310, lo, hi);
      a311 = limit(a311, lo, hi);
    }
    a010.intoArray(dst, d0 + below);
    a011.intoArray(dst, d0 + below + L);
    a000.intoArray(dst, d0);
    a001.intoArray(dst, d0 + L);
    a110.intoArray(dst, d1 + below);
    a111.intoArray(dst, d1 + below + L);
    a100.intoArray(dst, d1);
    a101.intoArray(dst, d1 + L);
    a210.intoArray(dst, d2 + below);
    a211.intoArray(dst, d2 + below + L);
    a200.intoArray(dst, d2);
    a201.intoArray(dst, d2 + L);
    a310.intoArray(dst, d3 + below);
    a311.intoArray(dst, d3 + below + L);
    a300.intoArray(dst, d3);
    a301.intoArray(dst, d3 + L);
  }

  private static FloatVector limit(FloatVector x, FloatVector lo, FloatVector hi) {
    FloatVector y = x.blend(lo, x.lt(lo));
    return y.blend(hi, hi.lt(y));
  }
}
