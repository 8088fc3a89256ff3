package dev.sepconv.cli.command;

import dev.sepconv.tensor.Tensor;
import java.util.Locale;

/// The spread of a tensor's elements.
///
/// @param min the smallest
/// @param mean the mean
/// @param max the largest
/// @param notFinite how many are NaN or infinite; the others count alone
record Statistics(double min, double mean, double max, int notFinite) {
  static Statistics of(Tensor t) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    double sum = 0;
    int notFinite = 0;
    for (int i = 0; i < t.size(); i++) {
      double v = t.getDouble(i);
      if (Double.isFinite(v)) {
        min = Math.min(min, v);
        max = Math.max(max, v);
        sum += v;
      } else {
        notFinite++;
      }
    }
    return new Statistics(min, sum / (t.size() - notFinite), max, notFinite);
  }

  /// @param v a number
  /// @return it in six digits without zeros at the end, whole numbers as such
  static String format(double v) {
    if (!Double.isFinite(v)) {
      return "-";
    }
    if (v == Math.rint(v) && Math.abs(v) < 1e15) {
      return Long.toString((long) v);
    }
    String text = String.format(Locale.ROOT, "%.6g", v);
    return text.contains("e") ? text : text.replaceAll("\\.?0+$", "");
  }
}
