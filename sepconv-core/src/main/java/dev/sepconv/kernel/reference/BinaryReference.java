package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import java.util.function.DoubleBinaryOperator;
import java.util.function.LongBinaryOperator;

/// Elementwise functions of several inputs, broadcast as NumPy does.
final class BinaryReference {
  private BinaryReference() {}

  static Tensor binary(Binary op, Call in) {
    Tensor a = in.tensor(0);
    Tensor b = in.tensor(1);
    Tensor dst = in.result();
    int[] ia = Offsets.broadcast(a.shape(), dst.shape());
    int[] ib = Offsets.broadcast(b.shape(), dst.shape());
    if (a.element().isFloat() || b.element().isFloat()) {
      DoubleBinaryOperator f = real(op.kind());
      for (int i = 0; i < ia.length; i++) {
        dst.setDouble(i, f.applyAsDouble(a.getDouble(ia[i]), b.getDouble(ib[i])));
      }
      return dst;
    }
    boolean divides =
        switch (op.kind()) {
          case DIV, MOD, FMOD -> true;
          default -> false;
        };
    LongBinaryOperator f = integer(op.kind(), a.element());
    for (int i = 0; i < ia.length; i++) {
      long y = b.getLong(ib[i]);
      if (divides && y == 0) {
        throw in.error("the integer %d is divided by zero (element %d)", a.getLong(ia[i]), i);
      }
      dst.setLong(i, f.applyAsLong(a.getLong(ia[i]), y));
    }
    return dst;
  }

  private static DoubleBinaryOperator real(Binary.Kind kind) {
    return switch (kind) {
      case ADD -> (a, b) -> a + b;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> (a, b) -> a / b;
      case POW -> Math::pow;
      case MOD -> BinaryReference::floorMod;
      case FMOD -> (a, b) -> a % b;
      case EQUAL -> (a, b) -> a == b ? 1 : 0;
      case GREATER -> (a, b) -> a > b ? 1 : 0;
      case GREATER_OR_EQUAL -> (a, b) -> a >= b ? 1 : 0;
      case LESS -> (a, b) -> a < b ? 1 : 0;
      case LESS_OR_EQUAL -> (a, b) -> a <= b ? 1 : 0;
      case AND -> (a, b) -> a != 0 && b != 0 ? 1 : 0;
      case OR -> (a, b) -> a != 0 || b != 0 ? 1 : 0;
      case XOR -> (a, b) -> (a != 0) != (b != 0) ? 1 : 0;
    };
  }

  private static double floorMod(double a, double b) {
    double r = a % b;
    return r != 0 && (r < 0) != (b < 0) ? r + b : r;
  }

  private static LongBinaryOperator integer(Binary.Kind kind, ElementType t) {
    boolean unsigned = t == ElementType.UINT64;
    return switch (kind) {
      case ADD -> (a, b) -> a + b;
      case SUB -> (a, b) -> a - b;
      case MUL -> (a, b) -> a * b;
      case DIV -> unsigned ? Long::divideUnsigned : (a, b) -> a / b;
      case POW -> BinaryReference::power;
      case MOD -> unsigned ? Long::remainderUnsigned : Math::floorMod;
      case FMOD -> unsigned ? Long::remainderUnsigned : (a, b) -> a % b;
      case EQUAL -> (a, b) -> a == b ? 1 : 0;
      case GREATER -> (a, b) -> Elements.compare(t, a, b) > 0 ? 1 : 0;
      case GREATER_OR_EQUAL -> (a, b) -> Elements.compare(t, a, b) >= 0 ? 1 : 0;
      case LESS -> (a, b) -> Elements.compare(t, a, b) < 0 ? 1 : 0;
      case LESS_OR_EQUAL -> (a, b) -> Elements.compare(t, a, b) <= 0 ? 1 : 0;
      case AND -> (a, b) -> a & b;
      case OR -> (a, b) -> a | b;
      case XOR -> (a, b) -> a ^ b;
    };
  }

  /// By squaring, modulo 2^64; a negative exponent truncates the quotient.
  private static long power(long base, long exponent) {
    if (exponent < 0) {
      return (long) Math.pow((double) base, (double) exponent);
    }
    long result = 1;
    long square = base;
    for (long e = exponent; e > 0; e >>= 1) {
      result *= (e & 1) == 1 ? square : 1;
      square *= square;
    }
    return result;
  }

  static Tensor variadic(Variadic op, Call in) {
    Tensor dst = in.result();
    ElementType t = dst.element();
    double[] reals = new double[t.isFloat() ? dst.size() : 0];
    long[] integers = new long[t.isFloat() ? 0 : dst.size()];
    for (int n = 0; n < in.inputs(); n++) {
      Tensor x = in.tensor(n);
      int[] at = Offsets.broadcast(x.shape(), dst.shape());
      for (int i = 0; i < at.length; i++) {
        if (t.isFloat()) {
          double v = x.getDouble(at[i]);
          reals[i] = n == 0 ? v : join(op.kind(), reals[i], v);
        } else {
          long v = x.getLong(at[i]);
          integers[i] = n == 0 ? v : join(op.kind(), t, integers[i], v);
        }
      }
    }
    for (int i = 0; i < dst.size(); i++) {
      boolean mean = op.kind() == Variadic.Kind.MEAN;
      if (t.isFloat()) {
        dst.setDouble(i, mean ? reals[i] / in.inputs() : reals[i]);
      } else {
        dst.setLong(i, mean ? integers[i] / in.inputs() : integers[i]);
      }
    }
    return dst;
  }

  private static double join(Variadic.Kind kind, double a, double b) {
    return switch (kind) {
      case MIN -> Math.min(a, b);
      case MAX -> Math.max(a, b);
      case SUM, MEAN -> a + b;
    };
  }

  private static long join(Variadic.Kind kind, ElementType t, long a, long b) {
    return switch (kind) {
      case MIN -> Elements.compare(t, a, b) <= 0 ? a : b;
      case MAX -> Elements.compare(t, a, b) >= 0 ? a : b;
      case SUM, MEAN -> a + b;
    };
  }

  static Tensor pRelu(Call in) {
    Tensor x = in.tensor(0);
    Tensor slope = in.tensor(1);
    Tensor dst = in.result();
    int[] at = Offsets.broadcast(slope.shape(), x.shape());
    boolean signed = !x.element().isUnsigned();
    for (int i = 0; i < at.length; i++) {
      if (x.element().isFloat()) {
        double v = x.getDouble(i);
        dst.setDouble(i, v < 0 ? v * slope.getDouble(at[i]) : v);
      } else {
        long v = x.getLong(i);
        dst.setLong(i, signed && v < 0 ? v * slope.getLong(at[i]) : v);
      }
    }
    return dst;
  }
}
