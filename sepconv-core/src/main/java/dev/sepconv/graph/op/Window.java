package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import java.util.Collections;
import java.util.List;

/// A window that slides over the spatial axes of `N x C x spatial…`.
///
/// @param kernel its size per spatial axis
/// @param stride its step per spatial axis
/// @param dilation the distance between its taps per spatial axis; 1 = dense
/// @param padding implicit padding
public record Window(
    List<Integer> kernel, List<Integer> stride, List<Integer> dilation, Padding padding) {
  /// Copies the lists.
  public Window {
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
  }

  /// @param kernel the size per axis
  /// @param stride the step per axis
  /// @param padding the padding on both sides per axis
  /// @return a dense window
  public static Window of(List<Integer> kernel, List<Integer> stride, List<Integer> padding) {
    return new Window(
        kernel, stride, Collections.nCopies(kernel.size(), 1), Padding.symmetric(padding));
  }

  /// @return the number of spatial axes
  public int rank() {
    return kernel.size();
  }

  /// @param axis a spatial axis
  /// @return from first to last tap, `dilation * (kernel - 1) + 1`
  public int extent(int axis) {
    return dilation.get(axis) * (kernel.get(axis) - 1) + 1;
  }

  /// @param axis a spatial axis
  /// @param input its size
  /// @return elements of padding before it
  public int padBegin(int axis, int input) {
    return switch (padding.mode()) {
      case EXPLICIT -> padding.begin().get(axis);
      case SAME_UPPER -> samePadding(axis, input) / 2;
      case SAME_LOWER -> samePadding(axis, input) - samePadding(axis, input) / 2;
    };
  }

  /// @param axis a spatial axis
  /// @param input its size
  /// @return elements of padding after it
  public int padEnd(int axis, int input) {
    return padding.mode() == Padding.Mode.EXPLICIT
        ? padding.end().get(axis)
        : samePadding(axis, input) - padBegin(axis, input);
  }

  private int samePadding(int axis, int input) {
    int s = stride.get(axis);
    int outputs = (input + s - 1) / s;
    return Math.max((outputs - 1) * s + extent(axis) - input, 0);
  }

  /// How many positions the window takes: `floor((input + padding - extent) / stride) + 1`, or with
  /// `ceil` the ceiling, without windows that would start beyond the input and its leading padding.
  ///
  /// @param axis a spatial axis
  /// @param input its size
  /// @param ceil whether a last, partial window counts
  /// @return the output size
  public Dim output(int axis, Dim input, boolean ceil) {
    int s = stride.get(axis);
    boolean explicit = padding.mode() == Padding.Mode.EXPLICIT;
    if (!input.isKnown()) {
      boolean keeps =
          s == 1
              && (!explicit
                  || padding.begin().get(axis) + padding.end().get(axis) == extent(axis) - 1);
      return keeps ? input : Dim.UNKNOWN;
    }
    long in = input.value();
    if (!explicit) {
      return Dim.of((in + s - 1) / s);
    }
    long begin = padding.begin().get(axis);
    long span = in + begin + padding.end().get(axis) - extent(axis);
    Infer.check(
        span >= 0,
        "a window of %d (dilated %d) does not fit spatial axis %d of size %d padded by %d + %d",
        kernel.get(axis),
        extent(axis),
        axis,
        in,
        begin,
        (long) padding.end().get(axis));
    long out = span / s + 1;
    if (ceil && span % s != 0 && out * s < in + begin) {
      out++;
    }
    return Dim.of(out);
  }

  void validate() {
    int n = rank();
    Infer.check(
        stride.size() == n
            && dilation.size() == n
            && (padding.mode() != Padding.Mode.EXPLICIT
                || (padding.begin().size() == n && padding.end().size() == n)),
        "kernel %s, strides %s, dilations %s and pads %s/%s must all have %d entries",
        kernel,
        stride,
        dilation,
        padding.begin(),
        padding.end(),
        n);
    for (int i = 0; i < n; i++) {
      Infer.check(
          kernel.get(i) > 0 && stride.get(i) > 0 && dilation.get(i) > 0,
          "kernel %s, strides %s and dilations %s must be positive",
          kernel,
          stride,
          dilation);
    }
  }
}
