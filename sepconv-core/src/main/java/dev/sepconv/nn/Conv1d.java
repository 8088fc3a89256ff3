package dev.sepconv.nn;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Convolution of `N x ic x l`: weight `oc x ic/groups x k`, bias `oc`. Each method returns a
/// changed layer.
public final class Conv1d extends Module {
  private final ConvSettings settings;
  private final Optional<Initializer> initializer;

  private Conv1d(ConvSettings settings) {
    this(settings, Optional.empty());
  }

  private Conv1d(ConvSettings settings, Optional<Initializer> initializer) {
    this.settings = settings;
    this.initializer = initializer;
    Initializer standard =
        Initializer.pytorch((long) settings.in() / settings.groups() * settings.taps());
    parameter(
        "weight",
        Shape.of(settings.out(), settings.in() / settings.groups(), settings.kernel().get(0)),
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
  public static Conv1d of(int in, int out, int kernel) {
    return new Conv1d(ConvSettings.of(in, out, List.of(kernel)));
  }

  /// Another stride.
  ///
  /// @param stride the step
  /// @return the layer with it
  public Conv1d stride(int stride) {
    return with(settings.withStride(List.of(stride)));
  }

  /// Other padding.
  ///
  /// @param padding zeros on every side
  /// @return the layer with it
  public Conv1d padding(int padding) {
    return with(settings.withPadding(Padding.symmetric(List.of(padding))));
  }

  /// Padding by name.
  ///
  /// @param mode `same`, which gives `ceil(input / stride)` outputs, or `valid`, none
  /// @return the layer with it
  public Conv1d padding(String mode) {
    return with(settings.withPadding(settings.named(mode)));
  }

  /// Another dilation.
  ///
  /// @param dilation the distance between taps
  /// @return the layer with it
  public Conv1d dilation(int dilation) {
    return with(settings.withDilation(List.of(dilation)));
  }

  /// More groups.
  ///
  /// @param groups how many independent convolutions the channels are divided into; as many as
  ///   channels is depthwise
  /// @return the layer with it
  public Conv1d groups(int groups) {
    return with(settings.withGroups(groups));
  }

  /// With or without a bias.
  ///
  /// @param bias whether there is one
  /// @return the layer with it
  public Conv1d bias(boolean bias) {
    return with(settings.withBias(bias));
  }

  /// Other initial weights.
  ///
  /// @param weights fills them
  /// @return the layer with it
  public Conv1d initializer(Initializer weights) {
    return new Conv1d(settings, Optional.of(weights));
  }

  private Conv1d with(ConvSettings other) {
    return new Conv1d(other, initializer);
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
