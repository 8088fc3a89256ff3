package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Broadcasting to a shape. Inputs: x, the shape as int64; the result is what both broadcast to.
public record Expand() implements Op {
  @Override
  public String type() {
    return "Expand";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    return List.of(
        in.elements(1)
            .map(dims -> Infer.broadcast(x, x.withDims(dims), x.element()))
            .orElse(TensorType.unranked(x.element())));
  }
}
