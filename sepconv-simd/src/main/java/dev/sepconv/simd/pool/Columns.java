package dev.sepconv.simd.pool;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Reduces columns: a vector at regular distances, to one vector. Four partial results, so that one
/// step need not wait for the one before.
final class Columns {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// The elements of a vector.
  static final int LANES = S.length();

  private Columns() {}

  /// Reduces without the last step, {@link Reduction#end}.
  ///
  /// @param f the reduction
  /// @param src holds the vectors
  /// @param at the first one
  /// @param stride from one to the next
  /// @param count how many
  /// @param dst takes one vector
  /// @param to where
  static void reduce(Reduction f, float[] src, int at, int stride, int count, float[] dst, int to) {
    switch (f) {
      case SUM, MEAN -> sum(src, at, stride, count, dst, to);
      case MAX -> max(src, at, stride, count, dst, to);
      case MIN -> min(src, at, stride, count, dst, to);
      case SUM_SQUARE, L2 -> sumSquare(src, at, stride, count, dst, to);
      case L1 -> sumAbsolute(src, at, stride, count, dst, to);
    }
  }

  /// Reduces a row without the last step: whole vectors as columns, then the lanes, then the rest.
  ///
  /// @param f the reduction
  /// @param src holds the row
  /// @param at its first element
  /// @param n how many
  /// @param scratch takes one vector
  /// @param so where
  /// @return the result
  static float row(Reduction f, float[] src, int at, int n, float[] scratch, int so) {
    int whole = n - n % LANES;
    float all = f.start();
    if (whole > 0) {
      reduce(f, src, at, LANES, whole / LANES, scratch, so);
      for (int i = 0; i < LANES; i++) {
        all = f.join(all, scratch[so + i]);
      }
    }
    for (int i = whole; i < n; i++) {
      all = f.join(all, f.of(src[at + i]));
    }
    return all;
  }

  private static void sum(float[] src, int at, int stride, int count, float[] dst, int to) {
    FloatVector a = FloatVector.broadcast(S, 0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      a = a.add(FloatVector.fromArray(S, src, at + i * stride));
      b = b.add(FloatVector.fromArray(S, src, at + (i + 1) * stride));
      c = c.add(FloatVector.fromArray(S, src, at + (i + 2) * stride));
      d = d.add(FloatVector.fromArray(S, src, at + (i + 3) * stride));
    }
    for (; i < count; i++) {
      a = a.add(FloatVector.fromArray(S, src, at + i * stride));
    }
    a.add(b).add(c.add(d)).intoArray(dst, to);
  }

  private static void max(float[] src, int at, int stride, int count, float[] dst, int to) {
    FloatVector a = FloatVector.broadcast(S, Float.NEGATIVE_INFINITY);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      a = a.max(FloatVector.fromArray(S, src, at + i * stride));
      b = b.max(FloatVector.fromArray(S, src, at + (i + 1) * stride));
      c = c.max(FloatVector.fromArray(S, src, at + (i + 2) * stride));
      d = d.max(FloatVector.fromArray(S, src, at + (i + 3) * stride));
    }
    for (; i < count; i++) {
      a = a.max(FloatVector.fromArray(S, src, at + i * stride));
    }
    a.max(b).max(c.max(d)).intoArray(dst, to);
  }

  private static void min(float[] src, int at, int stride, int count, float[] dst, int to) {
    FloatVector a = FloatVector.broadcast(S, Float.POSITIVE_INFINITY);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      a = a.min(FloatVector.fromArray(S, src, at + i * stride));
      b = b.min(FloatVector.fromArray(S, src, at + (i + 1) * stride));
      c = c.min(FloatVector.fromArray(S, src, at + (i + 2) * stride));
      d = d.min(FloatVector.fromArray(S, src, at + (i + 3) * stride));
    }
    for (; i < count; i++) {
      a = a.min(FloatVector.fromArray(S, src, at + i * stride));
    }
    a.min(b).min(c.min(d)).intoArray(dst, to);
  }

  private static void sumAbsolute(float[] src, int at, int stride, int count, float[] dst, int to) {
    FloatVector a = FloatVector.broadcast(S, 0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      a = a.add(FloatVector.fromArray(S, src, at + i * stride).abs());
      b = b.add(FloatVector.fromArray(S, src, at + (i + 1) * stride).abs());
      c = c.add(FloatVector.fromArray(S, src, at + (i + 2) * stride).abs());
      d = d.add(FloatVector.fromArray(S, src, at + (i + 3) * stride).abs());
    }
    for (; i < count; i++) {
      a = a.add(FloatVector.fromArray(S, src, at + i * stride).abs());
    }
    a.add(b).add(c.add(d)).intoArray(dst, to);
  }

  private static void sumSquare(float[] src, int at, int stride, int count, float[] dst, int to) {
    FloatVector a = FloatVector.broadcast(S, 0);
    FloatVector b = a;
    FloatVector c = a;
    FloatVector d = a;
    int i = 0;
    for (; i <= count - 4; i += 4) {
      FloatVector ax = FloatVector.fromArray(S, src, at + i * stride);
      a = ax.fma(ax, a);
      FloatVector bx = FloatVector.fromArray(S, src, at + (i + 1) * stride);
      b = bx.fma(bx, b);
      FloatVector cx = FloatVector.fromArray(S, src, at + (i + 2) * stride);
      c = cx.fma(cx, c);
      FloatVector dx = FloatVector.fromArray(S, src, at + (i + 3) * stride);
      d = dx.fma(dx, d);
    }
    for (; i < count; i++) {
      FloatVector ax = FloatVector.fromArray(S, src, at + i * stride);
      a = ax.fma(ax, a);
    }
    a.add(b).add(c.add(d)).intoArray(dst, to);
  }
}
