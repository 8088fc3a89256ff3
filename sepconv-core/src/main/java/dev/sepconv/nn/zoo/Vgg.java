package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Dropout;
import dev.sepconv.nn.Initializer;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.MaxPool2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;

/// VGG-16 (Simonyan and Zisserman, 2014), structured as torchvision's.
final class Vgg extends Module {
  /// Channels of the convolutions of VGG-16; 0 is a pool.
  private static final int[] LAYERS = {
    64, 64, 0, 128, 128, 0, 256, 256, 256, 0, 512, 512, 512, 0, 512, 512, 512, 0
  };

  private final Sequential features;
  private final AdaptiveAvgPool2d avgpool;
  private final Sequential classifier;

  Vgg(boolean batchNorm) {
    List<Module> list = new ArrayList<>();
    int in = 3;
    for (int out : LAYERS) {
      if (out == 0) {
        list.add(new MaxPool2d(2));
        continue;
      }
      list.add(Layers.conv(in, out, 3, 1, 1, 1));
      if (batchNorm) {
        list.add(new BatchNorm2d(out));
      }
      list.add(new ReLU());
      in = out;
    }
    features = child("features", new Sequential(list.toArray(Module[]::new)));
    avgpool = child("avgpool", new AdaptiveAvgPool2d(7));
    classifier =
        child(
            "classifier",
            Sequential.of(
                linear(512 * 7 * 7, 4096),
                new ReLU(),
                new Dropout(0.5f),
                linear(4096, 4096),
                new ReLU(),
                new Dropout(0.5f),
                new Linear(4096, 1000)));
  }

  private static Linear linear(int in, int out) {
    return new Linear(in, out, true, Initializer.he(in));
  }

  @Override
  public String typeName() {
    return "VGG";
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(avgpool.call(features.call(x)).flatten(1));
  }
}
