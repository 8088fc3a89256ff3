package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Unary;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import java.util.function.DoubleUnaryOperator;

/// Elementwise functions of one input.
final class UnaryReference {
  private UnaryReference() {}

  static Tensor unary(Unary op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    if (src.element().isFloat() || !isExact(op.kind())) {
      DoubleUnaryOperator f = function(op.kind(), op.alpha(), op.beta());
      for (int i = 0; i < src.size(); i++) {
        dst.setDouble(i, f.applyAsDouble(src.getDouble(i)));
      }
    } else {
      boolean signed = !src.element().isUnsigned();
      for (int i = 0; i < src.size(); i++) {
        dst.setLong(i, exact(op.kind(), src.getLong(i), signed));
      }
    }
    return dst;
  }

  private static boolean isExact(Unary.Kind kind) {
    return switch (kind) {
      case RELU, ABS, NEG, SIGN, FLOOR, CEIL, ROUND, NOT -> true;
      default -> false;
    };
  }

  private static long exact(Unary.Kind kind, long x, boolean signed) {
    return switch (kind) {
      case RELU -> signed ? Math.max(x, 0) : x;
      case ABS -> signed ? Math.abs(x) : x;
      case NEG -> -x;
      case SIGN -> signed ? Long.signum(x) : x == 0 ? 0 : 1;
      case NOT -> x == 0 ? 1 : 0;
      default -> x;
    };
  }

  private static DoubleUnaryOperator function(Unary.Kind kind, double a, double b) {
    return switch (kind) {
      case RELU -> x -> Math.max(x, 0);
      case LEAKY_RELU -> x -> x < 0 ? a * x : x;
      case ELU -> x -> x < 0 ? a * Math.expm1(x) : x;
      case SELU -> x -> b * (x > 0 ? x : a * Math.expm1(x));
      case CELU -> x -> Math.max(0, x) + Math.min(0, a * Math.expm1(x / a));
      case SIGMOID -> x -> 1 / (1 + Math.exp(-x));
      case SILU -> x -> x / (1 + Math.exp(-x));
      case HARD_SIGMOID -> x -> Math.max(0, Math.min(1, a * x + b));
      case HARD_SWISH -> x -> x * Math.max(0, Math.min(1, x / 6 + 0.5));
      case MISH -> x -> x * Math.tanh(softplus(x));
      case SOFTPLUS -> UnaryReference::softplus;
      case SOFTSIGN -> x -> x / (1 + Math.abs(x));
      case GELU -> a == 1 ? UnaryReference::geluByTanh : UnaryReference::gelu;
      case THRESHOLDED_RELU -> x -> x > a ? x : 0;
      case TANH -> Math::tanh;
      case ABS -> Math::abs;
      case NEG -> x -> -x;
      case RECIPROCAL -> x -> 1 / x;
      case FLOOR -> Math::floor;
      case CEIL -> Math::ceil;
      case ROUND -> Math::rint;
      case SIGN -> Math::signum;
      case SQRT -> Math::sqrt;
      case EXP -> Math::exp;
      case LOG -> Math::log;
      case ERF -> UnaryReference::erf;
      case SIN -> Math::sin;
      case COS -> Math::cos;
      case NOT -> x -> x == 0 ? 1 : 0;
      case IS_NAN -> x -> Double.isNaN(x) ? 1 : 0;
    };
  }

  /// `log(1 + exp(x))` without overflow.
  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double gelu(double x) {
    return 0.5 * x * (1 + erf(x * Math.sqrt(0.5)));
  }

  private static double geluByTanh(double x) {
    return 0.5 * x * (1 + Math.tanh(Math.sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x)));
  }

  /// `2/√π · exp(-x²) · Σ 2ⁿ x²ⁿ⁺¹ / (1·3·…·(2n+1))`: all terms have one sign, so nothing cancels.
  static double erf(double x) {
    // At 6 the difference from 1 is 2e-17, below half a unit in the last place.
    if (Double.isNaN(x) || Math.abs(x) > 6) {
      return Math.signum(x);
    }
    double term = x;
    double sum = 0;
    for (int n = 0; sum + term != sum; n++) {
      sum += term;
      term *= 2 * x * x / (2 * n + 3);
    }
    return 2 / Math.sqrt(Math.PI) * Math.exp(-x * x) * sum;
  }

  static Tensor clip(Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    ElementType t = src.element();
    if (t.isFloat()) {
      double low = in.has(1) ? in.tensor(1).getDouble(0) : Double.NEGATIVE_INFINITY;
      double high = in.has(2) ? in.tensor(2).getDouble(0) : Double.POSITIVE_INFINITY;
      for (int i = 0; i < src.size(); i++) {
        dst.setDouble(i, Math.min(Math.max(src.getDouble(i), low), high));
      }
    } else {
      long low = in.has(1) ? in.tensor(1).getLong(0) : Elements.min(t);
      long high = in.has(2) ? in.tensor(2).getLong(0) : Elements.max(t);
      for (int i = 0; i < src.size(); i++) {
        long x = src.getLong(i);
        long raised = Elements.compare(t, x, low) < 0 ? low : x;
        dst.setLong(i, Elements.compare(t, raised, high) > 0 ? high : raised);
      }
    }
    return dst;
  }

  static Tensor cast(Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    // uint64 is the one integer type whose long is not its value.
    boolean viaDouble =
        src.element().isFloat() || (src.element() == ElementType.UINT64 && dst.element().isFloat());
    for (int i = 0; i < src.size(); i++) {
      if (viaDouble) {
        dst.setDouble(i, src.getDouble(i));
      } else {
        dst.setLong(i, src.getLong(i));
      }
    }
    return dst;
  }
}
