package dev.sepconv.simd.direct;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel.Layouts;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/// The sizes of a convolution over two axes.
///
/// @param n images
/// @param ic input channels
/// @param ih input height
/// @param iw input width
/// @param oc output channels
/// @param oh output height
/// @param ow output width
/// @param kh kernel height
/// @param kw kernel width
/// @param sh vertical stride
/// @param sw horizontal stride
/// @param dh vertical dilation
/// @param dw horizontal dilation
/// @param padTop rows of padding above
/// @param padLeft columns of padding to the left
/// @param groups groups
public record Geometry(
    int n,
    int ic,
    int ih,
    int iw,
    int oc,
    int oh,
    int ow,
    int kh,
    int kw,
    int sh,
    int sw,
    int dh,
    int dw,
    int padTop,
    int padLeft,
    int groups) {

  /// Reads a convolution of known sizes.
  ///
  /// @param work any layer
  /// @return the sizes; empty if it is no convolution over two axes of float32 values
  public static Optional<Geometry> of(ConvWork work) {
    Optional<Conv> conv = work.conv2d();
    if (conv.isEmpty() || !isKnown(work)) {
      return Optional.empty();
    }
    Shape in = work.input();
    Window w = conv.get().window();
    return Optional.of(
        of(
            in,
            work.output(),
            w,
            w.padBegin(0, in.dim(2)),
            w.padBegin(1, in.dim(3)),
            conv.get().groups()));
  }

  static Geometry of(Shape in, Shape out, Window w, int padTop, int padLeft, int groups) {
    return new Geometry(
        in.dim(0),
        in.dim(1),
        in.dim(2),
        in.dim(3),
        out.dim(1),
        out.dim(2),
        out.dim(3),
        w.kernel().get(0),
        w.kernel().get(1),
        w.stride().get(0),
        w.stride().get(1),
        w.dilation().get(0),
        w.dilation().get(1),
        padTop,
        padLeft,
        groups);
  }

  static boolean isKnown(ConvWork work) {
    TensorType in = work.graph().type(work.node().inputs().get(0));
    TensorType out = work.graph().type(work.node().output());
    return in.element() == ElementType.FLOAT32
        && in.isStatic()
        && out.isStatic()
        && in.shape().elements() > 0
        && out.shape().elements() > 0;
  }

  /// The layouts of a layer that reads its input in one layout, and everything else channels last.
  ///
  /// @param work the piece of work
  /// @param input of the layer's input
  /// @return one layout per input of the work
  public static Layouts layouts(Work work, Layout input) {
    List<Layout> inputs =
        new ArrayList<>(Collections.nCopies(work.inputs().size(), Layout.CHANNELS_LAST));
    inputs.set(0, input);
    return new Layouts(inputs, Layout.CHANNELS_LAST);
  }

  /// The floats between two input pixels of a value that lies channels last.
  ///
  /// @return ic rounded up
  public int inputStride() {
    return Layout.pixelStride(ic);
  }

  /// The floats between two output pixels of a value that lies channels last.
  ///
  /// @return oc rounded up
  public int outputStride() {
    return Layout.pixelStride(oc);
  }
}
