package dev.sepconv.nn.zoo;

import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.Value;

/// The pair of the article that this project began with.
final class Article {
  private Article() {}

  /// A normal 3x3 convolution, 3 to 4 channels.
  static final class Standard extends Module {
    private final Conv2d conv = child("conv", Conv2d.of(3, 4, 3).padding(1));

    @Override
    public String typeName() {
      return "Model_1";
    }

    @Override
    protected Value forward(Value x) {
      return conv.call(x);
    }
  }

  /// A depthwise 3x3 on 3 channels, then a pointwise to 4.
  static final class Separable extends Module {
    private final Conv2d depthwise = child("depth_conv", Conv2d.of(3, 3, 3).padding(1).groups(3));
    private final Conv2d pointwise = child("point_conv", Conv2d.of(3, 4, 1));

    @Override
    public String typeName() {
      return "Model_2";
    }

    @Override
    protected Value forward(Value x) {
      return pointwise.call(depthwise.call(x));
    }
  }
}
