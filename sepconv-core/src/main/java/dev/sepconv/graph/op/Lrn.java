package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Local response normalisation across channels of `N x C x …`: `y[c] = x[c] / (bias + alpha / size
/// · Σ x[c']²)^beta`, c' from `c - floor((size-1)/2)` to `c + ceil((size-1)/2)`.
///
/// @param size how many channels are summed
/// @param alpha the scale of the sum
/// @param beta the exponent
/// @param bias the constant term
public record Lrn(int size, float alpha, float beta, float bias) implements Op {
  @Override
  public String type() {
    return "LRN";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    return List.of(in.type(0));
  }
}
