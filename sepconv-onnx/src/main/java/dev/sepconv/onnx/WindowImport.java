package dev.sepconv.onnx;

import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Sliding windows: `kernel_shape`, `strides`, `dilations`, `pads`, `auto_pad`.
final class WindowImport {
  private WindowImport() {}

  /// @param n a convolution, whose weights give the kernel size if no attribute does
  static Window ofConvolution(NodeView n) {
    List<Integer> kernel = n.attributes().ints("kernel_shape").orElseGet(() -> fromWeights(n));
    return read(n, kernel);
  }

  /// @param n a pooling node
  static Window ofPool(NodeView n) {
    return read(
        n,
        n.attributes()
            .ints("kernel_shape")
            .orElseThrow(() -> n.invalid("has no attribute 'kernel_shape'")));
  }

  private static List<Integer> fromWeights(NodeView n) {
    TensorType w = n.type(1);
    if (!w.ranked() || w.rank() < 2 || !w.dims().stream().skip(2).allMatch(Dim::isKnown)) {
      throw n.unsupported(
          "has no attribute 'kernel_shape', and the shape of its weights " + w + " is not known");
    }
    return w.dims().stream().skip(2).map(d -> Math.toIntExact(d.value())).toList();
  }

  private static Window read(NodeView n, List<Integer> kernel) {
    int rank = kernel.size();
    List<Integer> ones = Collections.nCopies(rank, 1);
    List<Integer> strides = n.attributes().ints("strides").orElse(ones);
    List<Integer> dilations = n.attributes().ints("dilations").orElse(ones);
    List<Integer> pads = n.attributes().ints("pads").orElse(Collections.nCopies(2 * rank, 0));
    String auto = n.attributes().stringOr("auto_pad", "NOTSET");
    Padding padding =
        switch (auto) {
          case "NOTSET", "" -> explicit(n, pads, rank);
          case "VALID" -> Padding.none(rank);
          case "SAME_UPPER" -> Padding.same(Padding.Mode.SAME_UPPER);
          case "SAME_LOWER" -> Padding.same(Padding.Mode.SAME_LOWER);
          default -> throw n.invalid("has auto_pad '" + auto + "', which is not one of ONNX's");
        };
    return new Window(kernel, strides, dilations, padding);
  }

  private static Padding explicit(NodeView n, List<Integer> pads, int rank) {
    if (pads.size() != 2 * rank) {
      throw n.invalid(
          "has "
              + pads.size()
              + " pads for a kernel of "
              + rank
              + " dimensions; "
              + 2 * rank
              + " are expected");
    }
    if (pads.stream().anyMatch(p -> p < 0)) {
      throw n.unsupported("has negative pads " + pads);
    }
    return Padding.of(
        new ArrayList<>(pads.subList(0, rank)), new ArrayList<>(pads.subList(rank, 2 * rank)));
  }
}
