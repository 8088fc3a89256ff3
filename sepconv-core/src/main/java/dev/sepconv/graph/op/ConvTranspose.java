package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Transposed convolution: the gradient of {@link Conv} with respect to its input. Inputs: `N x ic
/// x spatial…`, weights `ic x oc/groups x kernel…`, bias `oc` (optional). Output size per axis:
/// `stride · (input - 1) + outputPadding + dilation · (kernel - 1) + 1 - padBegin - padEnd`.
///
/// @param window the window, whose stride and padding are those of the convolution that is
///   transposed
/// @param outputPadding extra elements at the end of each spatial axis
/// @param outputShape spatial output sizes that override the padding; empty where the padding
///   decides
/// @param groups how many independent convolutions the channels are divided into
public record ConvTranspose(
    Window window, List<Integer> outputPadding, List<Integer> outputShape, int groups)
    implements Op {
  /// Copies the lists.
  public ConvTranspose {
    outputPadding = List.copyOf(outputPadding);
    outputShape = List.copyOf(outputShape);
  }

  @Override
  public String type() {
    return "ConvTranspose";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    TensorType w = in.type(1);
    window.validate();
    if (!w.ranked()) {
      return List.of(TensorType.unranked(x.element()));
    }
    Conv.checkWeights(x, w, window);
    Infer.check(groups > 0, "groups is %d; it must be positive", groups);
    Infer.check(
        outputPadding.size() == window.rank()
            && (outputShape.isEmpty() || outputShape.size() == window.rank()),
        "output_padding %s and output_shape %s must have %d entries",
        outputPadding,
        outputShape,
        window.rank());
    if (x.ranked()) {
      Infer.check(
          !x.dim(1).isKnown() || !w.dim(0).isKnown() || x.dim(1).equals(w.dim(0)),
          "input %s has %s channels, but weights %s take %s",
          x,
          x.dim(1),
          w,
          w.dim(0));
      Infer.check(
          !w.dim(0).isKnown() || w.dim(0).value() % groups == 0,
          "%s input channels cannot be divided into %d groups",
          w.dim(0),
          groups);
    }
    Dim oc = w.dim(1).times(Dim.of(groups));
    Conv.checkBias(in, oc);
    List<Dim> dims = new ArrayList<>();
    dims.add(x.ranked() ? x.dim(0) : Dim.UNKNOWN);
    dims.add(oc);
    for (int i = 0; i < window.rank(); i++) {
      Dim d = x.ranked() ? x.dim(i + 2) : Dim.UNKNOWN;
      if (!outputShape.isEmpty()) {
        dims.add(Dim.of(outputShape.get(i)));
      } else if (!d.isKnown()) {
        dims.add(Dim.UNKNOWN);
      } else {
        int size = Math.toIntExact(d.value());
        long out = unpadded(i, size) - padBegin(i, size) - padEnd(i, size);
        Infer.check(
            out >= 0, "spatial axis %d would have %d outputs for an input of %d", i, out, size);
        dims.add(Dim.of(out));
      }
    }
    return List.of(x.withDims(dims));
  }

  private long unpadded(int axis, int input) {
    return (long) window.stride().get(axis) * (input - 1)
        + outputPadding.get(axis)
        + window.extent(axis);
  }

  private int totalPadding(int axis, int input) {
    long wanted =
        outputShape.isEmpty() ? (long) input * window.stride().get(axis) : outputShape.get(axis);
    return (int) Math.max(unpadded(axis, input) - wanted, 0);
  }

  private boolean explicit() {
    return outputShape.isEmpty() && window.padding().mode() == Padding.Mode.EXPLICIT;
  }

  /// @param axis a spatial axis
  /// @param input its input size
  /// @return how many outputs are cut off before it
  public int padBegin(int axis, int input) {
    if (explicit()) {
      return window.padding().begin().get(axis);
    }
    int total = totalPadding(axis, input);
    return window.padding().mode() == Padding.Mode.SAME_UPPER ? total / 2 : total - total / 2;
  }

  /// @param axis a spatial axis
  /// @param input its input size
  /// @return how many outputs are cut off after it
  public int padEnd(int axis, int input) {
    return explicit()
        ? window.padding().end().get(axis)
        : totalPadding(axis, input) - padBegin(axis, input);
  }
}
