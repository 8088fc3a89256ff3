package dev.sepconv.analysis.compare;

/// A normal convolution of one network and the separable one that stands in its place in another.
///
/// @param normal the normal convolution
/// @param depthwise the depthwise convolution
/// @param pointwise the pointwise convolution
/// @param kernelArea positions of the kernel, k²
/// @param outputChannels output channels, oc
public record Replacement(
    Part normal, Part depthwise, Part pointwise, long kernelArea, long outputChannels) {
  /// A convolution.
  ///
  /// @param layer its layer's path
  /// @param node its node's name
  /// @param macs multiply-adds
  /// @param bytes read and written: input, weights, output
  public record Part(String layer, String node, long macs, long bytes) {}

  /// @return 1/oc + 1/k², what is left of the MACs in theory
  public double theory() {
    return 1.0 / outputChannels + 1.0 / kernelArea;
  }

  /// @return separable / normal MACs, what is left of them here
  public double actual() {
    return (double) separableMacs() / normal.macs;
  }

  /// @return MACs of depthwise and pointwise together
  public long separableMacs() {
    return depthwise.macs + pointwise.macs;
  }

  /// @return the arithmetic intensity of the normal convolution, FLOP per byte
  public double normalIntensity() {
    return intensity(normal.macs, normal.bytes);
  }

  /// @return the arithmetic intensity of depthwise and pointwise, done one after the other, FLOP
  ///   per byte
  public double separableIntensity() {
    return intensity(separableMacs(), depthwise.bytes + pointwise.bytes);
  }

  private static double intensity(long macs, long bytes) {
    return bytes == 0 ? 0 : 2.0 * macs / bytes;
  }
}
