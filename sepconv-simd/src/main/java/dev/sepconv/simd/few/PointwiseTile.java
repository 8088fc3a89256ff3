package dev.sepconv.simd.few;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Adds four rows of channels, each times a weight of its own, to four rows of output channels.
/// Weights: four for each output channel, then four biases.
final class PointwiseTile {
  /// The channels that are read and written.
  static final int CHANNELS = 4;

  /// The floats of a tile's weights.
  static final int STEP = CHANNELS * CHANNELS + CHANNELS;

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private PointwiseTile() {}

  /// @param src holds the input rows
  /// @param s the first one
  /// @param plane floats from one to the next
  /// @param k where the weights begin
  /// @param adds whether sums begin with those of other input channels, in rows of src, `plane`
  ///   floats apart; else with the biases
  /// @param p the first one of those rows
  static void run(
      float[] src,
      int s,
      int plane,
      float[] w,
      int k,
      boolean adds,
      int p,
      boolean limited,
      float low,
      float high,
      float[] dst,
      int d0,
      int d1,
      int d2,
      int d3,
      int ow) {
    FloatVector w00 = FloatVector.broadcast(S, w[k + 0]);
    FloatVector w01 = FloatVector.broadcast(S, w[k + 1]);
    FloatVector w02 = FloatVector.broadcast(S, w[k + 2]);
    FloatVector w03 = FloatVector.broadcast(S, w[k + 3]);
    FloatVector w10 = FloatVector.broadcast(S, w[k + 4]);
    FloatVector w11 = FloatVector.broadcast(S, w[k + 5]);
    FloatVector w12 = FloatVector.broadcast(S, w[k + 6]);
    FloatVector w13 = FloatVector.broadcast(S, w[k + 7]);
    FloatVector w20 = FloatVector.broadcast(S, w[k + 8]);
    FloatVector w21 = FloatVector.broadcast(S, w[k + 9]);
    FloatVector w22 = FloatVector.broadcast(S, w[k + 10]);
    FloatVector w23 = FloatVector.broadcast(S, w[k + 11]);
    FloatVector w30 = FloatVector.broadcast(S, w[k + 12]);
    FloatVector w31 = FloatVector.broadcast(S, w[k + 13]);
    FloatVector w32 = FloatVector.broadcast(S, w[k + 14]);
    FloatVector w33 = FloatVector.broadcast(S, w[k + 15]);
    FloatVector bias0 = FloatVector.broadcast(S, w[k + 16]);
    FloatVector bias1 = FloatVector.broadcast(S, w[k + 17]);
    FloatVector bias2 = FloatVector.broadcast(S, w[k + 18]);
    FloatVector bias3 = FloatVector.broadcast(S, w[k + 19]);
    FloatVector lo = FloatVector.broadcast(S, low);
    FloatVector hi = FloatVector.broadcast(S, high);
    // All whole vectors, then, where columns remain, the last vector by itself.
    int from = 0;
    int to = ow - ow % L;
    while (from < to) {
      for (int x = from; x < to; x += L) {
        FloatVector x0 = FloatVector.fromArray(S, src, s + x);
        FloatVector x1 = FloatVector.fromArray(S, src, s + x + plane);
        FloatVector x2 = FloatVector.fromArray(S, src, s + x + 2 * plane);
        FloatVector x3 = FloatVector.fromArray(S, src, s + x + 3 * plane);
        FloatVector a0 = bias0;
        FloatVector a1 = bias1;
        FloatVector a2 = bias2;
        FloatVector a3 = bias3;
        if (adds) {
          a0 = FloatVector.fromArray(S, src, p + x);
          a1 = FloatVector.fromArray(S, src, p + x + plane);
          a2 = FloatVector.fromArray(S, src, p + x + 2 * plane);
          a3 = FloatVector.fromArray(S, src, p + x + 3 * plane);
        }
        a0 = x3.fma(w03, x2.fma(w02, x1.fma(w01, x0.fma(w00, a0))));
        a1 = x3.fma(w13, x2.fma(w12, x1.fma(w11, x0.fma(w10, a1))));
        a2 = x3.fma(w23, x2.fma(w22, x1.fma(w21, x0.fma(w20, a2))));
        a3 = x3.fma(w33, x2.fma(w32, x1.fma(w31, x0.fma(w30, a3))));
        if (limited) {
          a0 = limit(a0, lo, hi);
          a1 = limit(a1, lo, hi);
          a2 = limit(a2, lo, hi);
          a3 = limit(a3, lo, hi);
        }
        a0.intoArray(dst, d0 + x);
        a1.intoArray(dst, d1 + x);
        a2.intoArray(dst, d2 + x);
        a3.intoArray(dst, d3 + x);
      }
      from = to == ow ? ow : ow - L;
      to = ow;
    }
  }

  private static FloatVector limit(FloatVector x, FloatVector lo, FloatVector hi) {
    FloatVector y = x.blend(lo, x.lt(lo));
    return y.blend(hi, hi.lt(y));
  }
}
