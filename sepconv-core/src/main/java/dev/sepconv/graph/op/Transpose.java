package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// Axes in another order.
///
/// @param permutation which input axis each output axis is; empty reverses them
public record Transpose(List<Integer> permutation) implements Op {
  /// Copies the list.
  public Transpose {
    permutation = List.copyOf(permutation);
  }

  @Override
  public String type() {
    return "Transpose";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(permutation.isEmpty() ? x : x.withDims(Infer.unknowns(permutation.size())));
    }
    if (permutation.isEmpty()) {
      return List.of(x.withDims(x.dims().reversed()));
    }
    boolean valid = permutation.size() == x.rank();
    List<Dim> dims = new ArrayList<>();
    for (int i = 0; i < x.rank() && valid; i++) {
      valid = permutation.contains(i) && permutation.get(i) < x.rank();
      dims.add(valid ? x.dim(permutation.get(i)) : Dim.UNKNOWN);
    }
    Infer.check(valid, "perm %s is no permutation of the axes of input %s", permutation, x);
    return List.of(x.withDims(dims));
  }
}
