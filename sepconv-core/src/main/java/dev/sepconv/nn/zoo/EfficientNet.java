package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.Dropout;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.SiLU;
import dev.sepconv.nn.Sigmoid;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;

/// EfficientNet-B0 (Tan and Le, 2019), structured as torchvision's.
final class EfficientNet extends Module {
  /// Expansion, kernel, stride, input channels, output channels, repetitions of B0.
  private static final int[][] STAGES = {
    {1, 3, 1, 32, 16, 1},
    {6, 3, 2, 16, 24, 2},
    {6, 5, 2, 24, 40, 2},
    {6, 3, 2, 40, 80, 3},
    {6, 5, 1, 80, 112, 3},
    {6, 5, 2, 112, 192, 4},
    {6, 3, 1, 192, 320, 1}
  };

  private final Sequential features;
  private final AdaptiveAvgPool2d pool = child("avgpool", new AdaptiveAvgPool2d(1));
  private final Sequential classifier;

  EfficientNet() {
    List<Module> stages = new ArrayList<>();
    stages.add(unit(3, 32, 3, 2, 1));
    for (int[] s : STAGES) {
      List<Module> blocks = new ArrayList<>();
      for (int i = 0; i < s[5]; i++) {
        blocks.add(new Block(i == 0 ? s[3] : s[4], s[4], s[0], s[1], i == 0 ? s[2] : 1));
      }
      stages.add(new Sequential(blocks.toArray(Module[]::new)));
    }
    stages.add(unit(320, 1280, 1, 1, 1));
    features = child("features", new Sequential(stages.toArray(Module[]::new)));
    classifier = child("classifier", Sequential.of(new Dropout(0.2f), new Linear(1280, 1000)));
  }

  private static ConvNormActivation unit(int in, int out, int kernel, int stride, int groups) {
    return ConvNormActivation.of(in, out, kernel, stride, groups, 1e-5f, SiLU::new);
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(pool.call(features.call(x)).flatten(1));
  }

  private static final class Block extends Module {
    private final Sequential block;
    private final StochasticDepth stochasticDepth;
    private final boolean residual;

    Block(int in, int out, int expansion, int kernel, int stride) {
      int hidden = Layers.divisible(in * expansion);
      List<Module> layers = new ArrayList<>();
      if (hidden != in) {
        layers.add(unit(in, hidden, 1, 1, 1));
      }
      layers.add(unit(hidden, hidden, kernel, stride, hidden));
      layers.add(new SqueezeExcitation(hidden, Math.max(1, in / 4), new SiLU(), new Sigmoid()));
      layers.add(ConvNormActivation.linear(hidden, out, 1, 1e-5f));
      block = child("block", new Sequential(layers.toArray(Module[]::new)));
      stochasticDepth = child("stochastic_depth", new StochasticDepth());
      residual = stride == 1 && in == out;
    }

    @Override
    public String typeName() {
      return "MBConv";
    }

    @Override
    protected Value forward(Value x) {
      return residual ? stochasticDepth.call(block.call(x)).add(x) : block.call(x);
    }
  }
}
