package dev.sepconv.nn.zoo;

import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Dropout;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;

/// MNASNet-A1 without squeeze-excite (Tan et al., 2019), structured as torchvision's.
final class MnasNet extends Module {
  /// Input channels, output channels, kernel, stride, expansion, repetitions.
  private static final int[][] STACKS = {
    {16, 24, 3, 2, 3, 3},
    {24, 40, 5, 2, 3, 3},
    {40, 80, 5, 2, 6, 3},
    {80, 96, 3, 1, 6, 2},
    {96, 192, 5, 2, 6, 4},
    {192, 320, 3, 1, 6, 1}
  };

  private final Sequential layers;
  private final Sequential classifier;

  MnasNet() {
    List<Module> all = new ArrayList<>();
    unit(all, 3, 32, 3, 2, 1);
    unit(all, 32, 32, 3, 1, 32);
    all.add(Layers.conv(32, 16, 1, 1, 1));
    all.add(new BatchNorm2d(16));
    for (int[] s : STACKS) {
      List<Module> blocks = new ArrayList<>();
      for (int i = 0; i < s[5]; i++) {
        blocks.add(new InvertedResidual(i == 0 ? s[0] : s[1], s[1], s[2], i == 0 ? s[3] : 1, s[4]));
      }
      all.add(new Sequential(blocks.toArray(Module[]::new)));
    }
    unit(all, 320, 1280, 1, 1, 1);
    layers = child("layers", new Sequential(all.toArray(Module[]::new)));
    classifier = child("classifier", Sequential.of(new Dropout(0.2f), new Linear(1280, 1000)));
  }

  private static void unit(List<Module> all, int in, int out, int kernel, int stride, int groups) {
    all.add(Layers.conv(in, out, kernel, stride, groups));
    all.add(new BatchNorm2d(out));
    all.add(new ReLU());
  }

  @Override
  public String typeName() {
    return "MNASNet";
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(layers.call(x).mean(2, 3));
  }

  private static final class InvertedResidual extends Module {
    private final Sequential layers;
    private final boolean residual;

    InvertedResidual(int in, int out, int kernel, int stride, int expansion) {
      int hidden = in * expansion;
      List<Module> all = new ArrayList<>();
      unit(all, in, hidden, 1, 1, 1);
      unit(all, hidden, hidden, kernel, stride, hidden);
      all.add(Layers.conv(hidden, out, 1, 1, 1));
      all.add(new BatchNorm2d(out));
      layers = child("layers", new Sequential(all.toArray(Module[]::new)));
      residual = stride == 1 && in == out;
    }

    @Override
    public String typeName() {
      return "_InvertedResidual";
    }

    @Override
    protected Value forward(Value x) {
      return residual ? layers.call(x).add(x) : layers.call(x);
    }
  }
}
