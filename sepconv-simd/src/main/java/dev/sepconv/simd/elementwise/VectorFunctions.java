package dev.sepconv.simd.elementwise;

import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Activation;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Activations in place, on whole vectors. The exponential is `2^n · p(r)` with a polynomial of
/// degree 6 on `|r| ≤ ln 2 / 2`; its relative error is below 2e-7.
public final class VectorFunctions {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  // -ln 2 in two parts: the first has few bits, so that n times it is exact.
  private static final float LN2_HIGH = -355f / 512;
  private static final float LN2_LOW = 2.1219444e-4f;

  private VectorFunctions() {}

  /// Whether an activation's function can be applied here.
  ///
  /// @param activation any activation
  /// @return whether {@link #apply} does it
  public static boolean supports(Activation activation) {
    return activation
        .function()
        .map(f ->
            switch (f.kind()) {
              case SIGMOID, SILU, HARD_SWISH, HARD_SIGMOID, LEAKY_RELU -> true;
              default -> false;
            })
        .orElse(true);
  }

  /// Applies the function of an activation; a range is the kernel's business.
  ///
  /// @param activation the activation
  /// @param data rows of floats
  /// @param offset where the first row begins
  /// @param rows how many rows
  /// @param stride from row to row
  /// @param length of a row, whole vectors
  public static void apply(
      Activation activation, float[] data, int offset, int rows, int stride, int length) {
    if (activation.function().isEmpty()) {
      return;
    }
    Unary f = activation.function().get();
    for (int r = 0; r < rows; r++) {
      int at = offset + r * stride;
      switch (f.kind()) {
        case SIGMOID -> sigmoid(data, at, length);
        case SILU -> silu(data, at, length);
        case HARD_SWISH -> hardSwish(data, at, length);
        case HARD_SIGMOID -> hardSigmoid(data, at, length, f.alpha(), f.beta());
        case LEAKY_RELU -> leakyRelu(data, at, length, f.alpha());
        default -> throw new IllegalStateException(f.kind() + " has no vector form");
      }
    }
  }

  private static void sigmoid(float[] data, int at, int length) {
    for (int i = at; i < at + length; i += L) {
      FloatVector x = FloatVector.fromArray(S, data, i);
      FloatVector.broadcast(S, 1).div(exp(x.neg()).add(1)).intoArray(data, i);
    }
  }

  private static void silu(float[] data, int at, int length) {
    for (int i = at; i < at + length; i += L) {
      FloatVector x = FloatVector.fromArray(S, data, i);
      x.div(exp(x.neg()).add(1)).intoArray(data, i);
    }
  }

  private static void hardSwish(float[] data, int at, int length) {
    for (int i = at; i < at + length; i += L) {
      FloatVector x = FloatVector.fromArray(S, data, i);
      x.mul(x.mul(1 / 6f).add(0.5f).max(0).min(1)).intoArray(data, i);
    }
  }

  private static void hardSigmoid(float[] data, int at, int length, float a, float b) {
    for (int i = at; i < at + length; i += L) {
      FloatVector.fromArray(S, data, i).mul(a).add(b).max(0).min(1).intoArray(data, i);
    }
  }

  private static void leakyRelu(float[] data, int at, int length, float slope) {
    for (int i = at; i < at + length; i += L) {
      FloatVector x = FloatVector.fromArray(S, data, i);
      x.blend(x.mul(slope), x.lt(0)).intoArray(data, i);
    }
  }

  private static FloatVector exp(FloatVector x) {
    FloatVector bounded = x.max(-87.3f).min(88.3f);
    FloatVector n = bounded.mul(1.442695f).add(12582912f).sub(12582912f);
    FloatVector r = n.fma(FloatVector.broadcast(S, LN2_HIGH), bounded);
    r = n.fma(FloatVector.broadcast(S, LN2_LOW), r);
    FloatVector p = r.mul(1.987569e-4f).add(1.3982e-3f);
    p = p.fma(r, FloatVector.broadcast(S, 8.333452e-3f));
    p = p.fma(r, FloatVector.broadcast(S, 4.1665796e-2f));
    p = p.fma(r, FloatVector.broadcast(S, 0.16666666f));
    p = p.fma(r, FloatVector.broadcast(S, 0.5f));
    p = p.fma(r.mul(r), r).add(1);
    var bits =
        n.convert(VectorOperators.F2I, 0)
            .reinterpretAsInts()
            .add(127)
            .lanewise(VectorOperators.LSHL, 23);
    return p.mul(bits.reinterpretAsFloats());
  }
}
