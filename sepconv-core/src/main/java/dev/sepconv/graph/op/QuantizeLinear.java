package dev.sepconv.graph.op;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// `saturate(round(x / scale) + zeroPoint)`. Inputs: x, scale (scalar, or one per slice of the
/// axis), zero point (optional; its element type is the result's, uint8 without it).
///
/// @param axis the axis of per-slice scales
public record QuantizeLinear(int axis) implements Op {
  @Override
  public String type() {
    return "QuantizeLinear";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(in.type(0).withElement(in.has(2) ? in.type(2).element() : ElementType.UINT8));
  }
}
