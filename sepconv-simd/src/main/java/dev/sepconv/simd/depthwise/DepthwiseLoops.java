package dev.sepconv.simd.depthwise;

import dev.sepconv.simd.elementwise.VectorMath;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The arithmetic of one output row of a depthwise convolution for one vector of channels: `dst[x]
/// = range(bias + Σ a[y_i, x·sw + j·dw] · w[i, j])`. Input rows lie with their padding in `a`, row
/// i from `rows[i]` on, pixels at one distance. Weights are one vector of biases and then one per
/// tap.
///
/// Four columns at a time share what they read; the last four overlap those before, so that no
/// column is left over. Each output is one chain of fused multiply-adds, tap by tap.
final class DepthwiseLoops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final int COLUMNS = 4;

  private DepthwiseLoops() {}

  /// Chooses the loop for a window.
  static void row(
      float[] a,
      int[] rows,
      int c,
      int pixel,
      int kw,
      int sw,
      int dw,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int dstPixel,
      int ow,
      float low,
      float high) {
    if (ow < COLUMNS) {
      single(a, rows, c, pixel, kw, sw, dw, w, wo, dst, to, dstPixel, ow, low, high);
    } else if (dw == 1 && kw == 3 && sw == 1) {
      three(a, rows, c, pixel, w, wo, dst, to, dstPixel, ow, low, high);
    } else if (dw == 1 && kw == 3 && sw == 2) {
      threeByTwo(a, rows, c, pixel, w, wo, dst, to, dstPixel, ow, low, high);
    } else if (dw == 1 && kw == 5 && sw == 1) {
      five(a, rows, c, pixel, w, wo, dst, to, dstPixel, ow, low, high);
    } else {
      any(a, rows, c, pixel, kw, sw, dw, w, wo, dst, to, dstPixel, ow, low, high);
    }
  }

  /// Three taps wide, stride 1.
  private static void three(
      float[] a,
      int[] rows,
      int c,
      int pixel,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int dstPixel,
      int ow,
      float low,
      float high) {
    FloatVector bias = FloatVector.fromArray(S, w, wo);
    for (int x = 0; x < ow; x += COLUMNS) {
      int first = Math.min(x, ow - COLUMNS);
      FloatVector p = bias;
      FloatVector q = bias;
      FloatVector r = bias;
      FloatVector s = bias;
      int t = wo + L;
      for (int row : rows) {
        int at = row + c + first * pixel;
        FloatVector w0 = FloatVector.fromArray(S, w, t);
        FloatVector w1 = FloatVector.fromArray(S, w, t + L);
        FloatVector w2 = FloatVector.fromArray(S, w, t + 2 * L);
        FloatVector v = FloatVector.fromArray(S, a, at);
        p = v.fma(w0, p);
        v = FloatVector.fromArray(S, a, at + pixel);
        p = v.fma(w1, p);
        q = v.fma(w0, q);
        v = FloatVector.fromArray(S, a, at + 2 * pixel);
        p = v.fma(w2, p);
        q = v.fma(w1, q);
        r = v.fma(w0, r);
        v = FloatVector.fromArray(S, a, at + 3 * pixel);
        q = v.fma(w2, q);
        r = v.fma(w1, r);
        s = v.fma(w0, s);
        v = FloatVector.fromArray(S, a, at + 4 * pixel);
        r = v.fma(w2, r);
        s = v.fma(w1, s);
        v = FloatVector.fromArray(S, a, at + 5 * pixel);
        s = v.fma(w2, s);
        t += 3 * L;
      }
      int d = to + first * dstPixel;
      VectorMath.clamp(p, low, high).intoArray(dst, d);
      VectorMath.clamp(q, low, high).intoArray(dst, d + dstPixel);
      VectorMath.clamp(r, low, high).intoArray(dst, d + 2 * dstPixel);
      VectorMath.clamp(s, low, high).intoArray(dst, d + 3 * dstPixel);
    }
  }

  /// Three taps wide, stride 2.
  private static void threeByTwo(
      float[] a,
      int[] rows,
      int c,
      int pixel,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int dstPixel,
      int ow,
      float low,
      float high) {
    FloatVector bias = FloatVector.fromArray(S, w, wo);
    for (int x = 0; x < ow; x += COLUMNS) {
      int first = Math.min(x, ow - COLUMNS);
      FloatVector p = bias;
      FloatVector q = bias;
      FloatVector r = bias;
      FloatVector s = bias;
      int t = wo + L;
      for (int row : rows) {
        int at = row + c + 2 * first * pixel;
        FloatVector w0 = FloatVector.fromArray(S, w, t);
        FloatVector w1 = FloatVector.fromArray(S, w, t + L);
        FloatVector w2 = FloatVector.fromArray(S, w, t + 2 * L);
        p = FloatVector.fromArray(S, a, at).fma(w0, p);
        p = FloatVector.fromArray(S, a, at + pixel).fma(w1, p);
        FloatVector v = FloatVector.fromArray(S, a, at + 2 * pixel);
        p = v.fma(w2, p);
        q = v.fma(w0, q);
        q = FloatVector.fromArray(S, a, at + 3 * pixel).fma(w1, q);
        v = FloatVector.fromArray(S, a, at + 4 * pixel);
        q = v.fma(w2, q);
        r = v.fma(w0, r);
        r = FloatVector.fromArray(S, a, at + 5 * pixel).fma(w1, r);
        v = FloatVector.fromArray(S, a, at + 6 * pixel);
        r = v.fma(w2, r);
        s = v.fma(w0, s);
        s = FloatVector.fromArray(S, a, at + 7 * pixel).fma(w1, s);
        s = FloatVector.fromArray(S, a, at + 8 * pixel).fma(w2, s);
        t += 3 * L;
      }
      int d = to + first * dstPixel;
      VectorMath.clamp(p, low, high).intoArray(dst, d);
      VectorMath.clamp(q, low, high).intoArray(dst, d + dstPixel);
      VectorMath.clamp(r, low, high).intoArray(dst, d + 2 * dstPixel);
      VectorMath.clamp(s, low, high).intoArray(dst, d + 3 * dstPixel);
    }
  }

  /// Five taps wide, stride 1.
  private static void five(
      float[] a,
      int[] rows,
      int c,
      int pixel,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int dstPixel,
      int ow,
      float low,
      float high) {
    FloatVector bias = FloatVector.fromArray(S, w, wo);
    for (int x = 0; x < ow; x += COLUMNS) {
      int first = Math.min(x, ow - COLUMNS);
      FloatVector p = bias;
      FloatVector q = bias;
      FloatVector r = bias;
      FloatVector s = bias;
      int t = wo + L;
      for (int row : rows) {
        int at = row + c + first * pixel;
        FloatVector w0 = FloatVector.fromArray(S, w, t);
        FloatVector w1 = FloatVector.fromArray(S, w, t + L);
        FloatVector w2 = FloatVector.fromArray(S, w, t + 2 * L);
        FloatVector w3 = FloatVector.fromArray(S, w, t + 3 * L);
        FloatVector w4 = FloatVector.fromArray(S, w, t + 4 * L);
        p = FloatVector.fromArray(S, a, at).fma(w0, p);
        FloatVector v = FloatVector.fromArray(S, a, at + pixel);
        p = v.fma(w1, p);
        q = v.fma(w0, q);
        v = FloatVector.fromArray(S, a, at + 2 * pixel);
        p = v.fma(w2, p);
        q = v.fma(w1, q);
        r = v.fma(w0, r);
        v = FloatVector.fromArray(S, a, at + 3 * pixel);
        p = v.fma(w3, p);
        q = v.fma(w2, q);
        r = v.fma(w1, r);
        s = v.fma(w0, s);
        v = FloatVector.fromArray(S, a, at + 4 * pixel);
        p = v.fma(w4, p);
        q = v.fma(w3, q);
        r = v.fma(w2, r);
        s = v.fma(w1, s);
        v = FloatVector.fromArray(S, a, at + 5 * pixel);
        q = v.fma(w4, q);
        r = v.fma(w3, r);
        s = v.fma(w2, s);
        v = FloatVector.fromArray(S, a, at + 6 * pixel);
        r = v.fma(w4, r);
        s = v.fma(w3, s);
        s = FloatVector.fromArray(S, a, at + 7 * pixel).fma(w4, s);
        t += 5 * L;
      }
      int d = to + first * dstPixel;
      VectorMath.clamp(p, low, high).intoArray(dst, d);
      VectorMath.clamp(q, low, high).intoArray(dst, d + dstPixel);
      VectorMath.clamp(r, low, high).intoArray(dst, d + 2 * dstPixel);
      VectorMath.clamp(s, low, high).intoArray(dst, d + 3 * dstPixel);
    }
  }

  /// Any width, stride and dilation.
  private static void any(
      float[] a,
      int[] rows,
      int c,
      int pixel,
      int kw,
      int sw,
      int dw,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int dstPixel,
      int ow,
      float low,
      float high) {
    FloatVector bias = FloatVector.fromArray(S, w, wo);
    int step = sw * pixel;
    for (int x = 0; x < ow; x += COLUMNS) {
      int first = Math.min(x, ow - COLUMNS);
      FloatVector p = bias;
      FloatVector q = bias;
      FloatVector r = bias;
      FloatVector s = bias;
      int t = wo + L;
      for (int row : rows) {
        int at = row + c + first * step;
        for (int j = 0; j < kw; j++) {
          FloatVector v = FloatVector.fromArray(S, w, t);
          p = FloatVector.fromArray(S, a, at).fma(v, p);
          q = FloatVector.fromArray(S, a, at + step).fma(v, q);
          r = FloatVector.fromArray(S, a, at + 2 * step).fma(v, r);
          s = FloatVector.fromArray(S, a, at + 3 * step).fma(v, s);
          t += L;
          at += dw * pixel;
        }
      }
      int d = to + first * dstPixel;
      VectorMath.clamp(p, low, high).intoArray(dst, d);
      VectorMath.clamp(q, low, high).intoArray(dst, d + dstPixel);
      VectorMath.clamp(r, low, high).intoArray(dst, d + 2 * dstPixel);
      VectorMath.clamp(s, low, high).intoArray(dst, d + 3 * dstPixel);
    }
  }

  /// Rows of fewer than four columns.
  private static void single(
      float[] a,
      int[] rows,
      int c,
      int pixel,
      int kw,
      int sw,
      int dw,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int dstPixel,
      int ow,
      float low,
      float high) {
    for (int x = 0; x < ow; x++) {
      FloatVector p = FloatVector.fromArray(S, w, wo);
      int t = wo + L;
      for (int row : rows) {
        int at = row + c + x * sw * pixel;
        for (int j = 0; j < kw; j++) {
          p = FloatVector.fromArray(S, a, at).fma(FloatVector.fromArray(S, w, t), p);
          t += L;
          at += dw * pixel;
        }
      }
      VectorMath.clamp(p, low, high).intoArray(dst, to + x * dstPixel);
    }
  }
}
