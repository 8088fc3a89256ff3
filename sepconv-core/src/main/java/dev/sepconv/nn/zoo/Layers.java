package dev.sepconv.nn.zoo;

import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Initializer;

/// What several networks share. Weights are He-uniform, so that activations keep their scale
/// although no batch normalisation has been trained.
final class Layers {
  private Layers() {}

  /// A convolution without bias and with "same" padding for odd kernels.
  static Conv2d conv(int in, int out, int kernel, int stride, int groups) {
    return conv(in, out, kernel, stride, (kernel - 1) / 2, groups).bias(false);
  }

  /// A convolution with a bias.
  static Conv2d conv(int in, int out, int kernel, int stride, int padding, int groups) {
    return Conv2d.of(in, out, kernel)
        .stride(stride)
        .padding(padding)
        .groups(groups)
        .initializer(he(in, kernel * kernel, groups));
  }

  static Initializer he(int in, int taps, int groups) {
    return Initializer.he((long) in / groups * taps);
  }

  /// The nearest multiple of 8, not below 8, and not more than a tenth below the value.
  static int divisible(double value) {
    int rounded = Math.max(8, (int) (value + 4) / 8 * 8);
    return rounded < 0.9 * value ? rounded + 8 : rounded;
  }
}
