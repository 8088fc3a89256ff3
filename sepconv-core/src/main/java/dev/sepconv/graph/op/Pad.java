package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Explicit padding; negative amounts crop. Inputs: x, pads (all begins, then all ends), the
/// constant (optional), the axes that pads speaks of (optional: all).
///
/// @param mode what the new elements are
public record Pad(Mode mode) implements Op {
  /// What padded elements are.
  public enum Mode {
    /// A constant.
    CONSTANT,
    /// Mirrored without repeating the edge.
    REFLECT,
    /// The edge repeated.
    EDGE,
    /// Periodic.
    WRAP
  }

  @Override
  public String type() {
    return "Pad";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    Optional<List<Dim>> pads = in.elements(1);
    if (!x.ranked()) {
      return List.of(x);
    }
    if (pads.isEmpty() || (in.has(3) && in.elements(3).isEmpty())) {
      return List.of(x.withDims(Infer.unknowns(x.rank())));
    }
    List<Integer> axes = axes(in, x.rank());
    int n = axes.size();
    Infer.check(
        pads.get().size() == 2 * n,
        "%d pads are given for %d axes of input %s",
        pads.get().size(),
        n,
        x);
    List<Dim> dims = new ArrayList<>(x.dims());
    for (int i = 0; i < n; i++) {
      Dim begin = pads.get().get(i);
      Dim end = pads.get().get(i + n);
      int a = axes.get(i);
      if (begin.is(0) && end.is(0)) {
        continue;
      }
      boolean known = dims.get(a).isKnown() && begin.isKnown() && end.isKnown();
      long size = known ? dims.get(a).value() + begin.value() + end.value() : 0;
      Infer.check(size >= 0, "pads %s crop more than input %s has", pads.get(), x);
      dims.set(a, known ? Dim.of(size) : Dim.UNKNOWN);
    }
    return List.of(x.withDims(dims));
  }

  private static List<Integer> axes(Inference in, int rank) {
    if (in.has(3)) {
      return Infer.axes(in.elements(3).orElseThrow(), rank);
    }
    List<Integer> all = new ArrayList<>(rank);
    for (int i = 0; i < rank; i++) {
      all.add(i);
    }
    return all;
  }
}
