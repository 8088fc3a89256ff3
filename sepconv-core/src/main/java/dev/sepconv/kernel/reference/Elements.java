package dev.sepconv.kernel.reference;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;

/// Runs of elements to and from double, ranges and order of element types.
final class Elements {
  private Elements() {}

  /// Reads `dst.length` elements from `offset` on.
  static void load(Tensor src, int offset, double[] dst) {
    if (src.element() == ElementType.FLOAT32) {
      float[] f = src.floats();
      for (int i = 0; i < dst.length; i++) {
        dst[i] = f[offset + i];
      }
    } else {
      for (int i = 0; i < dst.length; i++) {
        dst[i] = src.getDouble(offset + i);
      }
    }
  }

  /// Rounds all of `src` into the elements from `offset` on.
  static void store(double[] src, Tensor dst, int offset) {
    for (int i = 0; i < src.length; i++) {
      dst.setDouble(offset + i, src[i]);
    }
  }

  /// Sets all elements to the one element of `value`, which has the same element type.
  static void fill(Tensor dst, Tensor value) {
    gather(value, new int[dst.size()], dst);
  }

  /// `dst[i] = src[offsets[i]]`, bit by bit; where the offset is negative, `dst` stays.
  static void gather(Tensor src, int[] offsets, Tensor dst) {
    Object s = src.array();
    Object d = dst.array();
    for (int i = 0; i < offsets.length; i++) {
      int from = offsets[i];
      if (from < 0) {
        continue;
      }
      switch (s) {
        case float[] a -> ((float[]) d)[i] = a[from];
        case double[] a -> ((double[]) d)[i] = a[from];
        case byte[] a -> ((byte[]) d)[i] = a[from];
        case short[] a -> ((short[]) d)[i] = a[from];
        case int[] a -> ((int[]) d)[i] = a[from];
        case long[] a -> ((long[]) d)[i] = a[from];
        default -> throw new IllegalStateException("no tensor has a " + s.getClass());
      }
    }
  }

  /// The smallest value of an integer type; for uint64 its bits.
  static long min(ElementType t) {
    return t.isUnsigned() || t == ElementType.BOOL ? 0 : -1L << (8 * t.bytes() - 1);
  }

  /// The largest value of an integer type; for uint64 its bits.
  static long max(ElementType t) {
    return t == ElementType.BOOL ? 1 : t.isUnsigned() ? -1L >>> (64 - 8 * t.bytes()) : ~min(t);
  }

  /// Compares longs as the element type reads them.
  static int compare(ElementType t, long a, long b) {
    return t == ElementType.UINT64 ? Long.compareUnsigned(a, b) : Long.compare(a, b);
  }

  /// Compares two elements; NaN is above everything, -0 equals 0.
  static int compare(Tensor t, int i, int j) {
    if (!t.element().isFloat()) {
      return compare(t.element(), t.getLong(i), t.getLong(j));
    }
    double a = t.getDouble(i);
    double b = t.getDouble(j);
    return a < b ? -1 : a > b ? 1 : a == b ? 0 : Boolean.compare(Double.isNaN(a), Double.isNaN(b));
  }
}
