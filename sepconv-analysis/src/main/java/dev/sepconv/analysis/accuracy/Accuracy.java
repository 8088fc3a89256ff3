package dev.sepconv.analysis.accuracy;

import java.util.OptionalInt;

/// How often a classifier is right.
///
/// @param samples of how many
/// @param classes how many classes it tells apart
/// @param top1 for how many the most probable class is the label
/// @param top5 for how many the label is among the five most probable; empty below six classes,
///   where that says little
public record Accuracy(int samples, int classes, int top1, OptionalInt top5) {
  /// The quantile of the normal distribution that leaves 2.5 % above it.
  private static final double Z = 1.959963984540054;

  /// What a share measured on samples may be in truth, by Wilson's score interval.
  ///
  /// @param low the lower end
  /// @param high the upper end
  public record Interval(double low, double high) {}

  /// @return the share of samples for which the most probable class is the label
  public double top1Share() {
    return (double) top1 / samples;
  }

  /// @return the interval of {@link #top1Share} that holds the truth with 95 % confidence
  public Interval interval() {
    return interval(top1, samples);
  }

  /// @param hits how many samples have a property
  /// @param samples of how many
  /// @return the interval of their share with 95 % confidence
  static Interval interval(int hits, int samples) {
    double share = (double) hits / samples;
    double z2 = Z * Z / samples;
    double centre = (share + z2 / 2) / (1 + z2);
    double half = Z / (1 + z2) * Math.sqrt(share * (1 - share) / samples + z2 / 4 / samples);
    // Exact at the ends, where rounding would leave a trace.
    return new Interval(
        hits == 0 ? 0 : Math.max(0, centre - half),
        hits == samples ? 1 : Math.min(1, centre + half));
  }
}
