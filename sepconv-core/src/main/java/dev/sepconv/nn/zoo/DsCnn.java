package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Dropout;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;

/// DS-CNN for keyword spotting (Zhang et al., 2017) as MLPerf Tiny has it: 49 frames of 10
/// coefficients, 12 words.
final class DsCnn extends Module {
  private static final int WIDTH = 64;

  private final Sequential features;
  private final AdaptiveAvgPool2d pool = child("avgpool", new AdaptiveAvgPool2d(1));
  private final Linear classifier;

  DsCnn() {
    List<Module> layers = new ArrayList<>();
    Conv2d first =
        Conv2d.of(1, WIDTH, 10, 4).stride(2).padding("same").initializer(Layers.he(1, 40, 1));
    unit(layers, first);
    layers.add(new Dropout(0.2f));
    for (int i = 0; i < 4; i++) {
      unit(layers, Layers.conv(WIDTH, WIDTH, 3, 1, 1, WIDTH));
      unit(layers, Layers.conv(WIDTH, WIDTH, 1, 1, 0, 1));
    }
    layers.add(new Dropout(0.4f));
    features = child("features", new Sequential(layers.toArray(Module[]::new)));
    classifier = child("classifier", new Linear(WIDTH, 12));
  }

  private static void unit(List<Module> layers, Conv2d conv) {
    layers.add(conv);
    layers.add(new BatchNorm2d(WIDTH));
    layers.add(new ReLU());
  }

  @Override
  public String typeName() {
    return "DSCNN";
  }

  @Override
  protected Value forward(Value x) {
    return classifier.call(pool.call(features.call(x)).flatten(1));
  }
}
