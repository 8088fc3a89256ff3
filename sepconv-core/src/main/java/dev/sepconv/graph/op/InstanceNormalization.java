package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Normalisation of every channel of every sample by its own mean and variance. Inputs: `N x C x
/// spatial…`, scale `C`, bias `C`. `y = (x - mean) / sqrt(variance + epsilon) · scale + bias`.
///
/// @param epsilon added to the variance
public record InstanceNormalization(float epsilon) implements Op {
  @Override
  public String type() {
    return "InstanceNormalization";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    for (int i = 1; i < 3; i++) {
      TensorType s = in.type(i);
      if (x.ranked() && s.ranked()) {
        Infer.check(
            x.rank() >= 2
                && s.rank() == 1
                && (!x.dim(1).isKnown() || !s.dim(0).isKnown() || x.dim(1).equals(s.dim(0))),
            "input %s does not fit scale and bias %s",
            x,
            s);
      }
    }
    return List.of(x);
  }
}
