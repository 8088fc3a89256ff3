package dev.sepconv.graph.op;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// The arithmetic that shape inference shares.
final class Infer {
  private Infer() {}

  /// @return a non-negative axis
  static int axis(int axis, int rank, String what) {
    int a = axis < 0 ? axis + rank : axis;
    check(
        a >= 0 && a < Math.max(rank, 1), "%s %d is outside a tensor of rank %d", what, axis, rank);
    return a;
  }

  static void check(boolean ok, String message, Object... args) {
    if (!ok) {
      throw new InvalidModelException(String.format(message, args));
    }
  }

  static InvalidModelException error(String message, Object... args) {
    return new InvalidModelException(String.format(message, args));
  }

  /// NumPy broadcasting of all given inputs' dimensions.
  static TensorType broadcast(Inference in, ElementType element) {
    TensorType result = TensorType.of(element, List.of());
    for (int i = 0; i < in.inputs(); i++) {
      result = broadcast(result, in.type(i), element);
    }
    return result;
  }

  static TensorType broadcast(TensorType a, TensorType b, ElementType element) {
    if (!a.ranked() || !b.ranked()) {
      return TensorType.unranked(element);
    }
    int rank = Math.max(a.rank(), b.rank());
    List<Dim> dims = new ArrayList<>(rank);
    for (int i = -rank; i < 0; i++) {
      Dim x = -i <= a.rank() ? a.dim(i) : Dim.of(1);
      Dim y = -i <= b.rank() ? b.dim(i) : Dim.of(1);
      if (x.is(1) || x.same(y)) {
        dims.add(y);
      } else if (y.is(1)) {
        dims.add(x);
      } else {
        check(!(x.isKnown() && y.isKnown()), "shapes %s and %s do not broadcast", a, b);
        // One of them is symbolic: if the other is a number above 1 the symbol must be that number
        // or 1.
        dims.add(x.isKnown() ? x : y.isKnown() ? y : Dim.UNKNOWN);
      }
    }
    return TensorType.of(element, dims);
  }

  static Dim product(List<Dim> dims) {
    Dim p = Dim.of(1);
    try {
      for (Dim d : dims) {
        p = p.times(d);
      }
    } catch (ArithmeticException e) {
      throw error("dimensions %s multiply to more than 2^63", dims);
    }
    return p;
  }

  /// Copies all dimensions with one replaced.
  static TensorType replace(TensorType t, int axis, Dim dim) {
    List<Dim> dims = new ArrayList<>(t.dims());
    dims.set(axis, dim);
    return t.withDims(dims);
  }

  /// @return n unknown dimensions
  static List<Dim> unknowns(int n) {
    return Collections.nCopies(n, Dim.UNKNOWN);
  }

  /// The elements of an axes-like input as non-negative ints.
  static List<Integer> axes(List<Dim> elements, int rank) {
    List<Integer> out = new ArrayList<>(elements.size());
    for (Dim d : elements) {
      check(d.isKnown(), "an axis must be a number, not %s", d);
      int a = axis(Math.toIntExact(d.value()), rank, "axis");
      check(!out.contains(a), "axis %d is given twice", a);
      out.add(a);
    }
    return out;
  }
}
