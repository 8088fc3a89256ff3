package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// To a matrix: the axes before `axis` become rows, the others columns.
///
/// @param axis the first axis of the columns; negative counts from the end
public record Flatten(int axis) implements Op {
  @Override
  public String type() {
    return "Flatten";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x.withDims(Infer.unknowns(2)));
    }
    int a = axis < 0 ? axis + x.rank() : axis;
    Infer.check(a >= 0 && a <= x.rank(), "axis %d is outside input %s", axis, x);
    Dim rows = Infer.product(x.dims().subList(0, a));
    Dim columns = Infer.product(x.dims().subList(a, x.rank()));
    return List.of(x.withDims(List.of(rows, columns)));
  }
}
