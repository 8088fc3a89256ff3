package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// A reduction over axes. Inputs: x, the axes as int64 (optional: all).
///
/// @param kind the reduction
/// @param keepDims whether reduced axes stay as 1
/// @param noopWithoutAxes whether no axes means no reduction instead of all
public record Reduce(Kind kind, boolean keepDims, boolean noopWithoutAxes) implements Op {
  /// The reduction.
  public enum Kind {
    /// `Σ x`.
    SUM("ReduceSum"),
    /// The mean.
    MEAN("ReduceMean"),
    /// The largest.
    MAX("ReduceMax"),
    /// The smallest.
    MIN("ReduceMin"),
    /// The product.
    PROD("ReduceProd"),
    /// `Σ |x|`.
    L1("ReduceL1"),
    /// `√Σ x²`.
    L2("ReduceL2"),
    /// `Σ x²`.
    SUM_SQUARE("ReduceSumSquare"),
    /// `log Σ x`.
    LOG_SUM("ReduceLogSum"),
    /// `log Σ exp(x)`.
    LOG_SUM_EXP("ReduceLogSumExp");

    final String type;

    Kind(String type) {
      this.type = type;
    }
  }

  @Override
  public String type() {
    return kind.type;
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked() || (in.has(1) && in.elements(1).isEmpty())) {
      return List.of(
          x.ranked() && keepDims
              ? x.withDims(Infer.unknowns(x.rank()))
              : TensorType.unranked(x.element()));
    }
    List<Dim> given = in.has(1) ? in.elements(1).orElseThrow() : List.of();
    List<Integer> axes = Infer.axes(given, x.rank());
    if (axes.isEmpty() && noopWithoutAxes) {
      return List.of(x);
    }
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank(); i++) {
      if (!axes.isEmpty() && !axes.contains(i)) {
        dims.add(x.dim(i));
      } else if (keepDims) {
        dims.add(Dim.of(1));
      }
    }
    return List.of(x.withDims(dims));
  }
}
