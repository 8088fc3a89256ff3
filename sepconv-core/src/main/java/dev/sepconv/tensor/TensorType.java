package dev.sepconv.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Element type and dimensions of a value. Dimensions may be symbolic; even their number may be
/// unknown.
///
/// @param element the element type
/// @param ranked whether the number of dimensions is known
/// @param dims the dimensions; empty for a scalar and for an unranked type
public record TensorType(ElementType element, boolean ranked, List<Dim> dims) {
  /// Copies `dims`.
  public TensorType {
    dims = List.copyOf(dims);
    if (!ranked && !dims.isEmpty()) {
      throw new IllegalArgumentException("an unranked type has no dimensions");
    }
  }

  /// @param element the element type
  /// @param dims the dimensions
  /// @return a ranked type
  public static TensorType of(ElementType element, List<Dim> dims) {
    return new TensorType(element, true, dims);
  }

  /// @param element the element type
  /// @param dims known dimensions
  /// @return a ranked type
  public static TensorType of(ElementType element, long... dims) {
    List<Dim> list = new ArrayList<>(dims.length);
    for (long d : dims) {
      list.add(Dim.of(d));
    }
    return of(element, list);
  }

  /// @param element the element type
  /// @param shape the dimensions
  /// @return a ranked type
  public static TensorType of(ElementType element, Shape shape) {
    return of(element, shape.toLongs());
  }

  /// @param element the element type
  /// @return a type of which only the element type is known
  public static TensorType unranked(ElementType element) {
    return new TensorType(element, false, List.of());
  }

  /// @return the number of dimensions
  /// @throws IllegalStateException if it is unknown
  public int rank() {
    if (!ranked) {
      throw new IllegalStateException("the rank is not known");
    }
    return dims.size();
  }

  /// @param axis counted from 0; negative counts from the end
  /// @return that dimension
  public Dim dim(int axis) {
    return dims.get(axis < 0 ? axis + rank() : axis);
  }

  /// @return whether every dimension is a number
  public boolean isStatic() {
    return ranked && dims.stream().allMatch(Dim::isKnown);
  }

  /// @return the shape as numbers
  /// @throws IllegalStateException if a dimension is symbolic
  public Shape shape() {
    if (!isStatic()) {
      throw new IllegalStateException("shape " + this + " is not fully known");
    }
    return Shape.of(dims.stream().mapToLong(Dim::value).toArray());
  }

  /// @param other the element type of the result
  /// @return the same dimensions with another element type
  public TensorType withElement(ElementType other) {
    return new TensorType(other, ranked, dims);
  }

  /// @param other the dimensions of the result
  /// @return the same element type with other dimensions
  public TensorType withDims(List<Dim> other) {
    return of(element, other);
  }

  /// @return such as `float32[N, 3, 224, 224]`
  @Override
  public String toString() {
    return element
        + (ranked
            ? dims.stream().map(Dim::toString).collect(Collectors.joining(", ", "[", "]"))
            : "[...]");
  }
}
