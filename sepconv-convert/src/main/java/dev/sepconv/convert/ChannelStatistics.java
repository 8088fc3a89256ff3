package dev.sepconv.convert;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Unary;
import java.util.Arrays;
import java.util.Map;

/// Mean and variance of a value's channels, as far as a network says without being run: a batch
/// normalisation gives its channels the mean β and the variance γ², a rectifier cuts that normal
/// distribution. What says nothing counts as standard normal.
///
/// @param mean per channel
/// @param variance per channel
/// @param known whether a normalisation said so
@SuppressWarnings("ArrayRecordComponent") // written once, read only
record ChannelStatistics(double[] mean, double[] variance, boolean known) {
  /// @param graph a network whose normalisation is not folded
  /// @param value one of its values, `N x C x …`
  /// @param channels how many channels it has
  /// @return what is known of them
  static ChannelStatistics of(Graph graph, String value, int channels) {
    return of(graph, graph.producers(), value, channels);
  }

  private static ChannelStatistics of(
      Graph graph, Map<String, Node> producers, String value, int channels) {
    Node n = producers.get(value);
    if (n == null) {
      return unknown(channels);
    }
    return switch (n.op()) {
      case BatchNormalization _ -> normalized(graph, n, channels);
      case Unary u when u.kind() == Unary.Kind.RELU ->
          first(graph, producers, n, channels).rectified();
      case Clip _ -> first(graph, producers, n, channels).rectified();
      case Pool _, Identity _, Dropout _ -> first(graph, producers, n, channels);
      case Binary b when b.kind() == Binary.Kind.ADD ->
          first(graph, producers, n, channels)
              .plus(of(graph, producers, n.inputs().get(1), channels));
      default -> unknown(channels);
    };
  }

  private static ChannelStatistics first(
      Graph graph, Map<String, Node> producers, Node n, int channels) {
    return of(graph, producers, n.inputs().get(0), channels);
  }

  private static ChannelStatistics unknown(int channels) {
    double[] one = new double[channels];
    Arrays.fill(one, 1);
    return new ChannelStatistics(new double[channels], one, false);
  }

  private static ChannelStatistics normalized(Graph graph, Node n, int channels) {
    var scale = graph.constant(n.inputs().get(1));
    var shift = graph.constant(n.inputs().get(2));
    if (scale.isEmpty() || shift.isEmpty() || scale.get().elements() != channels) {
      return unknown(channels);
    }
    double[] mean = new double[channels];
    double[] variance = new double[channels];
    for (int c = 0; c < channels; c++) {
      double gamma = scale.get().tensor().getDouble(c);
      mean[c] = shift.get().tensor().getDouble(c);
      variance[c] = gamma * gamma;
    }
    return new ChannelStatistics(mean, variance, true);
  }

  private ChannelStatistics plus(ChannelStatistics other) {
    double[] m = new double[mean.length];
    double[] v = new double[mean.length];
    for (int c = 0; c < m.length; c++) {
      m[c] = mean[c] + other.mean[c];
      v[c] = variance[c] + other.variance[c];
    }
    return new ChannelStatistics(m, v, known && other.known);
  }

  /// Of `max(x, 0)`, x normal.
  private ChannelStatistics rectified() {
    double[] m = new double[mean.length];
    double[] v = new double[mean.length];
    for (int c = 0; c < m.length; c++) {
      double sigma = Math.sqrt(variance[c]);
      double t = sigma > 0 ? mean[c] / sigma : Math.signum(mean[c]) * 1e3;
      double density = Math.exp(-t * t / 2) / Math.sqrt(2 * Math.PI);
      double below = cumulative(t);
      m[c] = mean[c] * below + sigma * density;
      double squares = (mean[c] * mean[c] + variance[c]) * below + mean[c] * sigma * density;
      v[c] = Math.max(squares - m[c] * m[c], 0);
    }
    return new ChannelStatistics(m, v, known);
  }

  /// Φ(t), to 1e-7 (Abramowitz and Stegun 7.1.26).
  private static double cumulative(double t) {
    double x = Math.abs(t) / Math.sqrt(2);
    double k = 1 / (1 + 0.3275911 * x);
    double poly =
        k
            * (0.254829592
                + k * (-0.284496736 + k * (1.421413741 + k * (-1.453152027 + k * 1.061405429))));
    double erf = 1 - poly * Math.exp(-x * x);
    return t >= 0 ? (1 + erf) / 2 : (1 - erf) / 2;
  }
}
