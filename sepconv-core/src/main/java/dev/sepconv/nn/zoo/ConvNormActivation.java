package dev.sepconv.nn.zoo;

import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Sequential;
import java.util.function.Supplier;

/// Convolution without bias, batch normalisation, activation: torchvision's `Conv2dNormActivation`.
final class ConvNormActivation extends Sequential {
  private ConvNormActivation(Module... modules) {
    super(modules);
  }

  static ConvNormActivation of(
      int in,
      int out,
      int kernel,
      int stride,
      int groups,
      float epsilon,
      Supplier<? extends Module> activation) {
    return new ConvNormActivation(
        Layers.conv(in, out, kernel, stride, groups),
        new BatchNorm2d(out, epsilon),
        activation.get());
  }

  static ConvNormActivation linear(int in, int out, int kernel, float epsilon) {
    return new ConvNormActivation(
        Layers.conv(in, out, kernel, 1, 1), new BatchNorm2d(out, epsilon));
  }

  @Override
  public String typeName() {
    return "Conv2dNormActivation";
  }
}
