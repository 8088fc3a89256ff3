package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// The k largest or smallest elements along an axis, and their int64 indices. Inputs: x, k (one
/// int64). Of equal elements the lower index comes first.
///
/// @param axis the axis; negative counts from the end
/// @param largest whether the largest are sought
/// @param sorted whether they come in order
public record TopK(int axis, boolean largest, boolean sorted) implements Op {
  @Override
  public String type() {
    return "TopK";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x, x.withElement(ElementType.INT64));
    }
    int a = Infer.axis(axis, x.rank(), "axis");
    Dim k = in.elements(1).map(e -> e.get(0)).orElse(Dim.UNKNOWN);
    Infer.check(
        !k.isKnown() || !x.dim(a).isKnown() || (k.value() >= 0 && k.value() <= x.dim(a).value()),
        "k is %s, but axis %d of input %s is shorter",
        k,
        a,
        x);
    TensorType out = Infer.replace(x, a, k);
    return List.of(out, out.withElement(ElementType.INT64));
  }
}
