package dev.sepconv.tensor;

import java.util.Optional;

/// One dimension of a shape that may not be known yet: a number, a multiple of a named symbol (`N`,
/// `4*N`), or unknown.
///
/// @param factor the number itself, or what the symbol is multiplied by
/// @param symbol the symbol's name; empty for a plain number, `?` for an unknown dimension
public record Dim(long factor, String symbol) {
  /// A dimension about which nothing is known. Two unknown dimensions need not be the same size.
  public static final Dim UNKNOWN = new Dim(1, "?");

  /// @param value the size
  /// @return a known dimension
  public static Dim of(long value) {
    return new Dim(value, "");
  }

  /// @param name the symbol, such as `N`
  /// @return a dimension to be bound later
  public static Dim symbol(String name) {
    return name.isEmpty() || name.equals("?") ? UNKNOWN : new Dim(1, name);
  }

  /// @return whether the size is a number
  public boolean isKnown() {
    return symbol.isEmpty();
  }

  /// @return whether nothing is known
  public boolean isUnknown() {
    return symbol.equals("?");
  }

  /// @return the size
  /// @throws IllegalStateException if it is not known
  public long value() {
    if (!isKnown()) {
      throw new IllegalStateException("dimension " + this + " has no value");
    }
    return factor;
  }

  /// @return whether it is the number `value`
  /// @param value a number
  public boolean is(long value) {
    return isKnown() && factor == value;
  }

  /// @param other another dimension
  /// @return whether both are certainly the same size
  public boolean same(Dim other) {
    return !isUnknown() && equals(other);
  }

  /// @param other another dimension
  /// @return the product, or unknown where it has no such form
  /// @throws ArithmeticException if the product overflows 64 bits
  public Dim times(Dim other) {
    if (is(0) || other.is(0)) {
      return of(0);
    }
    if (isUnknown() || other.isUnknown() || !(isKnown() || other.isKnown())) {
      return is(1) ? other : other.is(1) ? this : UNKNOWN;
    }
    return new Dim(Math.multiplyExact(factor, other.factor), isKnown() ? other.symbol : symbol);
  }

  /// @param other the divisor
  /// @return the exact quotient, if there is one
  public Optional<Dim> dividedBy(Dim other) {
    if (isUnknown() || other.isUnknown() || other.factor == 0 || factor % other.factor != 0) {
      return Optional.empty();
    }
    if (other.isKnown()) {
      return Optional.of(new Dim(factor / other.factor, symbol));
    }
    return symbol.equals(other.symbol) ? Optional.of(of(factor / other.factor)) : Optional.empty();
  }

  @Override
  public String toString() {
    return isKnown() ? Long.toString(factor) : factor == 1 ? symbol : factor + "*" + symbol;
  }
}
