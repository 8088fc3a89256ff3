package dev.sepconv.graph.op;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// The number of elements of the input, as an int64 scalar.
public record Size() implements Op {
  @Override
  public String type() {
    return "Size";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(TensorType.of(ElementType.INT64, List.of()));
  }
}
