package dev.sepconv.analysis;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.stream.Collectors;

/// How numbers and shapes read in tables, the same in every locale.
public final class Numbers {
  private static final List<String> UNITS = List.of("", "k", "M", "G", "T", "P", "E");

  private Numbers() {}

  /// @param n a number
  /// @return such as `5,419,008`
  public static String thousands(long n) {
    StringBuilder b = new StringBuilder(Long.toString(n));
    for (int i = b.length() - 3; i > (n < 0 ? 1 : 0); i -= 3) {
      b.insert(i, ',');
    }
    return b.toString();
  }

  /// @param n a number, not negative
  /// @return three significant digits and a decimal unit, such as `5.42M`; small numbers as they
  ///   are
  public static String units(long n) {
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

  /// @param n a number of bytes
  /// @return such as `2.41 MB`; a MB is 10^6 bytes
  public static String bytes(long n) {
    String u = units(n);
    char last = u.charAt(u.length() - 1);
    return Character.isLetter(last) ? u.substring(0, u.length() - 1) + " " + last + "B" : u + " B";
  }

  /// Rounds as Python's and C's `%.nf` do: the exact binary value, ties to even.
  ///
  /// @param value a finite number
  /// @param digits behind the point
  /// @return its decimal text
  public static String fixed(double value, int digits) {
    return new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN).toPlainString();
  }

  /// @param part 1 for all
  /// @return such as `12.3%`
  public static String percent(double part) {
    return fixed(part * 100, 1) + "%";
  }

  /// @param t a type
  /// @return such as `1x3x224x224`, `scalar`, or `?` without a known rank
  public static String shape(TensorType t) {
    if (!t.ranked()) {
      return "?";
    }
    return t.dims().isEmpty()
        ? "scalar"
        : t.dims().stream().map(Dim::toString).collect(Collectors.joining("x"));
  }

  /// @param t a type
  /// @return such as `[N, 3, 224, 224]`
  public static String dims(TensorType t) {
    return t.ranked()
        ? t.dims().stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"))
        : "[...]";
  }

  /// @param millis milliseconds
  /// @return a duration such as `0.0213 ms`, `4.18 ms`, `512 ms`: three digits at least
  public static String millis(double millis) {
    return fixed(millis, millis < 1 ? 4 : millis < 100 ? 2 : 0) + " ms";
  }

  /// @param factor a finite number
  /// @return a factor such as `2.77x`, `12.3x`, `145x`: three digits
  public static String times(double factor) {
    return fixed(factor, factor < 10 ? 2 : factor < 100 ? 1 : 0) + "x";
  }

  /// @param text a text
  /// @param width the least length
  /// @return the text padded with spaces before it
  public static String left(String text, int width) {
    return " ".repeat(Math.max(width - length(text), 0)) + text;
  }

  /// @param text a text
  /// @param width the least length
  /// @return the text padded with spaces after it
  public static String right(String text, int width) {
    return text + " ".repeat(Math.max(width - length(text), 0));
  }

  /// @param text a text
  /// @return the number of characters as a reader counts them
  public static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  /// @param text a text
  /// @param width the greatest length
  /// @return the text with its middle left out where it is longer than `width`
  public static String middle(String text, int width) {
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

  /// @param text a text
  /// @return the text with line breaks and other control characters, which a file's names may
  ///   contain, replaced by `�`: they would tear a table or command the terminal
  public static String printable(String text) {
    StringBuilder b = new StringBuilder(text.length());
    text.codePoints().forEach(c -> b.appendCodePoint(Character.isISOControl(c) ? 0xFFFD : c));
    return b.toString();
  }
}
