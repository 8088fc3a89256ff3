package dev.sepconv.engine;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The median of some values and how far they scatter.
///
/// @param median the middle
/// @param p10 a tenth of the values lie below
/// @param p90 a tenth of the values lie above
public record Spread(double median, double p10, double p90) {
  /// The spread of some values.
  ///
  /// @param values at least one
  /// @return their quantiles, interpolated between neighbours
  public static Spread of(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a spread needs at least one value");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return new Spread(quantile(sorted, 0.5), quantile(sorted, 0.1), quantile(sorted, 0.9));
  }

  /// The spread of a figure over some samples.
  ///
  /// @param samples at least one
  /// @param figure of a sample
  /// @param <T> the kind of sample
  /// @return the figure's spread
  public static <T> Spread over(List<T> samples, ToDoubleFunction<T> figure) {
    return of(samples.stream().mapToDouble(figure).toArray());
  }

  /// The geometric mean.
  ///
  /// @param values at least one, positive
  /// @return the n-th root of their product
  public static double geometricMean(double... values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a mean needs at least one value");
    }
    return Math.exp(Arrays.stream(values).map(Math::log).sum() / values.length);
  }

  private static double quantile(double[] sorted, double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    // Infinite neighbours have no difference.
    return sorted[below] == sorted[above]
        ? sorted[below]
        : sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
