package dev.sepconv.simd.elementwise;

import dev.sepconv.kernel.Layout;
import dev.sepconv.tensor.Shape;
import java.util.Optional;

/// How a value goes together with one of `N x C x H x W` that lies channels last.
///
/// @param strides per image, pixel and channel of the large one; 0 repeats
/// @param layout how the value has to lie
/// @param shape its dimensions, four of them
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record PixelOperand(int[] strides, Layout layout, Shape shape) {
  /// @param s the value's dimensions, at most four
  /// @param out those of the large one
  /// @return how it lies: with channels in full or one pixel per image, or without them row-major;
  ///   empty if it repeats along one spatial axis only
  static Optional<PixelOperand> of(Shape s, Shape out) {
    long[] d = {1, 1, 1, 1};
    for (int a = 0; a < s.rank(); a++) {
      d[a + 4 - s.rank()] = s.dim(a);
    }
    Shape four = Shape.of(d);
    boolean images = d[0] > 1;
    boolean channels = d[1] == out.dim(1);
    boolean whole = d[2] == out.dim(2) && d[3] == out.dim(3);
    boolean single = d[2] == 1 && d[3] == 1;
    int pixels = out.dim(2) * out.dim(3);
    if (!whole && !single) {
      return Optional.empty();
    }
    int pixel = channels && four.elements() > 1 ? Layout.pixelStride(out.dim(1)) : 1;
    int[] strides = {
      images ? (whole ? pixels : 1) * pixel : 0, whole && pixels > 1 ? pixel : 0, pixel > 1 ? 1 : 0
    };
    Layout layout = pixel > 1 ? Layout.CHANNELS_LAST : Layout.PLAIN;
    return Optional.of(new PixelOperand(strides, layout, four));
  }

  /// Whether it has a number for each channel.
  boolean hasChannels() {
    return layout == Layout.CHANNELS_LAST;
  }

  /// A constant as this operand has to lie.
  float[] pack(float[] plain) {
    if (!hasChannels()) {
      return plain;
    }
    int channels = shape.dim(1);
    int pixels = shape.dim(2) * shape.dim(3);
    int pixel = Layout.pixelStride(channels);
    float[] packed = new float[layout.floats(shape)];
    for (int i = 0; i < plain.length; i++) {
      int image = i / (channels * pixels);
      packed[(image * pixels + i % pixels) * pixel + i / pixels % channels] = plain[i];
    }
    return packed;
  }
}
