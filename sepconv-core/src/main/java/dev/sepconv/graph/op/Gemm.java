package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// `alpha · A · B + beta · C` on matrices. Inputs: A, B, and C (optional), which broadcasts to the
/// result.
///
/// @param alpha the factor of the product
/// @param beta the factor of C
/// @param transA whether A is transposed first
/// @param transB whether B is transposed first
public record Gemm(float alpha, float beta, boolean transA, boolean transB) implements Op {
  /// `x · Wᵀ + b`, PyTorch's linear layer.
  public static final Gemm LINEAR = new Gemm(1, 1, false, true);

  @Override
  public String type() {
    return "Gemm";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType a = in.type(0);
    TensorType b = in.type(1);
    Infer.check(
        (!a.ranked() || a.rank() == 2) && (!b.ranked() || b.rank() == 2),
        "inputs %s and %s must be matrices",
        a,
        b);
    Dim m = a.ranked() ? a.dim(transA ? 1 : 0) : Dim.UNKNOWN;
    Dim ka = a.ranked() ? a.dim(transA ? 0 : 1) : Dim.UNKNOWN;
    Dim kb = b.ranked() ? b.dim(transB ? 1 : 0) : Dim.UNKNOWN;
    Dim n = b.ranked() ? b.dim(transB ? 0 : 1) : Dim.UNKNOWN;
    Infer.check(
        !ka.isKnown() || !kb.isKnown() || ka.equals(kb),
        "inputs %s and %s (transA=%s, transB=%s) have inner dimensions %s and %s",
        a,
        b,
        transA,
        transB,
        ka,
        kb);
    TensorType out = a.withDims(List.of(m, n));
    if (in.has(2)) {
      Infer.broadcast(out, in.type(2), a.element());
    }
    return List.of(out);
  }
}
