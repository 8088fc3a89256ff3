package dev.sepconv.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// What a depthwise convolution gives at many positions, and what the layer should give there.
/// Samples that are held out are kept apart.
final class FitRows implements Observation.Sink {
  /// 256 MB.
  private static final long MOST_FLOATS = 64L << 20;

  /// So many positions for every weight of an output channel are plenty.
  private static final int ROWS_PER_UNKNOWN = 120;

  private static final int BLOCK = 256;

  private final ConvLayer layer;
  private final Separable weights;
  private final Holdout holdout;
  private final List<float[]> depthwise = new ArrayList<>();
  private final List<float[]> wanted = new ArrayList<>();
  private final List<float[]> heldDepthwise = new ArrayList<>();
  private final List<float[]> heldWanted = new ArrayList<>();

  FitRows(ConvLayer layer, Separable weights, Holdout holdout) {
    this.layer = layer;
    this.weights = weights;
    this.holdout = holdout;
  }

  @Override
  public long rows() {
    long unknowns = weights.components() + 1L;
    return Math.min(unknowns * ROWS_PER_UNKNOWN, MOST_FLOATS / (unknowns + layer.oc()));
  }

  @Override
  public void accept(int sample, float[] patch, float[] output) {
    boolean held = holdout.isHeldOut(sample);
    (held ? heldDepthwise : depthwise).add(filtered(patch));
    (held ? heldWanted : wanted).add(output.clone());
  }

  /// What the depthwise convolution gives, and a 1 for the bias.
  private float[] filtered(float[] patch) {
    int taps = layer.taps();
    float[] z = new float[weights.components() + 1];
    for (int m = 0; m < weights.components(); m++) {
      double sum = 0;
      for (int t = 0; t < taps; t++) {
        sum += (double) weights.depthwise()[m * taps + t] * patch[weights.channels()[m] * taps + t];
      }
      z[m] = (float) sum;
    }
    z[weights.components()] = 1;
    return z;
  }

  /// @return what the depthwise convolution gives at each position, and a 1
  List<float[]> depthwise() {
    return depthwise;
  }

  /// @return what the layer should give at each position
  List<float[]> wanted() {
    return wanted;
  }

  /// How far a separable layer's output is from what it should be, `‖r(ŷ) - r(y)‖ / ‖r(y) - mean‖`
  /// over the positions that were held out (over all, if none were), where r is what survives the
  /// activation.
  ///
  /// @param separable the layer with these depthwise filters
  /// @return 0 if it is exact, 1 if it is no better than the mean
  double error(Separable separable) {
    boolean any = !heldWanted.isEmpty();
    List<float[]> z = any ? heldDepthwise : depthwise;
    List<float[]> y = any ? heldWanted : wanted;
    double[] matrix = Fit.transposed(layer, separable);
    int oc = layer.oc();
    double[][] partial =
        IntStream.range(0, Math.ceilDiv(y.size(), BLOCK))
            .parallel()
            .mapToObj(block -> {
              double[] sums = new double[oc + 2];
              double[] predicted = new double[oc];
              for (int r = block * BLOCK; r < Math.min(y.size(), (block + 1) * BLOCK); r++) {
                Fit.predict(matrix, z.get(r), predicted);
                for (int o = 0; o < oc; o++) {
                  double t = layer.range().clamp(y.get(r)[o]);
                  double d = layer.range().clamp(predicted[o]) - t;
                  sums[o] += t;
                  sums[oc] += t * t;
                  sums[oc + 1] += d * d;
                }
              }
              return sums;
            })
            .toArray(double[][]::new);
    double[] sums = new double[oc + 2];
    for (double[] p : partial) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += p[i];
      }
    }
    double energy = sums[oc];
    for (int o = 0; o < oc; o++) {
      energy -= sums[o] * sums[o] / Math.max(1, y.size());
    }
    return energy > 0 ? Math.sqrt(sums[oc + 1] / energy) : 0;
  }
}
