package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Single elements by index along an axis. Inputs: data, integer indices of the same rank; the
/// result has the shape of the indices.
///
/// @param axis the axis of data
public record GatherElements(int axis) implements Op {
  @Override
  public String type() {
    return "GatherElements";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    TensorType i = in.type(1);
    if (x.ranked() && i.ranked()) {
      Infer.check(x.rank() == i.rank(), "data %s and indices %s have different ranks", x, i);
      Infer.axis(axis, x.rank(), "axis");
    }
    return List.of(i.withElement(x.element()));
  }
}
