package dev.sepconv.graph;

import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorSource;
import dev.sepconv.tensor.TensorType;

/// A value that is part of the model. Its elements are loaded when asked for.
///
/// @param name the value's name; for a parameter its path, such as `features.0.weight`
/// @param type a fully known type
/// @param role how it is counted
/// @param source where the elements come from
public record Constant(String name, TensorType type, Role role, TensorSource source) {
  /// How a constant is counted.
  public enum Role {
    /// Trained: in `Total params`.
    PARAMETER,
    /// Stored with the model but not trained, as BN running statistics: shown apart.
    BUFFER,
    /// Part of the arithmetic, as a reshape's dimensions: not counted.
    LITERAL
  }

  /// @param name the value's name
  /// @param role how it is counted
  /// @param tensor the elements
  /// @return a constant that is in memory already
  public static Constant of(String name, Role role, Tensor tensor) {
    return new Constant(name, tensor.type(), role, () -> tensor);
  }

  /// @return the elements; the caller must not write to them
  public Tensor tensor() {
    return source.load();
  }

  /// @return the number of elements
  public long elements() {
    return type.dims().stream().mapToLong(d -> d.value()).reduce(1, Math::multiplyExact);
  }

  /// @param other another name
  /// @return the same constant under that name
  public Constant withName(String other) {
    return new Constant(other, type, role, source);
  }
}
