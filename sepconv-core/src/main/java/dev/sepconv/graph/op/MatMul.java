package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The product of the last two axes, the others broadcast, as NumPy's `matmul`.
public record MatMul() implements Op {
  @Override
  public String type() {
    return "MatMul";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType a = in.type(0);
    TensorType b = in.type(1);
    if (!a.ranked() || !b.ranked()) {
      return List.of(TensorType.unranked(a.element()));
    }
    Infer.check(a.rank() > 0 && b.rank() > 0, "inputs %s and %s must not be scalars", a, b);
    Dim ka = a.dim(-1);
    Dim kb = b.dim(b.rank() == 1 ? 0 : -2);
    Infer.check(
        !ka.isKnown() || !kb.isKnown() || ka.equals(kb),
        "inputs %s and %s have inner dimensions %s and %s",
        a,
        b,
        ka,
        kb);
    TensorType batchA = a.withDims(a.dims().subList(0, Math.max(a.rank() - 2, 0)));
    TensorType batchB = b.withDims(b.dims().subList(0, Math.max(b.rank() - 2, 0)));
    List<Dim> dims = new ArrayList<>(Infer.broadcast(batchA, batchB, a.element()).dims());
    if (a.rank() > 1) {
      dims.add(a.dim(-2));
    }
    if (b.rank() > 1) {
      dims.add(b.dim(-1));
    }
    return List.of(a.withDims(dims));
  }
}
