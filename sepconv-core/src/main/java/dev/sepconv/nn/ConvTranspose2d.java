package dev.sepconv.nn;

import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Op;
import java.util.List;
import java.util.Optional;

/// Transposed convolution of `N x ic x h x w`: weight `ic x oc/groups x kh x kw`, bias `oc`.
public final class ConvTranspose2d extends ConvLayer<ConvTranspose2d> {
  private final int outputPadding;

  private ConvTranspose2d(
      ConvSettings settings, Optional<Initializer> initializer, int outputPadding) {
    super(
        settings,
        initializer,
        weight(settings.in(), settings.out() / settings.groups(), settings.kernel()));
    this.outputPadding = outputPadding;
  }

  /// Stride 1, no padding, dense, one group, with a bias.
  ///
  /// @param in input channels
  /// @param out output channels
  /// @param kernel the kernel size
  /// @return the layer
  public static ConvTranspose2d of(int in, int out, int kernel) {
    return new ConvTranspose2d(
        ConvSettings.of(in, out, List.of(kernel, kernel)), Optional.empty(), 0);
  }

  /// Extra output rows and columns at the end, which tell apart inputs that a stride maps to one
  /// output size.
  ///
  /// @param padding how many
  /// @return the layer with it
  public ConvTranspose2d outputPadding(int padding) {
    return new ConvTranspose2d(settings, initializer, padding);
  }

  @Override
  ConvTranspose2d with(ConvSettings other, Optional<Initializer> otherInitializer) {
    return new ConvTranspose2d(other, otherInitializer, outputPadding);
  }

  @Override
  Op op() {
    return new ConvTranspose(
        settings.window(), List.of(outputPadding, outputPadding), List.of(), settings.groups());
  }
}
