package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Value;

/// Scales each channel by what a small network makes of all channels' means.
final class SqueezeExcitation extends Module {
  private final AdaptiveAvgPool2d pool = child("avgpool", new AdaptiveAvgPool2d(1));
  private final Conv2d fc1;
  private final Conv2d fc2;
  private final Module activation;
  private final Module scale;

  SqueezeExcitation(int channels, int squeezed, Module activation, Module scale) {
    fc1 = child("fc1", Layers.conv(channels, squeezed, 1, 1, 0, 1));
    fc2 = child("fc2", Layers.conv(squeezed, channels, 1, 1, 0, 1));
    this.activation = child("activation", activation);
    this.scale = child("scale_activation", scale);
  }

  @Override
  protected Value forward(Value x) {
    Value s = fc2.call(activation.call(fc1.call(pool.call(x))));
    return scale.call(s).mul(x);
  }
}
