package dev.sepconv.simd.few;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Filters each channel by 3x3 in registers and adds the result to four output channels at once,
/// for two rows and two vectors of columns at a time. Weights: four biases, then per input channel
/// nine weights and a bias of its filter and its four weights.
final class SeparableTile {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// The floats per input channel among the weights.
  static final int STEP = 14;

  private SeparableTile() {}

  static void run(
      float[] src,
      int s,
      int plane,
      int row,
      int ic,
      float[] w,
      int at,
      boolean between,
      float least,
      float most,
      boolean limited,
      float low,
      float high,
      float[] dst,
      int d0,
      int d1,
      int d2,
      int d3,
      int below,
      int ow) {
    for (int x0 = 0; x0 < ow; x0 += 2 * L) {
      int p = Math.min(x0, ow - 2 * L);
      FloatVector a000 = FloatVector.broadcast(S, w[at + 0]);
      FloatVector a001 = a000;
      FloatVector a010 = a000;
      FloatVector a011 = a000;
      FloatVector a100 = FloatVector.broadcast(S, w[at + 1]);
      FloatVector a101 = a100;
      FloatVector a110 = a100;
      FloatVector a111 = a100;
      FloatVector a200 = FloatVector.broadcast(S, w[at + 2]);
      FloatVector a201 = a200;
      FloatVector a210 = a200;
      FloatVector a211 = a200;
      FloatVector a300 = FloatVector.broadcast(S, w[at + 3]);
      FloatVector a301 = a300;
      FloatVector a310 = a300;
      FloatVector a311 = a300;
      int k = at + 4;
      for (int c = 0; c < ic; c++) {
        int i = s + p + c * plane;
        FloatVector w0 = FloatVector.broadcast(S, w[k + 0]);
        FloatVector w1 = FloatVector.broadcast(S, w[k + 1]);
        FloatVector w2 = FloatVector.broadcast(S, w[k + 2]);
        FloatVector w3 = FloatVector.broadcast(S, w[k + 3]);
        FloatVector w4 = FloatVector.broadcast(S, w[k + 4]);
        FloatVector w5 = FloatVector.broadcast(S, w[k + 5]);
        FloatVector w6 = FloatVector.broadcast(S, w[k + 6]);
        FloatVector w7 = FloatVector.broadcast(S, w[k + 7]);
        FloatVector w8 = FloatVector.broadcast(S, w[k + 8]);
        FloatVector t0 = FloatVector.broadcast(S, w[k + 9]);
        FloatVector t1 = t0;
        FloatVector b0 = t0;
        FloatVector b1 = t0;
        FloatVector x = FloatVector.fromArray(S, src, i);
        t0 = x.fma(w0, t0);
        x = FloatVector.fromArray(S, src, i + L);
        t1 = x.fma(w0, t1);
        x = FloatVector.fromArray(S, src, i + 1);
        t0 = x.fma(w1, t0);
        x = FloatVector.fromArray(S, src, i + 1 + L);
        t1 = x.fma(w1, t1);
        x = FloatVector.fromArray(S, src, i + 2);
        t0 = x.fma(w2, t0);
        x = FloatVector.fromArray(S, src, i + 2 + L);
        t1 = x.fma(w2, t1);
        i += row;
        x = FloatVector.fromArray(S, src, i);
        t0 = x.fma(w3, t0);
        b0 = x.fma(w0, b0);
        x = FloatVector.fromArray(S, src, i + L);
        t1 = x.fma(w3, t1);
        b1 = x.fma(w0, b1);
        x = FloatVector.fromArray(S, src, i + 1);
        t0 = x.fma(w4, t0);
        b0 = x.fma(w1, b0);
        x = FloatVector.fromArray(S, src, i + 1 + L);
        t1 = x.fma(w4, t1);
        b1 = x.fma(w1, b1);
        x = FloatVector.fromArray(S, src, i + 2);
        t0 = x.fma(w5, t0);
        b0 = x.fma(w2, b0);
        x = FloatVector.fromArray(S, src, i + 2 + L);
        t1 = x.fma(w5, t1);
        b1 = x.fma(w2, b1);
        i += row;
        x = FloatVector.fromArray(S, src, i);
        t0 = x.fma(w6, t0);
        b0 = x.fma(w3, b0);
        x = FloatVector.fromArray(S, src, i + L);
        t1 = x.fma(w6, t1);
        b1 = x.fma(w3, b1);
        x = FloatVector.fromArray(S, src, i + 1);
        t0 = x.fma(w7, t0);
        b0 = x.fma(w4, b0);
        x = FloatVector.fromArray(S, src, i + 1 + L);
        t1 = x.fma(w7, t1);
        b1 = x.fma(w4, b1);
        x = FloatVector.fromArray(S, src, i + 2);
        t0 = x.fma(w8, t0);
        b0 = x.fma(w5, b0);
        x = FloatVector.fromArray(S, src, i + 2 + L);
        t1 = x.fma(w8, t1);
        b1 = x.fma(w5, b1);
        i += row;
        x = FloatVector.fromArray(S, src, i);
        b0 = x.fma(w6, b0);
        x = FloatVector.fromArray(S, src, i + L);
        b1 = x.fma(w6, b1);
        x = FloatVector.fromArray(S, src, i + 1);
        b0 = x.fma(w7, b0);
        x = FloatVector.fromArray(S, src, i + 1 + L);
        b1 = x.fma(w7, b1);
        x = FloatVector.fromArray(S, src, i + 2);
        b0 = x.fma(w8, b0);
        x = FloatVector.fromArray(S, src, i + 2 + L);
        b1 = x.fma(w8, b1);
        if (between) {
          FloatVector lo = FloatVector.broadcast(S, least);
          FloatVector hi = FloatVector.broadcast(S, most);
          t0 = limit(t0, lo, hi);
          t1 = limit(t1, lo, hi);
          b0 = limit(b0, lo, hi);
          b1 = limit(b1, lo, hi);
        }
        FloatVector q = FloatVector.broadcast(S, w[k + 10]);
        a000 = t0.fma(q, a000);
        a001 = t1.fma(q, a001);
        a010 = b0.fma(q, a010);
        a011 = b1.fma(q, a011);
        q = FloatVector.broadcast(S, w[k + 11]);
        a100 = t0.fma(q, a100);
        a101 = t1.fma(q, a101);
        a110 = b0.fma(q, a110);
        a111 = b1.fma(q, a111);
        q = FloatVector.broadcast(S, w[k + 12]);
        a200 = t0.fma(q, a200);
        a201 = t1.fma(q, a201);
        a210 = b0.fma(q, a210);
        a211 = b1.fma(q, a211);
        q = FloatVector.broadcast(S, w[k + 13]);
        a300 = t0.fma(q, a300);
        a301 = t1.fma(q, a301);
        a310 = b0.fma(q, a310);
        a311 = b1.fma(q, a311);
        k += STEP;
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
      a010.intoArray(dst, d0 + below + p);
      a011.intoArray(dst, d0 + below + p + L);
      a000.intoArray(dst, d0 + p);
      a001.intoArray(dst, d0 + p + L);
      a110.intoArray(dst, d1 + below + p);
      a111.intoArray(dst, d1 + below + p + L);
      a100.intoArray(dst, d1 + p);
      a101.intoArray(dst, d1 + p + L);
      a210.intoArray(dst, d2 + below + p);
      a211.intoArray(dst, d2 + below + p + L);
      a200.intoArray(dst, d2 + p);
      a201.intoArray(dst, d2 + p + L);
      a310.intoArray(dst, d3 + below + p);
      a311.intoArray(dst, d3 + below + p + L);
      a300.intoArray(dst, d3 + p);
      a301.intoArray(dst, d3 + p + L);
    }
  }

  private static FloatVector limit(FloatVector x, FloatVector lo, FloatVector hi) {
    FloatVector y = x.blend(lo, x.lt(lo));
    return y.blend(hi, hi.lt(y));
  }
}
