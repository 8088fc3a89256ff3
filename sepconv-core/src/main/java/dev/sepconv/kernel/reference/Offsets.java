package dev.sepconv.kernel.reference;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Shape;

/// Which element of one tensor belongs to each element of another, as row-major offsets.
final class Offsets {
  private Offsets() {}

  /// For every index of `shape` in row-major order `base + Σ perAxis[a][index[a]]`; negative where
  /// one of those is negative.
  static int[] sums(Shape shape, int base, int[][] perAxis) {
    int[] out = {base};
    for (int a = 0; a < shape.rank(); a++) {
      int n = shape.dim(a);
      int[] next = new int[out.length * n];
      for (int i = 0; i < out.length; i++) {
        for (int j = 0; j < n; j++) {
          next[i * n + j] = out[i] < 0 || perAxis[a][j] < 0 ? -1 : out[i] + perAxis[a][j];
        }
      }
      out = next;
    }
    return out;
  }

  /// For every index of `shape` in row-major order `base + Σ index[a] · strides[a]`.
  static int[] strided(Shape shape, int base, int[] strides) {
    int[] out = {base};
    for (int a = 0; a < shape.rank(); a++) {
      int n = shape.dim(a);
      int[] next = new int[out.length * n];
      for (int i = 0; i < out.length; i++) {
        for (int j = 0; j < n; j++) {
          next[i * n + j] = out[i] + j * strides[a];
        }
      }
      out = next;
    }
    return out;
  }

  /// For every element of `to` the element of `from` that NumPy's broadcasting repeats there.
  static int[] broadcast(Shape from, Shape to) {
    int lead = to.rank() - from.rank();
    int[] own = from.strides();
    int[] strides = new int[to.rank()];
    for (int a = 0; a < from.rank(); a++) {
      if (lead < 0 || (from.dim(a) != 1 && from.dim(a) != to.dim(a + lead))) {
        throw new InvalidInputException("shape " + from + " does not broadcast to " + to);
      }
      strides[a + lead] = from.dim(a) == 1 ? 0 : own[a];
    }
    return strided(to, 0, strides);
  }
}
