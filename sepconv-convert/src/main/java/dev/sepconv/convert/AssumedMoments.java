package dev.sepconv.convert;

import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Shape;

/// Second moments without data: every channel has the mean and the variance that the network's own
/// normalisation gives it, and neighbours are correlated as pixels are: `C = μ²·11ᵀ + σ²·R` with
/// `R_pq = ρ^|p - q|`.
final class AssumedMoments implements PatchMoments {
  /// Of neighbours; what networks for pictures show, roughly.
  private static final double CORRELATION = 0.5;

  private final ChannelStatistics statistics;
  private final double[] correlation;
  private final double[] inside;

  /// @param window the layer's
  /// @param src the shape of its input
  /// @param dst the shape of its output
  /// @param statistics of its input channels
  AssumedMoments(Window window, Shape src, Shape dst, ChannelStatistics statistics) {
    this.statistics = statistics;
    int taps = window.kernel().stream().reduce(1, Math::multiplyExact);
    correlation = new double[taps * taps];
    for (int p = 0; p < taps; p++) {
      for (int q = 0; q < taps; q++) {
        correlation[p * taps + q] = Math.pow(CORRELATION, distance(window, p, q));
      }
    }
    inside = inside(new Patches(window, src, dst), taps);
  }

  /// For every pair of taps the share of positions at which neither lies in the padding.
  private static double[] inside(Patches patches, int taps) {
    double[] share = new double[taps * taps];
    int[] offsets = new int[taps];
    for (int position = 0; position < patches.positions(); position++) {
      patches.offsets(position, offsets);
      for (int p = 0; p < taps; p++) {
        for (int q = 0; q < taps; q++) {
          share[p * taps + q] += offsets[p] >= 0 && offsets[q] >= 0 ? 1.0 / patches.positions() : 0;
        }
      }
    }
    return share;
  }

  private static double distance(Window window, int p, int q) {
    double squares = 0;
    int a = p;
    int b = q;
    for (int axis = window.rank() - 1; axis >= 0; axis--) {
      int k = window.kernel().get(axis);
      double d = (a % k - b % k) * window.dilation().get(axis);
      squares += d * d;
      a /= k;
      b /= k;
    }
    return Math.sqrt(squares);
  }

  @Override
  public boolean meansAreKnown() {
    return statistics.known();
  }

  @Override
  public double mean(int channel, int tap) {
    int taps = (int) Math.sqrt(inside.length);
    return statistics.mean()[channel] * inside[tap * taps + tap];
  }

  @Override
  public double[] of(int channel) {
    double mean = statistics.mean()[channel];
    double variance = statistics.variance()[channel];
    double[] c = new double[correlation.length];
    for (int i = 0; i < c.length; i++) {
      c[i] = inside[i] * (mean * mean + variance * correlation[i]);
    }
    return c;
  }
}
