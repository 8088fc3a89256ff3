package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.Dropout;
import dev.sepconv.nn.Hardsigmoid;
import dev.sepconv.nn.Hardswish;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// MobileNetV3 (Howard et al., 2019), structured as torchvision's.
final class MobileNetV3 extends Module {
  private static final float EPSILON = 1e-3f;

  /// Input channels, kernel, expanded channels, output channels, squeeze-excite, hard-swish,
  /// stride.
  private record Block(
      int in, int kernel, int hidden, int out, boolean se, boolean hs, int stride) {}

  private static Block block(String row) {
    String[] f = row.split(" ", -1);
    return new Block(
        Integer.parseInt(f[0]),
        Integer.parseInt(f[1]),
        Integer.parseInt(f[2]),
        Integer.parseInt(f[3]),
        f[4].equals("se"),
        f[5].equals("hs"),
        Integer.parseInt(f[6]));
  }

  private final Sequential features;
  private final AdaptiveAvgPool2d pool = child("avgpool", new AdaptiveAvgPool2d(1));
  private final Sequential classifier;

  private MobileNetV3(int classifierWidth, String... rows) {
    List<Module> layers = new ArrayList<>();
    layers.add(ConvNormActivation.of(3, 16, 3, 2, 1, EPSILON, Hardswish::new));
    int in = 16;
    for (String row : rows) {
      Block b = block(row);
      layers.add(new InvertedResidual(b));
      in = b.out;
    }
    int last = 6 * in;
    layers.add(ConvNormActivation.of(in, last, 1, 1, 1, EPSILON, Hardswish::new));
    features = child("features", new Sequential(layers.toArray(Module[]::new)));
    classifier =
        child(
            "classifier",
            Sequential.of(
                new Linear(last, classifierWidth),
                new Hardswish(),
                new Dropout(0.2f),
                new Linear(classifierWidth, 1000)));
  }

  static MobileNetV3 large() {
    return new MobileNetV3(
        1280,
        "16 3 16 16 - re 1",
        "16 3 64 24 - re 2",
        "24 3 72 24 - re 1",
        "24 5 72 40 se re 2",
        "40 5 120 40 se re 1",
        "40 5 120 40 se re 1",
        "40 3 240 80 - hs 2",
        "80 3 200 80 - hs 1",
        "80 3 184 80 - hs 1",
        "80 3 184 80 - hs 1",
        "80 3 480 112 se hs 1",
        "112 3 672 112 se hs 1",
        "112 5 672 160 se hs 2",
        "160 5 960 160 se hs 1",
        "160 5 960 160 se hs 1");
  }

  static MobileNetV3 small() {
    return new MobileNetV3(
        1024,
        "16 3 16 16 se re 2",
        "16 3 72 24 - re 2",
        "24 3 88 24 - re 1",
        "24 5 96 40 se hs 2",
        "40 5 240 40 se hs 1",
        "40 5 240 40 se hs 1",
        "40 5 120 48 se hs 1",
        "48 5 144 48 se hs 1",
        "48 5 288 96 se hs 2",
        "96 5 576 96 se hs 1",
        "96 5 576 96 se hs 1");
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(pool.call(features.call(x)).flatten(1));
  }

  private static final class InvertedResidual extends Module {
    private final Sequential block;
    private final boolean residual;

    InvertedResidual(Block b) {
      Supplier<Module> activation = () -> b.hs ? new Hardswish() : new ReLU();
      List<Module> layers = new ArrayList<>();
      if (b.hidden != b.in) {
        layers.add(ConvNormActivation.of(b.in, b.hidden, 1, 1, 1, EPSILON, activation));
      }
      layers.add(
          ConvNormActivation.of(
              b.hidden, b.hidden, b.kernel, b.stride, b.hidden, EPSILON, activation));
      if (b.se) {
        int quarter = b.hidden / 4;
        int squeezed = Layers.divisible(quarter);
        layers.add(new SqueezeExcitation(b.hidden, squeezed, new ReLU(), new Hardsigmoid()));
      }
      layers.add(ConvNormActivation.linear(b.hidden, b.out, 1, EPSILON));
      block = child("block", new Sequential(layers.toArray(Module[]::new)));
      residual = b.stride == 1 && b.in == b.out;
    }

    @Override
    protected Value forward(Value x) {
      return residual ? block.call(x).add(x) : block.call(x);
    }
  }
}
