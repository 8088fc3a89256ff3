package dev.sepconv.graph.op;

import dev.sepconv.tensor.TensorType;
import java.util.List;

/// Batch normalisation with fixed statistics. Inputs: `N x C x …`, then scale, bias, mean and
/// variance, each `C`. `y = (x - mean) / sqrt(variance + epsilon) · scale + bias`.
///
/// @param epsilon added to the variance
public record BatchNormalization(float epsilon) implements Op {
  @Override
  public String type() {
    return "BatchNormalization";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    for (int i = 1; i < 5; i++) {
      TensorType s = in.type(i);
      if (x.ranked() && s.ranked()) {
        Infer.check(x.rank() >= 1 && s.rank() == 1, "input %s and statistics %s do not fit", x, s);
        // A vector has its channels in the batch axis' place: N x C without C means one channel.
        var c = x.rank() > 1 ? x.dim(1) : dev.sepconv.tensor.Dim.of(1);
        Infer.check(
            !c.isKnown() || !s.dim(0).isKnown() || c.equals(s.dim(0)),
            "input %s has %s channels, but scale, bias, mean and variance have %s",
            x,
            c,
            s.dim(0));
      }
    }
    return List.of(x);
  }
}
