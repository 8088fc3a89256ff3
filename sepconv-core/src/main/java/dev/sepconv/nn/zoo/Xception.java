package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.MaxPool2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Xception (Chollet, 2016) for 299x299 images.
final class Xception extends Module {
  private final Sequential entry;
  private final List<Block> blocks = new ArrayList<>();
  private final Sequential exit;
  private final AdaptiveAvgPool2d avgpool;
  private final Linear fc;

  Xception() {
    entry =
        child(
            "entry",
            Sequential.of(
                Layers.conv(3, 32, 3, 2, 0, 1).bias(false),
                new BatchNorm2d(32),
                new ReLU(),
                Layers.conv(32, 64, 3, 1, 0, 1).bias(false),
                new BatchNorm2d(64),
                new ReLU()));
    blocks.add(new Block(2, false, 64, 128, 128));
    blocks.add(new Block(2, true, 128, 256, 256));
    blocks.add(new Block(2, true, 256, 728, 728));
    for (int i = 0; i < 8; i++) {
      blocks.add(new Block(1, true, 728, 728, 728, 728));
    }
    blocks.add(new Block(2, true, 728, 728, 1024));
    for (int i = 0; i < blocks.size(); i++) {
      child("block" + (i + 1), blocks.get(i));
    }
    exit =
        child(
            "exit",
            Sequential.of(
                separable(1024, 1536),
                new BatchNorm2d(1536),
                new ReLU(),
                separable(1536, 2048),
                new BatchNorm2d(2048),
                new ReLU()));
    avgpool = child("avgpool", new AdaptiveAvgPool2d(1));
    fc = child("fc", new Linear(2048, 1000));
  }

  private static Sequential separable(int in, int out) {
    return Sequential.of(Layers.conv(in, in, 3, 1, in), Layers.conv(in, out, 1, 1, 1));
  }

  @Override
  protected Value forward(Value input) {
    Value x = entry.call(input);
    for (Block b : blocks) {
      x = b.call(x);
    }
    return fc.call(avgpool.call(exit.call(x)).flatten(1));
  }

  /// Separable convolutions through the given channels, beside a shortcut; a stride is a maximum
  /// pool at the end.
  private static final class Block extends Module {
    private final Sequential rep;
    private final Optional<Sequential> skip;

    Block(int stride, boolean reluFirst, int... channels) {
      List<Module> layers = new ArrayList<>();
      for (int i = 1; i < channels.length; i++) {
        if (i > 1 || reluFirst) {
          layers.add(new ReLU());
        }
        layers.add(separable(channels[i - 1], channels[i]));
        layers.add(new BatchNorm2d(channels[i]));
      }
      if (stride > 1) {
        layers.add(new MaxPool2d(3, stride, 1));
      }
      rep = child("rep", new Sequential(layers.toArray(Module[]::new)));
      int in = channels[0];
      int out = channels[channels.length - 1];
      skip =
          stride == 1
              ? Optional.empty()
              : Optional.of(
                  child(
                      "skip",
                      Sequential.of(Layers.conv(in, out, 1, stride, 1), new BatchNorm2d(out))));
    }

    @Override
    protected Value forward(Value x) {
      Value y = rep.call(x);
      return y.add(skip.isPresent() ? skip.get().call(x) : x);
    }
  }
}
