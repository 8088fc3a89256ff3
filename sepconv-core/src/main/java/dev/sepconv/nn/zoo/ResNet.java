package dev.sepconv.nn.zoo;

import dev.sepconv.nn.AdaptiveAvgPool2d;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.MaxPool2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// ResNet (He et al., 2015), structured as torchvision's.
final class ResNet extends Module {
  private final Conv2d conv1 = child("conv1", Layers.conv(3, 64, 7, 2, 1));
  private final BatchNorm2d bn1 = child("bn1", new BatchNorm2d(64));
  private final ReLU relu = child("relu", new ReLU());
  private final MaxPool2d maxpool = child("maxpool", new MaxPool2d(3, 2, 1));
  private final List<Sequential> layers = new ArrayList<>();
  private final AdaptiveAvgPool2d avgpool;
  private final Linear fc;

  private ResNet(boolean bottleneck, int... blocks) {
    int in = 64;
    for (int l = 0; l < blocks.length; l++) {
      int width = 64 << l;
      List<Module> list = new ArrayList<>();
      for (int b = 0; b < blocks[l]; b++) {
        int stride = l > 0 && b == 0 ? 2 : 1;
        list.add(
            bottleneck ? new Bottleneck(in, width, stride) : new BasicBlock(in, width, stride));
        in = bottleneck ? 4 * width : width;
      }
      layers.add(child("layer" + (l + 1), new Sequential(list.toArray(Module[]::new))));
    }
    avgpool = child("avgpool", new AdaptiveAvgPool2d(1));
    fc = child("fc", new Linear(in, 1000));
  }

  static ResNet resnet18() {
    return new ResNet(false, 2, 2, 2, 2);
  }

  static ResNet resnet50() {
    return new ResNet(true, 3, 4, 6, 3);
  }

  private static Sequential downsample(int in, int out, int stride) {
    return Sequential.of(Layers.conv(in, out, 1, stride, 1), new BatchNorm2d(out));
  }

  @Override
  protected Value forward(Value input) {
    Value x = maxpool.call(relu.call(bn1.call(conv1.call(input))));
    for (Sequential l : layers) {
      x = l.call(x);
    }
    return fc.call(avgpool.call(x).flatten(1));
  }

  private static final class BasicBlock extends Module {
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final ReLU relu = new ReLU();
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Optional<Sequential> downsample;

    BasicBlock(int in, int out, int stride) {
      conv1 = child("conv1", Layers.conv(in, out, 3, stride, 1));
      bn1 = child("bn1", new BatchNorm2d(out));
      child("relu", relu);
      conv2 = child("conv2", Layers.conv(out, out, 3, 1, 1));
      bn2 = child("bn2", new BatchNorm2d(out));
      downsample =
          stride == 1 && in == out
              ? Optional.empty()
              : Optional.of(child("downsample", downsample(in, out, stride)));
    }

    @Override
    protected Value forward(Value x) {
      Value y = relu.call(bn1.call(conv1.call(x)));
      y = bn2.call(conv2.call(y));
      return relu.call(y.add(downsample.isPresent() ? downsample.get().call(x) : x));
    }
  }

  private static final class Bottleneck extends Module {
    private final Conv2d conv1;
    private final BatchNorm2d bn1;
    private final Conv2d conv2;
    private final BatchNorm2d bn2;
    private final Conv2d conv3;
    private final BatchNorm2d bn3;
    private final ReLU relu;
    private final Optional<Sequential> downsample;

    Bottleneck(int in, int width, int stride) {
      int out = 4 * width;
      conv1 = child("conv1", Layers.conv(in, width, 1, 1, 1));
      bn1 = child("bn1", new BatchNorm2d(width));
      conv2 = child("conv2", Layers.conv(width, width, 3, stride, 1));
      bn2 = child("bn2", new BatchNorm2d(width));
      conv3 = child("conv3", Layers.conv(width, out, 1, 1, 1));
      bn3 = child("bn3", new BatchNorm2d(out));
      relu = child("relu", new ReLU());
      downsample =
          stride == 1 && in == out
              ? Optional.empty()
              : Optional.of(child("downsample", downsample(in, out, stride)));
    }

    @Override
    protected Value forward(Value x) {
      Value y = relu.call(bn1.call(conv1.call(x)));
      y = relu.call(bn2.call(conv2.call(y)));
      y = bn3.call(conv3.call(y));
      return relu.call(y.add(downsample.isPresent() ? downsample.get().call(x) : x));
    }
  }
}
