package dev.sepconv.nn;

import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Window;
import java.util.List;

/// How a convolution slides and what it has; immutable.
///
/// @param in input channels
/// @param out output channels
/// @param kernel the kernel per spatial axis
/// @param stride the step per spatial axis
/// @param dilation the distance between taps per spatial axis
/// @param padding implicit zeros
/// @param groups how many independent convolutions the channels are divided into
/// @param bias whether there is a bias
record ConvSettings(
    int in,
    int out,
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> dilation,
    Padding padding,
    int groups,
    boolean bias) {
  /// Dense, stride 1, no padding, one group, with a bias.
  static ConvSettings of(int in, int out, List<Integer> kernel) {
    List<Integer> ones = kernel.stream().map(k -> 1).toList();
    return new ConvSettings(in, out, kernel, ones, ones, Padding.none(kernel.size()), 1, true);
  }

  Window window() {
    return new Window(kernel, stride, dilation, padding);
  }

  /// The number of taps per input channel.
  int taps() {
    return kernel.stream().reduce(1, Math::multiplyExact);
  }

  ConvSettings withStride(List<Integer> other) {
    return new ConvSettings(in, out, kernel, other, dilation, padding, groups, bias);
  }

  ConvSettings withDilation(List<Integer> other) {
    return new ConvSettings(in, out, kernel, stride, other, padding, groups, bias);
  }

  ConvSettings withPadding(Padding other) {
    return new ConvSettings(in, out, kernel, stride, dilation, other, groups, bias);
  }

  ConvSettings withGroups(int other) {
    if (other < 1 || in % other != 0 || out % other != 0) {
      throw new IllegalArgumentException(
          in
              + " input and "
              + out
              + " output channels cannot be divided into "
              + other
              + " groups");
    }
    return new ConvSettings(in, out, kernel, stride, dilation, padding, other, bias);
  }

  ConvSettings withBias(boolean other) {
    return new ConvSettings(in, out, kernel, stride, dilation, padding, groups, other);
  }

  /// `same` as PyTorch means it: stride 1 keeps the size, the odd element of padding at the end.
  Padding named(String mode) {
    return switch (mode) {
      case "same" -> Padding.same(Padding.Mode.SAME_UPPER);
      case "valid" -> Padding.none(kernel.size());
      default ->
          throw new IllegalArgumentException("padding '" + mode + "' is neither same nor valid");
    };
  }
}
