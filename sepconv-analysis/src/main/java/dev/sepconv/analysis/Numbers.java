package dev.sepconv.analysis;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/// How numbers and shapes read in tables, the same in every locale.
final class Numbers {
  private static final List<String> UNITS = List.of("", "k", "M", "G", "T", "P", "E");

  private Numbers() {}

  /// @return such as `5,419,008`
  static String thousands(long n) {
    StringBuilder b = new StringBuilder(Long.toString(n));
    for (int i = b.length() - 3; i > (n < 0 ? 1 : 0); i -= 3) {
      b.insert(i, ',');
    }
    return b.toString();
  }

  /// @return three significant digits and a decimal unit, such as `5.42M`; small numbers as they
  ///   are
  static String units(long n) {
    if (n < 1000) {
      return Long.toString(n);
    }
    BigDecimal scaled = BigDecimal.valueOf(n);
    int unit = 0;
    do {
      unit++;
      scaled = scaled.movePointLeft(3);
    } while (unit < UNITS.size() - 1
        && significant(scaled).compareTo(BigDecimal.valueOf(1000)) >= 0);
    return significant(scaled).toPlainString() + UNITS.get(unit);
  }

  private static BigDecimal significant(BigDecimal n) {
    int integerDigits = n.precision() - n.scale();
    return n.setScale(Math.max(3 - integerDigits, 0), RoundingMode.HALF_UP);
  }

  /// @return such as `2.41 MB`; a MB is 10^6 bytes
  static String bytes(long n) {
    String u = units(n);
    char last = u.charAt(u.length() - 1);
    return Character.isLetter(last) ? u.substring(0, u.length() - 1) + " " + last + "B" : u + " B";
  }

  /// Rounds as Python's and C's `%.nf` do: the exact binary value, ties to even.
  static String fixed(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /// @return such as `12.3%`
  static String percent(double part) {
    return fixed(part * 100, 1) + "%";
  }

  /// @return such as `1x3x224x224`, `scalar`, or `?` without a known rank
  static String shape(TensorType t) {
    if (!t.ranked()) {
      return "?";
    }
    return t.dims().isEmpty()
        ? "scalar"
        : t.dims().stream().map(Dim::toString).collect(Collectors.joining("x"));
  }

  /// @return such as `[N, 3, 224, 224]`
  static String dims(TensorType t) {
    return t.ranked()
        ? t.dims().stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"))
        : "[...]";
  }

  /// @return the text padded with spaces before it
  static String left(String text, int width) {
    return " ".repeat(Math.max(width - length(text), 0)) + text;
  }

  /// @return the text padded with spaces after it
  static String right(String text, int width) {
    return text + " ".repeat(Math.max(width - length(text), 0));
  }

  /// @return the number of characters as a reader counts them
  static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// @return the text with its middle left out where it is longer than `width`
  static String middle(String text, int width) {
    int n = length(text);
    if (n <= width) {
      return text;
    }
    if (width < 1) {
      return "";
    }
    int head = (width - 1) / 2;
    int tail = width - 1 - head;
    return text.substring(0, text.offsetByCodePoints(0, head))
        + "…"
        + text.substring(text.offsetByCodePoints(text.length(), -tail));
  }

  /// @return the text with line breaks and other control characters, which a file's names may
  ///   contain, replaced by `�`: they would tear a table or command the terminal
  static String printable(String text) {
    StringBuilder b = new StringBuilder(text.length());
    text.codePoints().forEach(c -> b.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
    return b.toString();
  }
}
