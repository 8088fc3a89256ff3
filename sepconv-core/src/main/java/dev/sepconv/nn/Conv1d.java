package dev.sepconv.nn;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Op;
import java.util.List;
import java.util.Optional;

/// Convolution of `N x ic x l`: weight `oc x ic/groups x k`, bias `oc`.
public final class Conv1d extends ConvLayer<Conv1d> {
  private Conv1d(ConvSettings settings, Optional<Initializer> initializer) {
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
  public static Conv1d of(int in, int out, int kernel) {
    return new Conv1d(ConvSettings.of(in, out, List.of(kernel)), Optional.empty());
  }

  /// Padding by name.
  ///
  /// @param mode `same`, which gives `ceil(input / stride)` outputs, or `valid`, none
  /// @return the layer with it
  public Conv1d padding(String mode) {
    return with(settings.withPadding(settings.named(mode)), initializer);
  }

  @Override
  Conv1d with(ConvSettings other, Optional<Initializer> otherInitializer) {
    return new Conv1d(other, otherInitializer);
  }

  @Override
  Op op() {
    return new Conv(settings.window(), settings.groups());
  }
}
