package dev.sepconv.convert;

/// What goes into a layer, on average: for every input channel the mean of its patches, and their
/// second moments `C_i = E[p_i p_iᵀ]`, with the zeros of the padding.
interface PatchMoments {
  /// @param channel an input channel
  /// @return its C, `k² x k²`
  double[] of(int channel);

  /// @param channel an input channel
  /// @param tap of the kernel
  /// @return the mean of that element of a patch
  double mean(int channel, int tap);

  /// @return whether {@link #mean} is more than a guess
  boolean meansAreKnown();

  /// Makes up for the mean of what a separable layer drops: `b' = b + Σ (W - W') μ`.
  ///
  /// @param layer the layer
  /// @param s its separable form
  /// @return with another bias; the same if the means are not known
  default Separable withMeansOfWhatIsDropped(ConvLayer layer, Separable s) {
    if (!meansAreKnown()) {
      return s;
    }
    int taps = layer.taps();
    int inputs = layer.ic() / layer.groups();
    int components = s.components() / layer.groups();
    float[] weights = layer.weights().floats();
    float[] bias = s.bias().clone();
    for (int o = 0; o < layer.oc(); o++) {
      int group = o / layer.ocPerGroup();
      double dropped = 0;
      for (int i = 0; i < inputs; i++) {
        for (int t = 0; t < taps; t++) {
          dropped += weights[layer.filter(o, i) + t] * mean(group * inputs + i, t);
        }
      }
      for (int c = 0; c < components; c++) {
        int m = group * components + c;
        for (int t = 0; t < taps; t++) {
          double w = (double) s.pointwise()[o * components + c] * s.depthwise()[m * taps + t];
          dropped -= w * mean(s.channels()[m], t);
        }
      }
      bias[o] += (float) dropped;
    }
    return s.with(s.pointwise(), bias);
  }
}
