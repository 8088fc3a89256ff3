package dev.sepconv.convert;

/// Second moments as data show them. Samples that are held out do not count.
final class Covariances implements PatchMoments, Observation.Sink {
  /// So many positions make the moments of a patch certain enough.
  private static final long ROWS = 200_000;

  private final Holdout holdout;
  private final int channels;
  private final int taps;
  private final double[] moments;
  private final double[] sums;
  private long rows;

  Covariances(ConvLayer layer, Holdout holdout) {
    this.holdout = holdout;
    channels = layer.ic();
    taps = layer.taps();
    moments = new double[channels * taps * taps];
    sums = new double[channels * taps];
  }

  @Override
  public long rows() {
    return ROWS;
  }

  @Override
  public void accept(int sample, float[] patch, float[] output) {
    if (holdout.isHeldOut(sample)) {
      return;
    }
    for (int c = 0; c < channels; c++) {
      int m = c * taps * taps;
      int p = c * taps;
      for (int i = 0; i < taps; i++) {
        double x = patch[p + i];
        sums[p + i] += x;
        for (int j = 0; j < taps; j++) {
          moments[m + i * taps + j] += x * patch[p + j];
        }
      }
    }
    rows++;
  }

  @Override
  public double[] of(int channel) {
    double[] c = new double[taps * taps];
    for (int i = 0; i < c.length; i++) {
      c[i] = moments[channel * c.length + i] / Math.max(1, rows);
    }
    return c;
  }

  @Override
  public double mean(int channel, int tap) {
    return sums[channel * taps + tap] / Math.max(1, rows);
  }

  @Override
  public boolean meansAreKnown() {
    return rows > 0;
  }
}
