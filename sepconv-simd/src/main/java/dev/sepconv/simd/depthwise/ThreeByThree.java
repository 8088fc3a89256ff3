package dev.sepconv.simd.depthwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// {@link DepthwiseLoops} for windows of 3x3: the weights stay in registers.
final class ThreeByThree {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private ThreeByThree() {}

  /// Stride 1.
  static void strideOne(
      float[] a,
      int base,
      int plane,
      int vectors,
      int[] rows,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int pixel,
      int ow,
      float[] range) {
    FloatVector least = FloatVector.fromArray(S, range, 0);
    FloatVector most = FloatVector.fromArray(S, range, L);
    // Comparing and choosing take 28 instructions beside 63 multiplications.
    boolean bounded = range[0] > Float.NEGATIVE_INFINITY || range[L] < Float.POSITIVE_INFINITY;
    int d1 = Math.min(1, ow - 1) * pixel;
    int d2 = Math.min(2, ow - 1) * pixel;
    int d3 = Math.min(3, ow - 1) * pixel;
    int d4 = Math.min(4, ow - 1) * pixel;
    int d5 = Math.min(5, ow - 1) * pixel;
    int d6 = Math.min(6, ow - 1) * pixel;
    for (int lane = 0; lane < vectors; lane++) {
      int from = base + lane * plane;
      int filter = wo + lane * 10 * L;
      int results = to + lane * L;
      FloatVector bias = FloatVector.fromArray(S, w, filter);
      FloatVector w00 = FloatVector.fromArray(S, w, filter + L);
      FloatVector w01 = FloatVector.fromArray(S, w, filter + 2 * L);
      FloatVector w02 = FloatVector.fromArray(S, w, filter + 3 * L);
      FloatVector w10 = FloatVector.fromArray(S, w, filter + 4 * L);
      FloatVector w11 = FloatVector.fromArray(S, w, filter + 5 * L);
      FloatVector w12 = FloatVector.fromArray(S, w, filter + 6 * L);
      FloatVector w20 = FloatVector.fromArray(S, w, filter + 7 * L);
      FloatVector w21 = FloatVector.fromArray(S, w, filter + 8 * L);
      FloatVector w22 = FloatVector.fromArray(S, w, filter + 9 * L);
      for (int x = 0; x < ow; x += DepthwiseLoops.COLUMNS) {
        int first = Math.max(0, Math.min(x, ow - DepthwiseLoops.COLUMNS));
        FloatVector p0 = bias;
        FloatVector p1 = bias;
        FloatVector p2 = bias;
        FloatVector p3 = bias;
        FloatVector p4 = bias;
        FloatVector p5 = bias;
        FloatVector p6 = bias;
        int at = from + rows[0] + first * L;
        FloatVector v = FloatVector.fromArray(S, a, at);
        p0 = v.fma(w00, p0);
        v = FloatVector.fromArray(S, a, at + L);
        p1 = v.fma(w00, p1);
        p0 = v.fma(w01, p0);
        v = FloatVector.fromArray(S, a, at + 2 * L);
        p2 = v.fma(w00, p2);
        p1 = v.fma(w01, p1);
        p0 = v.fma(w02, p0);
        v = FloatVector.fromArray(S, a, at + 3 * L);
        p3 = v.fma(w00, p3);
        p2 = v.fma(w01, p2);
        p1 = v.fma(w02, p1);
        v = FloatVector.fromArray(S, a, at + 4 * L);
        p4 = v.fma(w00, p4);
        p3 = v.fma(w01, p3);
        p2 = v.fma(w02, p2);
        v = FloatVector.fromArray(S, a, at + 5 * L);
        p5 = v.fma(w00, p5);
        p4 = v.fma(w01, p4);
        p3 = v.fma(w02, p3);
        v = FloatVector.fromArray(S, a, at + 6 * L);
        p6 = v.fma(w00, p6);
        p5 = v.fma(w01, p5);
        p4 = v.fma(w02, p4);
        v = FloatVector.fromArray(S, a, at + 7 * L);
        p6 = v.fma(w01, p6);
        p5 = v.fma(w02, p5);
        v = FloatVector.fromArray(S, a, at + 8 * L);
        p6 = v.fma(w02, p6);
        at = from + rows[1] + first * L;
        v = FloatVector.fromArray(S, a, at);
        p0 = v.fma(w10, p0);
        v = FloatVector.fromArray(S, a, at + L);
        p1 = v.fma(w10, p1);
        p0 = v.fma(w11, p0);
        v = FloatVector.fromArray(S, a, at + 2 * L);
        p2 = v.fma(w10, p2);
        p1 = v.fma(w11, p1);
        p0 = v.fma(w12, p0);
        v = FloatVector.fromArray(S, a, at + 3 * L);
        p3 = v.fma(w10, p3);
        p2 = v.fma(w11, p2);
        p1 = v.fma(w12, p1);
        v = FloatVector.fromArray(S, a, at + 4 * L);
        p4 = v.fma(w10, p4);
        p3 = v.fma(w11, p3);
        p2 = v.fma(w12, p2);
        v = FloatVector.fromArray(S, a, at + 5 * L);
        p5 = v.fma(w10, p5);
        p4 = v.fma(w11, p4);
        p3 = v.fma(w12, p3);
        v = FloatVector.fromArray(S, a, at + 6 * L);
        p6 = v.fma(w10, p6);
        p5 = v.fma(w11, p5);
        p4 = v.fma(w12, p4);
        v = FloatVector.fromArray(S, a, at + 7 * L);
        p6 = v.fma(w11, p6);
        p5 = v.fma(w12, p5);
        v = FloatVector.fromArray(S, a, at + 8 * L);
        p6 = v.fma(w12, p6);
        at = from + rows[2] + first * L;
        v = FloatVector.fromArray(S, a, at);
        p0 = v.fma(w20, p0);
        v = FloatVector.fromArray(S, a, at + L);
        p1 = v.fma(w20, p1);
        p0 = v.fma(w21, p0);
        v = FloatVector.fromArray(S, a, at + 2 * L);
        p2 = v.fma(w20, p2);
        p1 = v.fma(w21, p1);
        p0 = v.fma(w22, p0);
        v = FloatVector.fromArray(S, a, at + 3 * L);
        p3 = v.fma(w20, p3);
        p2 = v.fma(w21, p2);
        p1 = v.fma(w22, p1);
        v = FloatVector.fromArray(S, a, at + 4 * L);
        p4 = v.fma(w20, p4);
        p3 = v.fma(w21, p3);
        p2 = v.fma(w22, p2);
        v = FloatVector.fromArray(S, a, at + 5 * L);
        p5 = v.fma(w20, p5);
        p4 = v.fma(w21, p4);
        p3 = v.fma(w22, p3);
        v = FloatVector.fromArray(S, a, at + 6 * L);
        p6 = v.fma(w20, p6);
        p5 = v.fma(w21, p5);
        p4 = v.fma(w22, p4);
        v = FloatVector.fromArray(S, a, at + 7 * L);
        p6 = v.fma(w21, p6);
        p5 = v.fma(w22, p5);
        v = FloatVector.fromArray(S, a, at + 8 * L);
        p6 = v.fma(w22, p6);
        int d = results + first * pixel;
        if (bounded) {
          p6 = p6.blend(least, p6.compare(VectorOperators.LT, least));
          p6 = p6.blend(most, p6.compare(VectorOperators.GT, most));
          p5 = p5.blend(least, p5.compare(VectorOperators.LT, least));
          p5 = p5.blend(most, p5.compare(VectorOperators.GT, most));
          p4 = p4.blend(least, p4.compare(VectorOperators.LT, least));
          p4 = p4.blend(most, p4.compare(VectorOperators.GT, most));
          p3 = p3.blend(least, p3.compare(VectorOperators.LT, least));
          p3 = p3.blend(most, p3.compare(VectorOperators.GT, most));
          p2 = p2.blend(least, p2.compare(VectorOperators.LT, least));
          p2 = p2.blend(most, p2.compare(VectorOperators.GT, most));
          p1 = p1.blend(least, p1.compare(VectorOperators.LT, least));
          p1 = p1.blend(most, p1.compare(VectorOperators.GT, most));
          p0 = p0.blend(least, p0.compare(VectorOperators.LT, least));
          p0 = p0.blend(most, p0.compare(VectorOperators.GT, most));
        }
        p6.intoArray(dst, d + d6);
        p5.intoArray(dst, d + d5);
        p4.intoArray(dst, d + d4);
        p3.intoArray(dst, d + d3);
        p2.intoArray(dst, d + d2);
        p1.intoArray(dst, d + d1);
        p0.intoArray(dst, d);
      }
    }
  }

  /// Stride 2 along the width.
  static void strideTwo(
      float[] a,
      int base,
      int plane,
      int vectors,
      int[] rows,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int pixel,
      int ow,
      float[] range) {
    FloatVector least = FloatVector.fromArray(S, range, 0);
    FloatVector most = FloatVector.fromArray(S, range, L);
    int d1 = Math.min(1, ow - 1) * pixel;
    int d2 = Math.min(2, ow - 1) * pixel;
    int d3 = Math.min(3, ow - 1) * pixel;
    int d4 = Math.min(4, ow - 1) * pixel;
    int d5 = Math.min(5, ow - 1) * pixel;
    int d6 = Math.min(6, ow - 1) * pixel;
    for (int lane = 0; lane < vectors; lane++) {
      int from = base + lane * plane;
      int filter = wo + lane * 10 * L;
      int results = to + lane * L;
      FloatVector bias = FloatVector.fromArray(S, w, filter);
      FloatVector w00 = FloatVector.fromArray(S, w, filter + L);
      FloatVector w01 = FloatVector.fromArray(S, w, filter + 2 * L);
      FloatVector w02 = FloatVector.fromArray(S, w, filter + 3 * L);
      FloatVector w10 = FloatVector.fromArray(S, w, filter + 4 * L);
      FloatVector w11 = FloatVector.fromArray(S, w, filter + 5 * L);
      FloatVector w12 = FloatVector.fromArray(S, w, filter + 6 * L);
      FloatVector w20 = FloatVector.fromArray(S, w, filter + 7 * L);
      FloatVector w21 = FloatVector.fromArray(S, w, filter + 8 * L);
      FloatVector w22 = FloatVector.fromArray(S, w, filter + 9 * L);
      for (int x = 0; x < ow; x += DepthwiseLoops.COLUMNS) {
        int first = Math.max(0, Math.min(x, ow - DepthwiseLoops.COLUMNS));
        FloatVector p0 = bias;
        FloatVector p1 = bias;
        FloatVector p2 = bias;
        FloatVector p3 = bias;
        FloatVector p4 = bias;
        FloatVector p5 = bias;
        FloatVector p6 = bias;
        int at = from + rows[0] + 2 * first * L;
        FloatVector v = FloatVector.fromArray(S, a, at);
        p0 = v.fma(w00, p0);
        v = FloatVector.fromArray(S, a, at + L);
        p0 = v.fma(w01, p0);
        v = FloatVector.fromArray(S, a, at + 2 * L);
        p1 = v.fma(w00, p1);
        p0 = v.fma(w02, p0);
        v = FloatVector.fromArray(S, a, at + 3 * L);
        p1 = v.fma(w01, p1);
        v = FloatVector.fromArray(S, a, at + 4 * L);
        p2 = v.fma(w00, p2);
        p1 = v.fma(w02, p1);
        v = FloatVector.fromArray(S, a, at + 5 * L);
        p2 = v.fma(w01, p2);
        v = FloatVector.fromArray(S, a, at + 6 * L);
        p3 = v.fma(w00, p3);
        p2 = v.fma(w02, p2);
        v = FloatVector.fromArray(S, a, at + 7 * L);
        p3 = v.fma(w01, p3);
        v = FloatVector.fromArray(S, a, at + 8 * L);
        p4 = v.fma(w00, p4);
        p3 = v.fma(w02, p3);
        v = FloatVector.fromArray(S, a, at + 9 * L);
        p4 = v.fma(w01, p4);
        v = FloatVector.fromArray(S, a, at + 10 * L);
        p5 = v.fma(w00, p5);
        p4 = v.fma(w02, p4);
        v = FloatVector.fromArray(S, a, at + 11 * L);
        p5 = v.fma(w01, p5);
        v = FloatVector.fromArray(S, a, at + 12 * L);
        p6 = v.fma(w00, p6);
        p5 = v.fma(w02, p5);
        v = FloatVector.fromArray(S, a, at + 13 * L);
        p6 = v.fma(w01, p6);
        v = FloatVector.fromArray(S, a, at + 14 * L);
        p6 = v.fma(w02, p6);
        at = from + rows[1] + 2 * first * L;
        v = FloatVector.fromArray(S, a, at);
        p0 = v.fma(w10, p0);
        v = FloatVector.fromArray(S, a, at + L);
        p0 = v.fma(w11, p0);
        v = FloatVector.fromArray(S, a, at + 2 * L);
        p1 = v.fma(w10, p1);
        p0 = v.fma(w12, p0);
        v = FloatVector.fromArray(S, a, at + 3 * L);
        p1 = v.fma(w11, p1);
        v = FloatVector.fromArray(S, a, at + 4 * L);
        p2 = v.fma(w10, p2);
        p1 = v.fma(w12, p1);
        v = FloatVector.fromArray(S, a, at + 5 * L);
        p2 = v.fma(w11, p2);
        v = FloatVector.fromArray(S, a, at + 6 * L);
        p3 = v.fma(w10, p3);
        p2 = v.fma(w12, p2);
        v = FloatVector.fromArray(S, a, at + 7 * L);
        p3 = v.fma(w11, p3);
        v = FloatVector.fromArray(S, a, at + 8 * L);
        p4 = v.fma(w10, p4);
        p3 = v.fma(w12, p3);
        v = FloatVector.fromArray(S, a, at + 9 * L);
        p4 = v.fma(w11, p4);
        v = FloatVector.fromArray(S, a, at + 10 * L);
        p5 = v.fma(w10, p5);
        p4 = v.fma(w12, p4);
        v = FloatVector.fromArray(S, a, at + 11 * L);
        p5 = v.fma(w11, p5);
        v = FloatVector.fromArray(S, a, at + 12 * L);
        p6 = v.fma(w10, p6);
        p5 = v.fma(w12, p5);
        v = FloatVector.fromArray(S, a, at + 13 * L);
        p6 = v.fma(w11, p6);
        v = FloatVector.fromArray(S, a, at + 14 * L);
        p6 = v.fma(w12, p6);
        at = from + rows[2] + 2 * first * L;
        v = FloatVector.fromArray(S, a, at);
        p0 = v.fma(w20, p0);
        v = FloatVector.fromArray(S, a, at + L);
        p0 = v.fma(w21, p0);
        v = FloatVector.fromArray(S, a, at + 2 * L);
        p1 = v.fma(w20, p1);
        p0 = v.fma(w22, p0);
        v = FloatVector.fromArray(S, a, at + 3 * L);
        p1 = v.fma(w21, p1);
        v = FloatVector.fromArray(S, a, at + 4 * L);
        p2 = v.fma(w20, p2);
        p1 = v.fma(w22, p1);
        v = FloatVector.fromArray(S, a, at + 5 * L);
        p2 = v.fma(w21, p2);
        v = FloatVector.fromArray(S, a, at + 6 * L);
        p3 = v.fma(w20, p3);
        p2 = v.fma(w22, p2);
        v = FloatVector.fromArray(S, a, at + 7 * L);
        p3 = v.fma(w21, p3);
        v = FloatVector.fromArray(S, a, at + 8 * L);
        p4 = v.fma(w20, p4);
        p3 = v.fma(w22, p3);
        v = FloatVector.fromArray(S, a, at + 9 * L);
        p4 = v.fma(w21, p4);
        v = FloatVector.fromArray(S, a, at + 10 * L);
        p5 = v.fma(w20, p5);
        p4 = v.fma(w22, p4);
        v = FloatVector.fromArray(S, a, at + 11 * L);
        p5 = v.fma(w21, p5);
        v = FloatVector.fromArray(S, a, at + 12 * L);
        p6 = v.fma(w20, p6);
        p5 = v.fma(w22, p5);
        v = FloatVector.fromArray(S, a, at + 13 * L);
        p6 = v.fma(w21, p6);
        v = FloatVector.fromArray(S, a, at + 14 * L);
        p6 = v.fma(w22, p6);
        int d = results + first * pixel;
        p6 = p6.blend(least, p6.compare(VectorOperators.LT, least));
        p6.blend(most, p6.compare(VectorOperators.GT, most)).intoArray(dst, d + d6);
        p5 = p5.blend(least, p5.compare(VectorOperators.LT, least));
        p5.blend(most, p5.compare(VectorOperators.GT, most)).intoArray(dst, d + d5);
        p4 = p4.blend(least, p4.compare(VectorOperators.LT, least));
        p4.blend(most, p4.compare(VectorOperators.GT, most)).intoArray(dst, d + d4);
        p3 = p3.blend(least, p3.compare(VectorOperators.LT, least));
        p3.blend(most, p3.compare(VectorOperators.GT, most)).intoArray(dst, d + d3);
        p2 = p2.blend(least, p2.compare(VectorOperators.LT, least));
        p2.blend(most, p2.compare(VectorOperators.GT, most)).intoArray(dst, d + d2);
        p1 = p1.blend(least, p1.compare(VectorOperators.LT, least));
        p1.blend(most, p1.compare(VectorOperators.GT, most)).intoArray(dst, d + d1);
        p0 = p0.blend(least, p0.compare(VectorOperators.LT, least));
        p0.blend(most, p0.compare(VectorOperators.GT, most)).intoArray(dst, d);
      }
    }
  }
}
