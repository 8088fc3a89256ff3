package dev.sepconv.simd.elementwise;

import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LE;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One loop for each activation, over whole vectors, from a source to a destination that may be the
/// same.
final class ActivationLoops {
  private static final VectorSpecies<Float> S = VectorMath.S;
  private static final int LANES = S.length();

  private ActivationLoops() {}

  static void range(float low, float high, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.clamp(x, low, high).intoArray(dst, to + i);
    }
  }

  static void leakyRelu(float a, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.blend(x.mul(a), x.compare(LT, 0)).intoArray(dst, to + i);
    }
  }

  static void elu(float a, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.blend(VectorMath.expm1OfNegative(x).mul(a), x.compare(LT, 0)).intoArray(dst, to + i);
    }
  }

  static void selu(float a, float b, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.blend(VectorMath.expm1OfNegative(x).mul(a), x.compare(LE, 0)).mul(b).intoArray(dst, to + i);
    }
  }

  static void celu(float a, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.blend(VectorMath.expm1OfNegative(x.div(a)).mul(a), x.compare(LT, 0)).intoArray(dst, to + i);
    }
  }

  static void sigmoid(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.sigmoid(x).intoArray(dst, to + i);
    }
  }

  static void silu(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.silu(x).intoArray(dst, to + i);
    }
  }

  static void hardSigmoid(float a, float b, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.clamp(x.fma(FloatVector.broadcast(S, a), FloatVector.broadcast(S, b)), 0, 1)
          .intoArray(dst, to + i);
    }
  }

  static void hardSwish(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.hardSwish(x).intoArray(dst, to + i);
    }
  }

  static void mish(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.mish(x).intoArray(dst, to + i);
    }
  }

  static void softplus(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.softplus(x).intoArray(dst, to + i);
    }
  }

  static void softsign(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.div(x.abs().add(1)).intoArray(dst, to + i);
    }
  }

  static void gelu(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.gelu(x).intoArray(dst, to + i);
    }
  }

  static void geluByTanh(float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      VectorMath.geluByTanh(x).intoArray(dst, to + i);
    }
  }

  static void thresholdedRelu(float a, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i += LANES) {
      FloatVector x = FloatVector.fromArray(S, src, so + i);
      x.blend(0, x.compare(GT, a).not()).intoArray(dst, to + i);
    }
  }
}
