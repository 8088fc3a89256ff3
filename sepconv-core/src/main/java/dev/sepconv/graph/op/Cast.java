package dev.sepconv.graph.op;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Conversion to another element type. Floating point to integer truncates toward zero.
///
/// @param to the element type of the result
public record Cast(ElementType to) implements Op {
  @Override
  public String type() {
    return "Cast";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(in.type(0).withElement(to));
  }
}
