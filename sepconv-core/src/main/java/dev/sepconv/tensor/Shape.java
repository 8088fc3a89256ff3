package dev.sepconv.tensor;

import dev.sepconv.error.InvalidInputException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// The fully known dimensions of a tensor, row-major: the last one is contiguous. Immutable.
public final class Shape {
  /// No dimensions: one element.
  public static final Shape SCALAR = of();

  private final int[] dims;
  private final int elements;

  private Shape(int[] dims) {
    this.dims = dims;
    long product = 1;
    for (int d : dims) {
      product *= d;
      if (product > Integer.MAX_VALUE - 8) {
        throw new InvalidInputException(
            "shape "
                + Arrays.toString(dims)
                + " has more elements than an array can hold (2^31 - 9)");
      }
    }
    elements = (int) product;
  }

  /// @param dims the dimensions, none negative
  /// @return the shape
  /// @throws InvalidInputException if a dimension is negative or the elements do not fit an array
  public static Shape of(long... dims) {
    int[] ints = new int[dims.length];
    boolean empty = Arrays.stream(dims).anyMatch(d -> d == 0);
    for (int i = 0; i < dims.length; i++) {
      if (dims[i] < 0 || dims[i] > Integer.MAX_VALUE) {
        throw new InvalidInputException(
            "shape "
                + Arrays.toString(dims)
                + ": dimension "
                + i
                + " must be between 0 and 2^31 - 1");
      }
      ints[i] = (int) dims[i];
    }
    return empty ? new Shape(ints, 0) : new Shape(ints);
  }

  private Shape(int[] dims, int elements) {
    this.dims = dims;
    this.elements = elements;
  }

  /// @return the number of dimensions
  public int rank() {
    return dims.length;
  }

  /// @param axis counted from 0; negative counts from the end
  /// @return the size along that axis
  public int dim(int axis) {
    return dims[axis < 0 ? axis + dims.length : axis];
  }

  /// @return the product of all dimensions; 1 for a scalar
  public int elements() {
    return elements;
  }

  /// @return a copy of the dimensions
  public int[] toInts() {
    return dims.clone();
  }

  /// @return a copy of the dimensions
  public long[] toLongs() {
    return Arrays.stream(dims).asLongStream().toArray();
  }

  /// @return how far apart, in elements, neighbours along each axis are
  public int[] strides() {
    int[] strides = new int[dims.length];
    int step = 1;
    for (int i = dims.length - 1; i >= 0; i--) {
      strides[i] = step;
      step *= dims[i];
    }
    return strides;
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s && Arrays.equals(dims, s.dims);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(dims);
  }

  /// @return such as `1x3x224x224`; `scalar` without dimensions
  @Override
  public String toString() {
    return dims.length == 0
        ? "scalar"
        : Arrays.stream(dims).mapToObj(Integer::toString).collect(Collectors.joining("x"));
  }
}
