package dev.sepconv.tensor;

/// Where a constant's elements come from when somebody asks: a file, a seed, memory. Reading a
/// model or drawing its table asks for none of the large ones.
@FunctionalInterface
public interface TensorSource {
  /// Thread-safe; the same elements every time.
  ///
  /// @return the tensor; the caller must not write to it
  Tensor load();
}
