package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.Optional;

/// The ResNet of MLPerf Tiny for CIFAR-10: three stacks of 16, 32 and 64 channels.
final class ResNet8 extends Module {
  private final Sequential stem =
      child("stem", Sequential.of(unit(3, 16, 3, 1, 1), new BatchNorm2d(16), new ReLU()));
  private final Stack stack1 = child("stack1", new Stack(16, 16, 1));
  private final Stack stack2 = child("stack2", new Stack(16, 32, 2));
  private final Stack stack3 = child("stack3", new Stack(32, 64, 2));
  private final AdaptiveAvgPool2d pool = child("avgpool", new AdaptiveAvgPool2d(1));
  private final Linear classifier = child("classifier", new Linear(64, 10));

  private static Conv2d unit(int in, int out, int kernel, int stride, int padding) {
    return Layers.conv(in, out, kernel, stride, padding, 1);
  }

  @Override
  protected Value forward(Value x) {
    Value y = stack3.call(stack2.call(stack1.call(stem.call(x))));
    return classifier.call(pool.call(y).flatten(1));
  }

  private static final class Stack extends Module {
    private final Sequential main;
    private final Optional<Conv2d> shortcut;

    Stack(int in, int out, int stride) {
      main =
          child(
              "main",
              Sequential.of(
                  unit(in, out, 3, stride, 1),
                  new BatchNorm2d(out),
                  new ReLU(),
                  unit(out, out, 3, 1, 1),
                  new BatchNorm2d(out)));
      shortcut =
          stride == 1
              ? Optional.empty()
              : Optional.of(child("shortcut", unit(in, out, 1, stride, 0)));
    }

    @Override
    protected Value forward(Value x) {
      return main.call(x).add(shortcut.isPresent() ? shortcut.get().call(x) : x).relu();
    }
  }
}
