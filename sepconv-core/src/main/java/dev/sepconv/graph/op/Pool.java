package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Pooling over a sliding window of `N x C x spatial…`. A maximum pool may have a second output:
/// the row-major (or column-major) index of each maximum in the whole input tensor.
///
/// @param kind what is taken of the window
/// @param window the sliding window
/// @param ceil whether a last, partial window counts
/// @param countIncludePad whether an average divides by padded positions too
/// @param p the norm of `LpPool`; otherwise 2
/// @param columnMajor whether indices count the first spatial axis fastest
public record Pool(
    Kind kind, Window window, boolean ceil, boolean countIncludePad, int p, boolean columnMajor)
    implements Op {
  /// What is taken of a window, or of all positions.
  public enum Kind {
    /// The largest element.
    MAX("MaxPool", "GlobalMaxPool"),
    /// The mean.
    AVERAGE("AveragePool", "GlobalAveragePool"),
    /// `(Σ |x|^p)^(1/p)`.
    LP("LpPool", "GlobalLpPool");

    final String type;
    final String globalType;

    Kind(String type, String globalType) {
      this.type = type;
      this.globalType = globalType;
    }
  }

  /// @param window the sliding window
  /// @return a maximum pool
  public static Pool max(Window window) {
    return new Pool(Kind.MAX, window, false, false, 2, false);
  }

  /// @param window the sliding window
  /// @param countIncludePad whether padded positions count in the divisor
  /// @return an average pool
  public static Pool average(Window window, boolean countIncludePad) {
    return new Pool(Kind.AVERAGE, window, false, countIncludePad, 2, false);
  }

  @Override
  public String type() {
    return kind.type;
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    window.validate();
    List<Dim> dims = new ArrayList<>();
    if (x.ranked()) {
      Infer.check(
          x.rank() == window.rank() + 2,
          "input %s does not fit a %d-dimensional window",
          x,
          window.rank());
      dims.add(x.dim(0));
      dims.add(x.dim(1));
    } else {
      dims.addAll(Infer.unknowns(2));
    }
    for (int i = 0; i < window.rank(); i++) {
      dims.add(window.output(i, x.ranked() ? x.dim(i + 2) : Dim.UNKNOWN, ceil));
    }
    TensorType out = x.withDims(dims);
    return in.outputs() > 1 ? List.of(out, out.withElement(ElementType.INT64)) : List.of(out);
  }
}
