package dev.sepconv.graph.op;

import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// A tensor filled with one value. Input: the dimensions, a vector of int64.
///
/// @param value the value, a tensor of one element, whose element type is the result's
public record ConstantOfShape(Tensor value) implements Op {
  @Override
  public String type() {
    return "ConstantOfShape";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(
        in.elements(0)
            .map(dims -> TensorType.of(value.element(), dims))
            .orElseGet(() -> {
              TensorType s = in.type(0);
              return s.ranked() && s.rank() == 1 && s.dim(0).isKnown()
                  ? TensorType.of(value.element(), Infer.unknowns((int) s.dim(0).value()))
                  : TensorType.unranked(value.element());
            }));
  }
}
