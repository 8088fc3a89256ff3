package dev.sepconv.nn;

import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Transposed convolution of `N x ic x h x w`: weight `ic x oc/groups x kh x kw`, bias `oc`. Each
/// method returns a changed layer.
public final class ConvTranspose2d extends Module {
  private final ConvSettings settings;
  private final Optional<Initializer> initializer;
  private final int outputPadding;

  private ConvTranspose2d(ConvSettings settings) {
    this(settings, Optional.empty(), 0);
  }

  private ConvTranspose2d(
      ConvSettings settings, Optional<Initializer> initializer, int outputPadding) {
    this.outputPadding = outputPadding;
    this.settings = settings;
    this.initializer = initializer;
    Initializer standard =
        Initializer.pytorch((long) settings.out() / settings.groups() * settings.taps());
    parameter(
        "weight",
        Shape.of(
            settings.in(),
            settings.out() / settings.groups(),
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
  public static ConvTranspose2d of(int in, int out, int kernel) {
    return new ConvTranspose2d(ConvSettings.of(in, out, List.of(kernel, kernel)));
  }

  /// A kernel of its own size per axis.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernelHeight kh
  /// @param kernelWidth kw
  /// @return the layer
  public static ConvTranspose2d of(int in, int out, int kernelHeight, int kernelWidth) {
    return new ConvTranspose2d(ConvSettings.of(in, out, List.of(kernelHeight, kernelWidth)));
  }

  /// Another stride.
  ///
  /// @param stride the step
  /// @return the layer with it
  public ConvTranspose2d stride(int stride) {
    return with(settings.withStride(List.of(stride, stride)));
  }

  /// Other padding.
  ///
  /// @param padding zeros on every side
  /// @return the layer with it
  public ConvTranspose2d padding(int padding) {
    return with(settings.withPadding(Padding.symmetric(List.of(padding, padding))));
  }

  /// Another dilation.
  ///
  /// @param dilation the distance between taps
  /// @return the layer with it
  public ConvTranspose2d dilation(int dilation) {
    return with(settings.withDilation(List.of(dilation, dilation)));
  }

  /// More groups.
  ///
  /// @param groups how many independent convolutions the channels are divided into; as many as
  ///   channels is depthwise
  /// @return the layer with it
  public ConvTranspose2d groups(int groups) {
    return with(settings.withGroups(groups));
  }

  /// With or without a bias.
  ///
  /// @param bias whether there is one
  /// @return the layer with it
  public ConvTranspose2d bias(boolean bias) {
    return with(settings.withBias(bias));
  }

  /// Other initial weights.
  ///
  /// @param weights fills them
  /// @return the layer with it
  public ConvTranspose2d initializer(Initializer weights) {
    return new ConvTranspose2d(settings, Optional.of(weights), outputPadding);
  }

  /// Extra output rows and columns at the end, which tell apart inputs that a stride maps to one
  /// output size.
  ///
  /// @param padding how many
  /// @return the layer with it
  public ConvTranspose2d outputPadding(int padding) {
    return new ConvTranspose2d(settings, initializer, padding);
  }

  private ConvTranspose2d with(ConvSettings other) {
    return new ConvTranspose2d(other, initializer, outputPadding);
  }

  @Override
  protected Value forward(Value input) {
    Tracer t = input.tracer();
    ConvTranspose op =
        new ConvTranspose(
            settings.window(), List.of(outputPadding, outputPadding), List.of(), settings.groups());
    return settings.bias()
        ? input.apply(op, t.parameter("weight"), t.parameter("bias"))
        : input.apply(op, t.parameter("weight"));
  }
}
