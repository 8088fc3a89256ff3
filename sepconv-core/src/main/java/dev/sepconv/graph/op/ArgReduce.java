package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// The index of the largest or smallest element along an axis, as int64.
///
/// @param max whether the largest is sought
/// @param axis the axis; negative counts from the end
/// @param keepDims whether the axis stays as 1
/// @param last whether of equal elements the last counts instead of the first
public record ArgReduce(boolean max, int axis, boolean keepDims, boolean last) implements Op {
  @Override
  public String type() {
    return max ? "ArgMax" : "ArgMin";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(TensorType.unranked(ElementType.INT64));
    }
    int a = Infer.axis(axis, x.rank(), "axis");
    List<Dim> dims = new ArrayList<>(x.dims());
    if (keepDims) {
      dims.set(a, Dim.of(1));
    } else {
      dims.remove(a);
    }
    return List.of(TensorType.of(ElementType.INT64, dims));
  }
}
