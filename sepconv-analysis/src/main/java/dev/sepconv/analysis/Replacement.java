package dev.sepconv.analysis;

/// A normal convolution of one network and the separable one that stands in its place in another.
///
/// @param normal the normal convolution's layer
/// @param depthwise the depthwise convolution's layer
/// @param pointwise the pointwise convolution's layer
/// @param kernelArea positions of the kernel, k²
/// @param outputChannels output channels, oc
/// @param normalMacs MACs of the normal convolution
/// @param separableMacs MACs of depthwise and pointwise together
public record Replacement(
    String normal,
    String depthwise,
    String pointwise,
    long kernelArea,
    long outputChannels,
    long normalMacs,
    long separableMacs) {
  /// @return 1/oc + 1/k², what is left of the MACs in theory
  public double theory() {
    return 1.0 / outputChannels + 1.0 / kernelArea;
  }

  /// @return separable / normal MACs, what is left of them here
  public double actual() {
    return (double) separableMacs / normalMacs;
  }
}
