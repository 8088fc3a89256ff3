package dev.sepconv.simd.elementwise;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One loop for each mathematical function, over whole vectors, from a source to a destination that
/// may be the same.
final class MathLoops {
  private static final VectorSpecies<Float> S = VectorMath.S;
  private static final int LANES = S.length();

  private MathLoops() {}

  static void tanh(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.tanh(x).intoArray(dst, to + i);
    }
  }

  static void abs(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.abs().intoArray(dst, to + i);
    }
  }

  static void neg(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.neg().intoArray(dst, to + i);
    }
  }

  static void reciprocal(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.broadcast(1).div(x).intoArray(dst, to + i);
    }
  }

  static void floor(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.floor(x).intoArray(dst, to + i);
    }
  }

  static void ceil(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.floor(x.neg()).neg().intoArray(dst, to + i);
    }
  }

  static void round(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.round(x).intoArray(dst, to + i);
    }
  }

  static void sign(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.blend(1, x.compare(GT, 0)).blend(-1, x.compare(LT, 0)).intoArray(dst, to + i);
    }
  }

  static void sqrt(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.sqrt().intoArray(dst, to + i);
    }
  }

  static void exp(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.exp(x).intoArray(dst, to + i);
    }
  }

  static void log(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.log(x).intoArray(dst, to + i);
    }
  }

  static void erf(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.erf(x).intoArray(dst, to + i);
    }
  }
}
