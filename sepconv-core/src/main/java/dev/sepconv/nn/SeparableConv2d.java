package dev.sepconv.nn;

/// A depthwise separable convolution: a depthwise `k x k` on each input channel, then a pointwise
/// `1 x 1` that mixes them. Parameters `k·k·ic + ic·oc`, and `ic + oc` more with biases, where a
/// normal convolution has `k·k·ic·oc + oc`.
public final class SeparableConv2d extends Module {
  private final Conv2d depthwise;
  private final Conv2d pointwise;

  private SeparableConv2d(Conv2d depthwise, Conv2d pointwise) {
    this.depthwise = child("depthwise", depthwise);
    this.pointwise = child("pointwise", pointwise);
  }

  /// Stride 1, no padding, dense, with biases.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernel the depthwise kernel
  /// @return the layer
  public static SeparableConv2d of(int in, int out, int kernel) {
    return new SeparableConv2d(Conv2d.depthwise(in, kernel), Conv2d.of(in, out, 1));
  }

  /// Another stride of the depthwise convolution.
  ///
  /// @param stride the step
  /// @return the layer with it
  public SeparableConv2d stride(int stride) {
    return new SeparableConv2d(depthwise.stride(stride), pointwise);
  }

  /// Other padding of the depthwise convolution.
  ///
  /// @param padding zeros on every side
  /// @return the layer with it
  public SeparableConv2d padding(int padding) {
    return new SeparableConv2d(depthwise.padding(padding), pointwise);
  }

  /// Padding of the depthwise convolution by name.
  ///
  /// @param mode `same` or `valid`
  /// @return the layer with it
  public SeparableConv2d padding(String mode) {
    return new SeparableConv2d(depthwise.padding(mode), pointwise);
  }

  /// Another dilation of the depthwise convolution.
  ///
  /// @param dilation the distance between taps
  /// @return the layer with it
  public SeparableConv2d dilation(int dilation) {
    return new SeparableConv2d(depthwise.dilation(dilation), pointwise);
  }

  /// With or without biases, in both convolutions.
  ///
  /// @param bias whether there are
  /// @return the layer with it
  public SeparableConv2d bias(boolean bias) {
    return new SeparableConv2d(depthwise.bias(bias), pointwise.bias(bias));
  }

  @Override
  protected Value forward(Value input) {
    return pointwise.call(depthwise.call(input));
  }
}
