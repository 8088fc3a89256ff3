package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// `(x - zeroPoint) · scale`. Inputs: x, scale (scalar, or one per slice of the axis), zero point
/// (optional).
///
/// @param axis the axis of per-slice scales
public record DequantizeLinear(int axis) implements Op {
  @Override
  public String type() {
    return "DequantizeLinear";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(in.type(0).withElement(in.type(1).element()));
  }
}
