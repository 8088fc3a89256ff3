package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// Pooling over all positions: `N x C x spatial…` to `N x C x 1…`.
///
/// @param kind what is taken of them
/// @param p the norm of `GlobalLpPool`; otherwise 2
public record GlobalPool(Pool.Kind kind, int p) implements Op {
  /// The mean of each channel.
  public static final GlobalPool AVERAGE = new GlobalPool(Pool.Kind.AVERAGE, 2);

  @Override
  public String type() {
    return kind.globalType;
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x);
    }
    Infer.check(x.rank() >= 2, "input %s has no channel axis", x);
    List<Dim> dims = new ArrayList<>(x.dims().subList(0, 2));
    dims.addAll(Collections.nCopies(x.rank() - 2, Dim.of(1)));
    return List.of(x.withDims(dims));
  }
}
