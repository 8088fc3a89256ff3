package dev.sepconv.draw.figure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// Numbers for labels.
final class ShortNumber {
  private static final double LARGE = 1e5;
  private static final double SMALL = 1e-3;

  private ShortNumber() {}

  /// @param v a finite number
  /// @return three significant digits, such as `-0.312`, `0`, `2.1e-07`
  static String of(double v) {
    double size = Math.abs(v);
    if (size != 0 && (size >= LARGE || size < SMALL)) {
      return String.format(Locale.ROOT, "%.1e", v);
    }
    BigDecimal rounded = new BigDecimal(v).round(new MathContext(3));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
