package dev.sepconv.simd.depthwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// {@link DepthwiseLoops} for windows that are five wide.
final class FiveWide {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  private FiveWide() {}

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
    int d1 = Math.min(1, ow - 1) * pixel;
    int d2 = Math.min(2, ow - 1) * pixel;
    int d3 = Math.min(3, ow - 1) * pixel;
    int d4 = Math.min(4, ow - 1) * pixel;
    int d5 = Math.min(5, ow - 1) * pixel;
    int d6 = Math.min(6, ow - 1) * pixel;
    for (int lane = 0; lane < vectors; lane++) {
      int from = base + lane * plane;
      int filter = wo + lane * (5 * rows.length + 1) * L;
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
          FloatVector w0 = FloatVector.fromArray(S, w, t);
          FloatVector w1 = FloatVector.fromArray(S, w, t + L);
          FloatVector w2 = FloatVector.fromArray(S, w, t + 2 * L);
          FloatVector w3 = FloatVector.fromArray(S, w, t + 3 * L);
          FloatVector w4 = FloatVector.fromArray(S, w, t + 4 * L);
          int at = row + first * L;
          FloatVector v = FloatVector.fromArray(S, a, at);
          p0 = v.fma(w0, p0);
          v = FloatVector.fromArray(S, a, at + L);
          p1 = v.fma(w0, p1);
          p0 = v.fma(w1, p0);
          v = FloatVector.fromArray(S, a, at + 2 * L);
          p2 = v.fma(w0, p2);
          p1 = v.fma(w1, p1);
          p0 = v.fma(w2, p0);
          v = FloatVector.fromArray(S, a, at + 3 * L);
          p3 = v.fma(w0, p3);
          p2 = v.fma(w1, p2);
          p1 = v.fma(w2, p1);
          p0 = v.fma(w3, p0);
          v = FloatVector.fromArray(S, a, at + 4 * L);
          p4 = v.fma(w0, p4);
          p3 = v.fma(w1, p3);
          p2 = v.fma(w2, p2);
          p1 = v.fma(w3, p1);
          p0 = v.fma(w4, p0);
          v = FloatVector.fromArray(S, a, at + 5 * L);
          p5 = v.fma(w0, p5);
          p4 = v.fma(w1, p4);
          p3 = v.fma(w2, p3);
          p2 = v.fma(w3, p2);
          p1 = v.fma(w4, p1);
          v = FloatVector.fromArray(S, a, at + 6 * L);
          p6 = v.fma(w0, p6);
          p5 = v.fma(w1, p5);
          p4 = v.fma(w2, p4);
          p3 = v.fma(w3, p3);
          p2 = v.fma(w4, p2);
          v = FloatVector.fromArray(S, a, at + 7 * L);
          p6 = v.fma(w1, p6);
          p5 = v.fma(w2, p5);
          p4 = v.fma(w3, p4);
          p3 = v.fma(w4, p3);
          v = FloatVector.fromArray(S, a, at + 8 * L);
          p6 = v.fma(w2, p6);
          p5 = v.fma(w3, p5);
          p4 = v.fma(w4, p4);
          v = FloatVector.fromArray(S, a, at + 9 * L);
          p6 = v.fma(w3, p6);
          p5 = v.fma(w4, p5);
          v = FloatVector.fromArray(S, a, at + 10 * L);
          p6 = v.fma(w4, p6);
          t += 5 * L;
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
      int filter = wo + lane * (5 * rows.length + 1) * L;
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
          FloatVector w0 = FloatVector.fromArray(S, w, t);
          FloatVector w1 = FloatVector.fromArray(S, w, t + L);
          FloatVector w2 = FloatVector.fromArray(S, w, t + 2 * L);
          FloatVector w3 = FloatVector.fromArray(S, w, t + 3 * L);
          FloatVector w4 = FloatVector.fromArray(S, w, t + 4 * L);
          int at = row + 2 * first * L;
          FloatVector v = FloatVector.fromArray(S, a, at);
          p0 = v.fma(w0, p0);
          v = FloatVector.fromArray(S, a, at + L);
          p0 = v.fma(w1, p0);
          v = FloatVector.fromArray(S, a, at + 2 * L);
          p1 = v.fma(w0, p1);
          p0 = v.fma(w2, p0);
          v = FloatVector.fromArray(S, a, at + 3 * L);
          p1 = v.fma(w1, p1);
          p0 = v.fma(w3, p0);
          v = FloatVector.fromArray(S, a, at + 4 * L);
          p2 = v.fma(w0, p2);
          p1 = v.fma(w2, p1);
          p0 = v.fma(w4, p0);
          v = FloatVector.fromArray(S, a, at + 5 * L);
          p2 = v.fma(w1, p2);
          p1 = v.fma(w3, p1);
          v = FloatVector.fromArray(S, a, at + 6 * L);
          p3 = v.fma(w0, p3);
          p2 = v.fma(w2, p2);
          p1 = v.fma(w4, p1);
          v = FloatVector.fromArray(S, a, at + 7 * L);
          p3 = v.fma(w1, p3);
          p2 = v.fma(w3, p2);
          v = FloatVector.fromArray(S, a, at + 8 * L);
          p4 = v.fma(w0, p4);
          p3 = v.fma(w2, p3);
          p2 = v.fma(w4, p2);
          v = FloatVector.fromArray(S, a, at + 9 * L);
          p4 = v.fma(w1, p4);
          p3 = v.fma(w3, p3);
          v = FloatVector.fromArray(S, a, at + 10 * L);
          p5 = v.fma(w0, p5);
          p4 = v.fma(w2, p4);
          p3 = v.fma(w4, p3);
          v = FloatVector.fromArray(S, a, at + 11 * L);
          p5 = v.fma(w1, p5);
          p4 = v.fma(w3, p4);
          v = FloatVector.fromArray(S, a, at + 12 * L);
          p6 = v.fma(w0, p6);
          p5 = v.fma(w2, p5);
          p4 = v.fma(w4, p4);
          v = FloatVector.fromArray(S, a, at + 13 * L);
          p6 = v.fma(w1, p6);
          p5 = v.fma(w3, p5);
          v = FloatVector.fromArray(S, a, at + 14 * L);
          p6 = v.fma(w2, p6);
          p5 = v.fma(w4, p5);
          v = FloatVector.fromArray(S, a, at + 15 * L);
          p6 = v.fma(w3, p6);
          v = FloatVector.fromArray(S, a, at + 16 * L);
          p6 = v.fma(w4, p6);
          t += 5 * L;
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
