package dev.sepconv.nn.zoo;

import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.MaxPool2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;

/// ShuffleNetV2 (Ma et al., 2018), structured as torchvision's.
final class ShuffleNetV2 extends Module {
  private static final int[] REPEATS = {4, 8, 4};

  private final Sequential conv1;
  private final MaxPool2d pool = new MaxPool2d(3, 2, 1);
  private final List<Sequential> stages = new ArrayList<>();
  private final Sequential conv5;
  private final Linear fc;

  ShuffleNetV2(int... channels) {
    int in = channels[0];
    conv1 =
        child("conv1", Sequential.of(Layers.conv(3, in, 3, 2, 1), new BatchNorm2d(in), new ReLU()));
    child("maxpool", pool);
    for (int s = 0; s < REPEATS.length; s++) {
      int out = channels[s + 1];
      List<Module> blocks = new ArrayList<>();
      for (int i = 0; i < REPEATS[s]; i++) {
        blocks.add(new InvertedResidual(i == 0 ? in : out, out, i == 0 ? 2 : 1));
      }
      stages.add(child("stage" + (s + 2), new Sequential(blocks.toArray(Module[]::new))));
      in = out;
    }
    int last = channels[channels.length - 1];
    conv5 =
        child(
            "conv5",
            Sequential.of(Layers.conv(in, last, 1, 1, 1), new BatchNorm2d(last), new ReLU()));
    fc = child("fc", new Linear(last, 1000));
  }

  @Override
  protected Value forward(Value input) {
    Value x = pool.call(conv1.call(input));
    for (Sequential s : stages) {
      x = s.call(x);
    }
    return fc.call(conv5.call(x).mean(2, 3));
  }

  private static final class InvertedResidual extends Module {
    private final Sequential branch1;
    private final Sequential branch2;
    private final int stride;

    InvertedResidual(int in, int out, int stride) {
      this.stride = stride;
      int half = out / 2;
      int in2 = stride > 1 ? in : half;
      branch1 =
          child(
              "branch1",
              stride == 1
                  ? Sequential.of()
                  : Sequential.of(
                      Layers.conv(in, in, 3, stride, in),
                      new BatchNorm2d(in),
                      Layers.conv(in, half, 1, 1, 1),
                      new BatchNorm2d(half),
                      new ReLU()));
      branch2 =
          child(
              "branch2",
              Sequential.of(
                  Layers.conv(in2, half, 1, 1, 1),
                  new BatchNorm2d(half),
                  new ReLU(),
                  Layers.conv(half, half, 3, stride, half),
                  new BatchNorm2d(half),
                  Layers.conv(half, half, 1, 1, 1),
                  new BatchNorm2d(half),
                  new ReLU()));
    }

    @Override
    protected Value forward(Value x) {
      if (stride == 1) {
        List<Value> halves = x.chunk(2, 1);
        return Value.concat(halves.get(0), branch2.call(halves.get(1))).channelShuffle(2);
      }
      return Value.concat(branch1.call(x), branch2.call(x)).channelShuffle(2);
    }
  }
}
