package dev.sepconv.simd.elementwise;

import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Activation;

/// Applies activations to ranges of arrays, a vector at a time. Each function has a loop of its
/// own, so that each is compiled alone, and only if it is used.
public final class VectorFunctions {
  private static final int LANES = VectorMath.S.length();

  private VectorFunctions() {}

  /// Replaces numbers by their activation.
  ///
  /// @param activation what is applied
  /// @param data holds them
  /// @param offset the first one
  /// @param length how many
  public static void apply(Activation activation, float[] data, int offset, int length) {
    apply(activation, data, offset, data, offset, length);
  }

  /// Writes the activation of numbers elsewhere.
  ///
  /// @param f what is applied
  /// @param src holds the numbers
  /// @param so the first one
  /// @param dst takes the results; may be the source, at the same place
  /// @param to the first one
  /// @param n how many
  public static void apply(Activation f, float[] src, int so, float[] dst, int to, int n) {
    int rest = n % LANES;
    int whole = n - rest;
    vectors(f, src, so, dst, to, whole);
    if (rest > 0 && whole > 0 && !(so == to && isSame(src, dst))) {
      // The last whole vector overlaps the one before, whose elements it computes again.
      vectors(f, src, so + n - LANES, dst, to + n - LANES, LANES);
    } else if (rest > 0) {
      float[] last = new float[LANES];
      System.arraycopy(src, so + whole, last, 0, rest);
      vectors(f, last, 0, last, 0, LANES);
      System.arraycopy(last, 0, dst, to + whole, rest);
    }
  }

  @SuppressWarnings("ReferenceEquality") // the same memory is meant
  private static boolean isSame(float[] src, float[] dst) {
    return src == dst;
  }

  private static void vectors(Activation f, float[] src, int so, float[] dst, int to, int n) {
    if (f.isRange()) {
      ActivationLoops.range(f.low(), f.high(), src, so, dst, to, n);
      return;
    }
    vectors(f.function().orElseThrow(), src, so, dst, to, n);
    if (f.low() != Float.NEGATIVE_INFINITY || f.high() != Float.POSITIVE_INFINITY) {
      ActivationLoops.range(f.low(), f.high(), dst, to, dst, to, n);
    }
  }

  private static void vectors(Unary f, float[] src, int so, float[] dst, int to, int n) {
    float a = f.alpha();
    float b = f.beta();
    switch (f.kind()) {
      case RELU -> ActivationLoops.range(0, Float.POSITIVE_INFINITY, src, so, dst, to, n);
      case LEAKY_RELU -> ActivationLoops.leakyRelu(a, src, so, dst, to, n);
      case ELU -> ActivationLoops.elu(a, src, so, dst, to, n);
      case SELU -> ActivationLoops.selu(a, b, src, so, dst, to, n);
      case CELU -> ActivationLoops.celu(a, src, so, dst, to, n);
      case SIGMOID -> ActivationLoops.sigmoid(src, so, dst, to, n);
      case SILU -> ActivationLoops.silu(src, so, dst, to, n);
      case HARD_SIGMOID -> ActivationLoops.hardSigmoid(a, b, src, so, dst, to, n);
      case HARD_SWISH -> ActivationLoops.hardSwish(src, so, dst, to, n);
      case MISH -> ActivationLoops.mish(src, so, dst, to, n);
      case SOFTPLUS -> ActivationLoops.softplus(src, so, dst, to, n);
      case SOFTSIGN -> ActivationLoops.softsign(src, so, dst, to, n);
      case GELU -> {
        if (a == 1) {
          ActivationLoops.geluByTanh(src, so, dst, to, n);
        } else {
          ActivationLoops.gelu(src, so, dst, to, n);
        }
      }
      case THRESHOLDED_RELU -> ActivationLoops.thresholdedRelu(a, src, so, dst, to, n);
      case TANH -> MathLoops.tanh(src, so, dst, to, n);
      case ABS -> MathLoops.abs(src, so, dst, to, n);
      case NEG -> MathLoops.neg(src, so, dst, to, n);
      case RECIPROCAL -> MathLoops.reciprocal(src, so, dst, to, n);
      case FLOOR -> MathLoops.floor(src, so, dst, to, n);
      case CEIL -> MathLoops.ceil(src, so, dst, to, n);
      case ROUND -> MathLoops.round(src, so, dst, to, n);
      case SIGN -> MathLoops.sign(src, so, dst, to, n);
      case SQRT -> MathLoops.sqrt(src, so, dst, to, n);
      case EXP -> MathLoops.exp(src, so, dst, to, n);
      case LOG -> MathLoops.log(src, so, dst, to, n);
      case ERF -> MathLoops.erf(src, so, dst, to, n);
      case SIN, COS, NOT, IS_NAN -> scalar(f.kind(), src, so, dst, to, n);
    }
  }

  /// What has no vector form.
  private static void scalar(Unary.Kind kind, float[] src, int so, float[] dst, int to, int n) {
    for (int i = 0; i < n; i++) {
      float x = src[so + i];
      dst[to + i] =
          switch (kind) {
            case SIN -> (float) Math.sin(x);
            case COS -> (float) Math.cos(x);
            case NOT -> x == 0 ? 1 : 0;
            default -> Float.isNaN(x) ? 1 : 0;
          };
    }
  }
}
