package dev.sepconv.graph.op;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// The input itself, since inference drops nothing; a second output is a mask of true.
///
/// @param ratio the share that training would drop
public record Dropout(float ratio) implements Op {
  @Override
  public String type() {
    return "Dropout";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    return in.outputs() > 1 ? List.of(x, x.withElement(ElementType.BOOL)) : List.of(x);
  }
}
