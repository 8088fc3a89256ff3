package dev.sepconv.simd.few;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Filters one channel by 3x3, two rows and two vectors of columns at a time. Weights: nine and a
/// bias.
final class FilterTile {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FilterTile() {}

  static void run(
      float[] src,
      int s,
      int row,
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
    for (int x0 = 0; x0 < ow; x0 += 2 * L) {
      int p = Math.min(x0, ow - 2 * L);
      FloatVector t0 = bias;
      FloatVector t1 = bias;
      FloatVector b0 = bias;
      FloatVector b1 = bias;
      int i = s + p;
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
      if (limited) {
        t0 = limit(t0, lo, hi);
        t1 = limit(t1, lo, hi);
        b0 = limit(b0, lo, hi);
        b1 = limit(b1, lo, hi);
      }
      b0.intoArray(dst, d + below + p);
      b1.intoArray(dst, d + below + p + L);
      t0.intoArray(dst, d + p);
      t1.intoArray(dst, d + p + L);
    }
  }

  private static FloatVector limit(FloatVector x, FloatVector lo, FloatVector hi) {
    FloatVector y = x.blend(lo, x.lt(lo));
    return y.blend(hi, hi.lt(y));
  }
}
