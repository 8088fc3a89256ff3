package dev.sepconv.convert;

import java.util.OptionalDouble;

/// What became of a convolution.
///
/// @param name the node's name
/// @param geometry such as `3x3 s2`
/// @param inputChannels channels that go in
/// @param outputChannels channels that come out
/// @param outcome what was done, and why nothing was
/// @param components depthwise filters altogether; 0 if it stays normal
/// @param macs multiply-adds per image before
/// @param macsAfter and after
/// @param params weights and biases before, with normalisation folded
/// @param paramsAfter and after
/// @param error how far the layer's output is from the original's, `‖ŷ - y‖ / ‖y - mean‖` after the
///   activation, on samples that took no part in the fit; on what the converted layers before it
///   give. Empty without data
public record LayerReport(
    String name,
    String geometry,
    int inputChannels,
    int outputChannels,
    String outcome,
    int components,
    long macs,
    long macsAfter,
    long params,
    long paramsAfter,
    OptionalDouble error) {
  /// @return components per input channel, on average
  public double rank() {
    return (double) components / inputChannels;
  }

  /// @return whether it became separable
  public boolean converted() {
    return components > 0;
  }
}
