package dev.sepconv.bench;

import dev.sepconv.engine.Spread;
import java.util.Locale;

/// What a figure is counted in.
enum Unit {
  /// One thing divided by another.
  TIMES("%.2fx", 1),
  /// A part of a whole.
  SHARE("%.1f %%", 100),
  /// Of wall time.
  SECONDS("%.2f s", 1),
  /// Of 1000 x 1000 bytes.
  MEGABYTES("%.2f MB", 1e-6),
  /// Few of them.
  BYTES("%.0f B", 1),
  /// Of time, kept in milliseconds.
  MILLIS("%.3f ms", 1);

  private final String format;
  private final double scale;

  Unit(String format, double scale) {
    this.format = format;
    this.scale = scale;
  }

  /// Writes a figure.
  ///
  /// @param value in seconds, bytes, milliseconds, or as a share of 1
  /// @return it with its unit
  String format(double value) {
    return String.format(Locale.ROOT, format, value * scale);
  }

  /// Writes a figure and its scatter.
  ///
  /// @param spread of the figure
  /// @return median, p10 and p90
  String format(Spread spread) {
    return format(spread.median()) + " (" + bare(spread.p10()) + ".." + bare(spread.p90()) + ")";
  }

  private String bare(double value) {
    String number = format.substring(0, format.indexOf('f') + 1);
    return String.format(Locale.ROOT, number, value * scale);
  }
}
