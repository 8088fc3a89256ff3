package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Dropout;
import dev.sepconv.nn.MaxPool2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;

/// SqueezeNet 1.1 (Iandola et al., 2016), structured as torchvision's.
final class SqueezeNet extends Module {
  private final Sequential features;
  private final Sequential classifier;

  SqueezeNet() {
    features =
        child(
            "features",
            Sequential.of(
                Layers.conv(3, 64, 3, 2, 0, 1),
                new ReLU(),
                pool(),
                new Fire(64, 16, 64),
                new Fire(128, 16, 64),
                pool(),
                new Fire(128, 32, 128),
                new Fire(256, 32, 128),
                pool(),
                new Fire(256, 48, 192),
                new Fire(384, 48, 192),
                new Fire(384, 64, 256),
                new Fire(512, 64, 256)));
    classifier =
        child(
            "classifier",
            Sequential.of(
                new Dropout(0.5f),
                Layers.conv(512, 1000, 1, 1, 0, 1),
                new ReLU(),
                new AdaptiveAvgPool2d(1)));
  }

  private static MaxPool2d pool() {
    return new MaxPool2d(3, 2, 0, true);
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(features.call(x)).flatten(1);
  }

  private static final class Fire extends Module {
    private final Conv2d squeeze;
    private final ReLU squeezeActivation;
    private final Conv2d expand1;
    private final ReLU expand1Activation;
    private final Conv2d expand3;
    private final ReLU expand3Activation;

    Fire(int in, int squeezed, int expanded) {
      squeeze = child("squeeze", Layers.conv(in, squeezed, 1, 1, 0, 1));
      squeezeActivation = child("squeeze_activation", new ReLU());
      expand1 = child("expand1x1", Layers.conv(squeezed, expanded, 1, 1, 0, 1));
      expand1Activation = child("expand1x1_activation", new ReLU());
      expand3 = child("expand3x3", Layers.conv(squeezed, expanded, 3, 1, 1, 1));
      expand3Activation = child("expand3x3_activation", new ReLU());
    }

    @Override
    protected Value forward(Value input) {
      Value x = squeezeActivation.call(squeeze.call(input));
      return Value.concat(
          expand1Activation.call(expand1.call(x)), expand3Activation.call(expand3.call(x)));
    }
  }
}
