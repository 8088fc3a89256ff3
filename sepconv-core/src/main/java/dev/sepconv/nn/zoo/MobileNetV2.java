package dev.sepconv.nn.zoo;

import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Dropout;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU6;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;

/// MobileNetV2 (Sandler et al., 2018), structured as torchvision's.
final class MobileNetV2 extends Module {
  /// Expansion, output channels, repetitions, first stride.
  private static final int[][] STAGES = {
    {1, 16, 1, 1},
    {6, 24, 2, 2},
    {6, 32, 3, 2},
    {6, 64, 4, 2},
    {6, 96, 3, 1},
    {6, 160, 3, 2},
    {6, 320, 1, 1}
  };

  private final Sequential features;
  private final Sequential classifier;

  MobileNetV2() {
    List<Module> layers = new ArrayList<>();
    int in = 32;
    layers.add(unit(3, in, 3, 2, 1));
    for (int[] s : STAGES) {
      for (int i = 0; i < s[2]; i++) {
        layers.add(new InvertedResidual(in, s[1], i == 0 ? s[3] : 1, s[0]));
        in = s[1];
      }
    }
    layers.add(unit(in, 1280, 1, 1, 1));
    features = child("features", new Sequential(layers.toArray(Module[]::new)));
    classifier = child("classifier", Sequential.of(new Dropout(0.2f), new Linear(1280, 1000)));
  }

  private static ConvNormActivation unit(int in, int out, int kernel, int stride, int groups) {
    return ConvNormActivation.of(in, out, kernel, stride, groups, 1e-5f, ReLU6::new);
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(features.call(x).globalAveragePool().flatten(1));
  }

  private static final class InvertedResidual extends Module {
    private final Sequential conv;
    private final boolean residual;

    InvertedResidual(int in, int out, int stride, int expansion) {
      int hidden = in * expansion;
      List<Module> layers = new ArrayList<>();
      if (expansion != 1) {
        layers.add(unit(in, hidden, 1, 1, 1));
      }
      layers.add(unit(hidden, hidden, 3, stride, hidden));
      layers.add(Layers.conv(hidden, out, 1, 1, 1));
      layers.add(new BatchNorm2d(out));
      conv = child("conv", new Sequential(layers.toArray(Module[]::new)));
      residual = stride == 1 && in == out;
    }

    @Override
    protected Value forward(Value x) {
      return residual ? x.add(conv.call(x)) : conv.call(x);
    }
  }
}
