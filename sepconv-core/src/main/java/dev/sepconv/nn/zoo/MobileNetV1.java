package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;

/// MobileNet (Howard et al., 2017): a normal convolution and thirteen separable ones, each followed
/// by batch normalisation and ReLU.
final class MobileNetV1 extends Module {
  /// Output channels at width 1 and stride of the thirteen blocks.
  private static final int[][] BLOCKS = {
    {64, 1}, {128, 2}, {128, 1}, {256, 2}, {256, 1}, {512, 2}, {512, 1}, {512, 1}, {512, 1},
    {512, 1}, {512, 1}, {1024, 2}, {1024, 1}
  };

  private final Sequential features;
  private final AdaptiveAvgPool2d pool = child("avgpool", new AdaptiveAvgPool2d(1));
  private final Linear classifier;

  /// How a block is made.
  private enum Block {
    SEPARABLE,
    /// With biases, as Keras' models of MLPerf Tiny have them.
    SEPARABLE_BIASED,
    NORMAL
  }

  private MobileNetV1(double width, int classes, Block block) {
    boolean bias = block == Block.SEPARABLE_BIASED;
    List<Module> layers = new ArrayList<>();
    int in = (int) (32 * width);
    unit(layers, Layers.conv(3, in, 3, 2, 1, 1).bias(bias), in);
    for (int[] b : BLOCKS) {
      int out = (int) (b[0] * width);
      if (block == Block.NORMAL) {
        unit(layers, Layers.conv(in, out, 3, b[1], 1, 1).bias(false), out);
      } else {
        unit(layers, Layers.conv(in, in, 3, b[1], 1, in).bias(bias), in);
        unit(layers, Layers.conv(in, out, 1, 1, 0, 1).bias(bias), out);
      }
      in = out;
    }
    features = child("features", new Sequential(layers.toArray(Module[]::new)));
    classifier = child("classifier", new Linear(in, classes));
  }

  static MobileNetV1 of(double width) {
    return new MobileNetV1(width, 1000, Block.SEPARABLE);
  }

  static MobileNetV1 normal() {
    return new MobileNetV1(1, 1000, Block.NORMAL);
  }

  static MobileNetV1 visualWakeWords() {
    return new MobileNetV1(0.25, 2, Block.SEPARABLE_BIASED);
  }

  private static void unit(List<Module> layers, Conv2d conv, int channels) {
    layers.add(Sequential.of(conv, new BatchNorm2d(channels), new ReLU()));
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(pool.call(features.call(x)).flatten(1));
  }
}
