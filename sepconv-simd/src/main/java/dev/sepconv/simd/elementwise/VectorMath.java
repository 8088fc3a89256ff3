package dev.sepconv.simd.elementwise;

import static jdk.incubator.vector.VectorOperators.ASHR;
import static jdk.incubator.vector.VectorOperators.EQ;
import static jdk.incubator.vector.VectorOperators.GE;
import static jdk.incubator.vector.VectorOperators.GT;
import static jdk.incubator.vector.VectorOperators.LSHL;
import static jdk.incubator.vector.VectorOperators.LT;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/// Functions of vectors by polynomials fitted to the least largest error. Small methods, so that
/// they are compiled into the loops that call them. NaN stays NaN.
public final class VectorMath {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  /// Beyond it, the exponential no longer fits the normal numbers (and its inverse neither).
  static final float EXP_LIMIT = 87;

  /// From here on the error function is 1, rounded.
  private static final float ERF_LIMIT = 4;

  private static final float GELU_LIMIT = 5.656854f;

  /// Adding it to a small number n rounds that to an integer; the lowest bits are then n + 127, the
  /// exponent bits of 2^n.
  private static final float ROUNDING = 0x1.8p23f + 127;

  private static final int ROUNDING_BITS = Float.floatToRawIntBits(ROUNDING);
  private static final float LOG2_E = 1.442695f;
  // ln 2 in two parts; multiples of the first by whole numbers up to 2^9 are exact.
  private static final float LN2_HIGH = 0x1.62e4p-1f;
  private static final float LN2_LOW = 1.4286068e-06f;
  // The coefficients of r³ to r⁶ in exp(r).
  private static final float EXP_3 = 0.16666518f;
  private static final float EXP_4 = 0.041666206f;
  private static final float EXP_5 = 0.00836889f;
  private static final float EXP_6 = 0.0013950492f;
  private static final float INTEGER_FROM = 0x1p23f;

  private VectorMath() {}

  private static FloatVector of(float x) {
    return FloatVector.broadcast(S, x);
  }

  /// `min(max(x, low), high)`; by comparisons, which cost less than minima that mind -0.
  ///
  /// @param x any vector
  /// @param low the least result
  /// @param high the greatest result
  /// @return the vector in the range
  public static FloatVector clamp(FloatVector x, float low, float high) {
    FloatVector raised = x.blend(of(low), x.compare(LT, low));
    return raised.blend(of(high), raised.compare(GT, high));
  }

  /// `exp(x)` for |x| ≤ {@link #EXP_LIMIT}; error below 1.1 units in the last place.
  static FloatVector expInRange(FloatVector x) {
    FloatVector rounded = x.fma(of(LOG2_E), of(ROUNDING));
    FloatVector r = reduced(x, rounded);
    FloatVector p = tail(r).fma(r.mul(r), r).add(1);
    return p.mul(rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats());
  }

  /// `exp(x)` for all x, down to denormal results and up to infinity; error below 1.1 units in the
  /// last place.
  static FloatVector exp(FloatVector x) {
    FloatVector c = clamp(x, -104, 89);
    FloatVector rounded = c.fma(of(LOG2_E), of(ROUNDING));
    FloatVector r = reduced(c, rounded);
    FloatVector p = tail(r).fma(r.mul(r), r).add(1);
    // In two steps, since 2^n alone may be too large or too small.
    IntVector n = rounded.reinterpretAsInts().sub(ROUNDING_BITS);
    IntVector half = n.lanewise(ASHR, 1);
    return p.mul(powerOfTwo(half)).mul(powerOfTwo(n.sub(half)));
  }

  /// `exp(x) - 1` for |x| ≤ {@link #EXP_LIMIT}; error below 2 units in the last place.
  static FloatVector expm1InRange(FloatVector x) {
    FloatVector rounded = x.fma(of(LOG2_E), of(ROUNDING));
    FloatVector r = reduced(x, rounded);
    FloatVector p = tail(r).fma(r.mul(r), r);
    FloatVector power = rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats();
    return p.fma(power, power.sub(1));
  }

  /// `x - n·ln 2`, where n is the nearest integer to x / ln 2, hidden in `rounded`.
  private static FloatVector reduced(FloatVector x, FloatVector rounded) {
    FloatVector n = rounded.sub(ROUNDING);
    return n.fma(of(-LN2_LOW), n.fma(of(-LN2_HIGH), x));
  }

  /// `(exp(r) - 1 - r) / r²` for |r| ≤ ln 2 / 2.
  private static FloatVector tail(FloatVector r) {
    return r.fma(of(EXP_6), of(EXP_5)).fma(r, of(EXP_4)).fma(r, of(EXP_3)).fma(r, of(0.5f));
  }

  private static FloatVector powerOfTwo(IntVector n) {
    return n.add(127).lanewise(LSHL, 23).reinterpretAsFloats();
  }

  /// `1 / (1 + exp(-x))`; error below 3 units in the last place, absolute 2e-38 below -87.
  static FloatVector sigmoid(FloatVector x) {
    return limited(of(1).div(onePlusExpOfNegated(x)), x, of(1));
  }

  /// `x / (1 + exp(-x))`; error below 3 units in the last place, absolute 2e-36 below -87.
  static FloatVector silu(FloatVector x) {
    return limited(x.div(onePlusExpOfNegated(x)), x, x);
  }

  /// Puts in what {@link #onePlusExpOfNegated} cannot give. Last, since a processor that has to
  /// wait for the range of x before it begins has fewer vectors under way: 1.17 times slower.
  private static FloatVector limited(FloatVector y, FloatVector x, FloatVector above) {
    return y.blend(above, x.compare(GT, EXP_LIMIT)).blend(0, x.compare(LT, -EXP_LIMIT));
  }

  /// `1 + exp(-x)` for |x| ≤ {@link #EXP_LIMIT}, else anything, as in {@link #expInRange} with the
  /// signs of x and of what is left of it turned; short chains rather than few multiplications.
  private static FloatVector onePlusExpOfNegated(FloatVector x) {
    FloatVector rounded = x.fma(of(-LOG2_E), of(ROUNDING));
    FloatVector n = rounded.sub(ROUNDING);
    FloatVector r = n.fma(of(LN2_LOW), n.fma(of(LN2_HIGH), x));
    FloatVector r2 = r.mul(r);
    FloatVector low = r2.fma(r.fma(of(-EXP_3), of(0.5f)), of(1).sub(r));
    FloatVector high = r2.fma(of(EXP_6), r.fma(of(-EXP_5), of(EXP_4)));
    FloatVector p = r2.mul(r2).fma(high, low);
    return p.fma(rounded.reinterpretAsInts().lanewise(LSHL, 23).reinterpretAsFloats(), of(1));
  }

  /// `x·max(0, min(1, x/6 + 1/2))`.
  static FloatVector hardSwish(FloatVector x) {
    return x.mul(clamp(x.fma(of(1 / 6f), of(0.5f)), 0, 1));
  }

  /// `exp(x) - 1` for x ≤ 0, and 0 above.
  static FloatVector expm1OfNegative(FloatVector x) {
    return expm1InRange(clamp(x, -EXP_LIMIT, 0));
  }

  /// `x·tanh(log(1 + exp(x)))`, where with e = exp(x) the tangent is `e(e + 2) / (e(e + 2) + 2)`.
  static FloatVector mish(FloatVector x) {
    // From 20 on, the tangent is 1.
    FloatVector raised = x.blend(of(-EXP_LIMIT), x.compare(LT, -EXP_LIMIT));
    FloatVector e = expInRange(raised.blend(of(20), raised.compare(GT, 20)));
    FloatVector t = e.fma(e, e.add(e));
    return raised.mul(t.div(t.add(2)));
  }

  /// `x/2·(1 + erf(x/√2))`, which is x·sigmoid(2u) with erf = tanh(u); absolute error below
  /// 2.5e-7·max(1, |x|).
  static FloatVector gelu(FloatVector x) {
    // Below, the result is nearer to 0 than the error.
    FloatVector raised = x.blend(of(-GELU_LIMIT), x.compare(LT, -GELU_LIMIT));
    FloatVector c = raised.blend(of(GELU_LIMIT), raised.compare(GT, GELU_LIMIT));
    FloatVector u = erfAngle(c.mul(0.70710677f));
    return raised.mul(sigmoid(u.add(u)));
  }

  /// `x/2·(1 + tanh(u))` with u = √(2/π)·(x + 0.044715·x³), which is x·sigmoid(2u).
  static FloatVector geluByTanh(FloatVector x) {
    // Beyond 12 the result is x or 0; the cube stays finite.
    FloatVector raised = x.blend(of(-12), x.compare(LT, -12));
    FloatVector c = raised.blend(of(12), raised.compare(GT, 12));
    FloatVector twice = c.mul(c).fma(of(0.071354814f), of(1.5957692f)).mul(c);
    return raised.mul(sigmoid(twice));
  }

  /// Hyperbolic tangent; error below 3 units in the last place.
  static FloatVector tanh(FloatVector x) {
    FloatVector e = expm1InRange(clamp(x.add(x), -EXP_LIMIT, EXP_LIMIT));
    return e.div(e.add(2));
  }

  /// Natural logarithm, -∞ at 0, NaN below; error below 1.1 units in the last place.
  static FloatVector log(FloatVector x) {
    // Denormal numbers are made normal first.
    var tiny = x.compare(LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(0x1p23f), tiny);
    IntVector bits = scaled.reinterpretAsInts();
    // The mantissa goes to 0.7071 … 1.4142, and n is what is taken from the exponent.
    IntVector n = bits.sub(0x3f3504f3).lanewise(ASHR, 23);
    FloatVector m = bits.sub(n.lanewise(LSHL, 23)).reinterpretAsFloats();
    FloatVector exponent = integer(n).sub(of(0).blend(of(23), tiny));
    FloatVector f = m.sub(1);
    FloatVector s = f.div(f.add(2));
    FloatVector z = s.mul(s);
    FloatVector series =
        z.fma(of(0.14942594f), of(0.1998854f)).fma(z, of(0.3333339f)).mul(z).mul(s.add(s));
    // log(1 + f) = 2s + series, where 2s = f - s·f: the large part f is exact.
    FloatVector small = exponent.fma(of(LN2_LOW), series.sub(s.mul(f)));
    FloatVector result = exponent.fma(of(LN2_HIGH), f.add(small));
    result = result.blend(x, x.compare(GE, Float.POSITIVE_INFINITY).or(x.compare(EQ, x).not()));
    result = result.blend(of(Float.NEGATIVE_INFINITY), x.compare(EQ, 0));
    return result.blend(of(Float.NaN), x.compare(LT, 0));
  }

  private static FloatVector integer(IntVector n) {
    return n.add(ROUNDING_BITS).reinterpretAsFloats().sub(ROUNDING);
  }

  /// `log(1 + y)` for y from 0 to 1; error below 2 units in the last place.
  static FloatVector log1pOfFraction(FloatVector y) {
    FloatVector s = y.div(y.add(2));
    FloatVector z = s.mul(s);
    FloatVector series =
        z.fma(of(0.12150467f), of(0.10713829f))
            .fma(z, of(0.14308442f))
            .fma(z, of(0.19999439f))
            .fma(z, of(0.33333337f))
            .mul(z);
    FloatVector twice = s.add(s);
    return series.fma(twice, twice);
  }

  /// `log(1 + exp(x))`.
  static FloatVector softplus(FloatVector x) {
    FloatVector positive = x.blend(of(0), x.compare(LT, 0));
    FloatVector size = x.abs();
    FloatVector e = expInRange(size.blend(of(EXP_LIMIT), size.compare(GT, EXP_LIMIT)).neg());
    return positive.add(log1pOfFraction(e));
  }

  /// The error function; absolute error below 2.5e-7, relative the same for small x.
  static FloatVector erf(FloatVector x) {
    return tanh(erfAngle(clamp(x, -ERF_LIMIT, ERF_LIMIT)));
  }

  /// What the error function is the hyperbolic tangent of, for |x| up to {@link #ERF_LIMIT}.
  private static FloatVector erfAngle(FloatVector x) {
    FloatVector z = x.mul(x);
    return z.fma(of(1.4140389e-7f), of(-5.660125e-6f))
        .fma(z, of(8.758257e-5f))
        .fma(z, of(-0.00061962806f))
        .fma(z, of(-0.00019202688f))
        .fma(z, of(0.10276915f))
        .fma(z, of(1.1283792f))
        .mul(x);
  }

  /// The nearest integer, ties to even.
  static FloatVector round(FloatVector x) {
    FloatVector size = x.abs();
    FloatVector rounded = size.add(INTEGER_FROM).sub(INTEGER_FROM);
    // The sign goes back on, that of -0 too.
    IntVector sign = x.reinterpretAsInts().and(0x8000_0000);
    FloatVector signed = rounded.reinterpretAsInts().or(sign).reinterpretAsFloats();
    return x.blend(signed, size.compare(LT, INTEGER_FROM));
  }

  /// The largest integer not above.
  static FloatVector floor(FloatVector x) {
    FloatVector rounded = round(x);
    return rounded.blend(rounded.sub(1), rounded.compare(GT, x));
  }
}
