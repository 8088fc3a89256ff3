package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Slices of an axis by index. Inputs: data, integer indices (negative ones count from the end).
/// The axis is replaced by the dimensions of the indices.
///
/// @param axis the axis of data
public record Gather(int axis) implements Op {
  @Override
  public String type() {
    return "Gather";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    TensorType i = in.type(1);
    if (!x.ranked() || !i.ranked()) {
      return List.of(TensorType.unranked(x.element()));
    }
    int a = Infer.axis(axis, x.rank(), "axis");
    Infer.check(x.rank() > 0, "data must not be a scalar");
    List<Dim> dims = new ArrayList<>(x.dims().subList(0, a));
    dims.addAll(i.dims());
    dims.addAll(x.dims().subList(a + 1, x.rank()));
    return List.of(x.withDims(dims));
  }
}
