package dev.sepconv.simd.depthwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// {@link DepthwiseLoops} for all other windows.
final class AnyWindow {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private AnyWindow() {}

  /// Any width, stride and dilation.
  static void row(
      float[] a,
      int base,
      int plane,
      int vectors,
      int[] rows,
      int kw,
      int sw,
      int dw,
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
    int step = sw * L;
    for (int lane = 0; lane < vectors; lane++) {
      int from = base + lane * plane;
      int filter = wo + lane * (kw * rows.length + 1) * L;
      int results = to + lane * L;
      FloatVector bias = FloatVector.fromArray(S, w, filter);
      for (int x = 0; x < ow; x += DepthwiseLoops.COLUMNS) {
        int first = Math.max(0, Math.min(x, ow - DepthwiseLoops.COLUMNS));
        FloatVector p0 = bias;
        FloatVector p1 = bias;
        FloatVector p2 = bias;
        FloatVector p3 = bias;
        FloatVector p4 = bias;
        FloatVector p5 = bias;
        FloatVector p6 = bias;
        int t = filter + L;
        for (int inRing : rows) {
          int row = from + inRing;
          int at = row + first * step;
          for (int j = 0; j < kw; j++) {
            FloatVector v = FloatVector.fromArray(S, w, t);
            p0 = FloatVector.fromArray(S, a, at).fma(v, p0);
            p1 = FloatVector.fromArray(S, a, at + step).fma(v, p1);
            p2 = FloatVector.fromArray(S, a, at + 2 * step).fma(v, p2);
            p3 = FloatVector.fromArray(S, a, at + 3 * step).fma(v, p3);
            p4 = FloatVector.fromArray(S, a, at + 4 * step).fma(v, p4);
            p5 = FloatVector.fromArray(S, a, at + 5 * step).fma(v, p5);
            p6 = FloatVector.fromArray(S, a, at + 6 * step).fma(v, p6);
            t += L;
            at += dw * L;
          }
        }
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
