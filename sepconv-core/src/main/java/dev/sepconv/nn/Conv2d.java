package dev.sepconv.nn;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Convolution of `N x ic x h x w`: weight `oc x ic/groups x kh x kw`, bias `oc`. Each method
/// returns a changed layer, so that it reads as `Conv2d.of(3, 4, 3).padding(1)`.
public final class Conv2d extends Module {
  private final ConvSettings settings;
  private final Optional<Initializer> initializer;

  private Conv2d(ConvSettings settings) {
    this(settings, Optional.empty());
  }

  private Conv2d(ConvSettings settings, Optional<Initializer> initializer) {
    this.settings = settings;
    this.initializer = initializer;
    Initializer standard =
        Initializer.pytorch((long) settings.in() / settings.groups() * settings.taps());
    parameter(
        "weight",
        Shape.of(
            settings.out(),
            settings.in() / settings.groups(),
            settings.kernel().get(0),
            settings.kernel().get(1)),
        initializer.orElse(standard));
    if (settings.bias()) {
      parameter("bias", Shape.of(settings.out()), standard);
    }
  }

  /// Stride 1, no padding, dense, one group, with a bias.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernel the kernel size
  /// @return the layer
  public static Conv2d of(int in, int out, int kernel) {
    return new Conv2d(ConvSettings.of(in, out, List.of(kernel, kernel)));
  }

  /// A kernel of its own size per axis.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernelHeight kh
  /// @param kernelWidth kw
  /// @return the layer
  public static Conv2d of(int in, int out, int kernelHeight, int kernelWidth) {
    return new Conv2d(ConvSettings.of(in, out, List.of(kernelHeight, kernelWidth)));
  }

  /// Another stride.
  ///
  /// @param stride the step
  /// @return the layer with it
  public Conv2d stride(int stride) {
    return with(settings.withStride(List.of(stride, stride)));
  }

  /// Other padding.
  ///
  /// @param padding zeros on every side
  /// @return the layer with it
  public Conv2d padding(int padding) {
    return with(settings.withPadding(Padding.symmetric(List.of(padding, padding))));
  }

  /// Padding by name.
  ///
  /// @param mode `same`, which gives `ceil(input / stride)` outputs, or `valid`, none
  /// @return the layer with it
  public Conv2d padding(String mode) {
    return with(settings.withPadding(settings.named(mode)));
  }

  /// Another dilation.
  ///
  /// @param dilation the distance between taps
  /// @return the layer with it
  public Conv2d dilation(int dilation) {
    return with(settings.withDilation(List.of(dilation, dilation)));
  }

  /// More groups.
  ///
  /// @param groups how many independent convolutions the channels are divided into; as many as
  ///   channels is depthwise
  /// @return the layer with it
  public Conv2d groups(int groups) {
    return with(settings.withGroups(groups));
  }

  /// With or without a bias.
  ///
  /// @param bias whether there is one
  /// @return the layer with it
  public Conv2d bias(boolean bias) {
    return with(settings.withBias(bias));
  }

  /// Other initial weights.
  ///
  /// @param weights fills them
  /// @return the layer with it
  public Conv2d initializer(Initializer weights) {
    return new Conv2d(settings, Optional.of(weights));
  }

  private Conv2d with(ConvSettings other) {
    return new Conv2d(other, initializer);
  }

  @Override
  protected Value forward(Value input) {
    Tracer t = input.tracer();
    Conv op = new Conv(settings.window(), settings.groups());
    return settings.bias()
        ? input.apply(op, t.parameter("weight"), t.parameter("bias"))
        : input.apply(op, t.parameter("weight"));
  }
}
