package dev.sepconv.nn;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Op;
import java.util.List;
import java.util.Optional;

/// Convolution of `N x ic x h x w`: weight `oc x ic/groups x kh x kw`, bias `oc`.
public final class Conv2d extends ConvLayer<Conv2d> {
  private Conv2d(ConvSettings settings, Optional<Initializer> initializer) {
    super(
        settings,
        initializer,
        weight(settings.out(), settings.in() / settings.groups(), settings.kernel()));
  }

  /// Stride 1, no padding, dense, one group, with a bias.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernel the kernel size
  /// @return the layer
  public static Conv2d of(int in, int out, int kernel) {
    return new Conv2d(ConvSettings.of(in, out, List.of(kernel, kernel)), Optional.empty());
  }

  /// Depthwise: each channel is a group of its own. Stride 1, no padding, dense, with a bias.
  ///
  /// @param channels input and output channels
  /// @param kernel the kernel size
  /// @return the layer
  static Conv2d depthwise(int channels, int kernel) {
    // Grouped from the beginning: the weights of all groups together need not exist.
    ConvSettings dense = ConvSettings.of(channels, channels, List.of(kernel, kernel));
    return new Conv2d(dense.withGroups(channels), Optional.empty());
  }

  /// A kernel of its own size per axis.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernelHeight kh
  /// @param kernelWidth kw
  /// @return the layer
  public static Conv2d of(int in, int out, int kernelHeight, int kernelWidth) {
    return new Conv2d(
        ConvSettings.of(in, out, List.of(kernelHeight, kernelWidth)), Optional.empty());
  }

  /// Padding by name.
  ///
  /// @param mode `same`, which gives `ceil(input / stride)` outputs, or `valid`, none
  /// @return the layer with it
  public Conv2d padding(String mode) {
    return with(settings.withPadding(settings.named(mode)), initializer);
  }

  @Override
  Conv2d with(ConvSettings other, Optional<Initializer> otherInitializer) {
    return new Conv2d(other, otherInitializer);
  }

  @Override
  Op op() {
    return new Conv(settings.window(), settings.groups());
  }
}
