package dev.sepconv.convert;

import java.util.Arrays;

/// The weights of a separable convolution: a depthwise one whose component m filters input channel
/// `channels[m]`, and a pointwise one that adds the components up: `W[o,i,q] ≈ Σ_m pointwise[o,m] ·
/// depthwise[m,q]` over the components m of channel i.
///
/// @param channels the input channel of each component, ascending
/// @param depthwise `components x k²`
/// @param pointwise `oc x components/groups`
/// @param bias `oc`
@SuppressWarnings("ArrayRecordComponent") // written once, handed over
public record Separable(int[] channels, float[] depthwise, float[] pointwise, float[] bias) {
  /// @return the number of components
  public int components() {
    return channels.length;
  }

  /// Whether every input channel has the same number of components, in order: what a depthwise
  /// convolution with a depth multiplier does.
  ///
  /// @param ic input channels
  /// @return the multiplier; 0 if there is none
  public int multiplier(int ic) {
    if (channels.length % ic != 0) {
      return 0;
    }
    int k = channels.length / ic;
    for (int m = 0; m < channels.length; m++) {
      if (channels[m] != m / k) {
        return 0;
      }
    }
    return k;
  }

  /// @param newPointwise other pointwise weights
  /// @param newBias and bias
  /// @return the same depthwise filters with those
  Separable with(float[] newPointwise, float[] newBias) {
    return new Separable(channels, depthwise, newPointwise, newBias);
  }

  @Override
  public String toString() {
    return components() + " components of channels " + Arrays.toString(channels);
  }
}
