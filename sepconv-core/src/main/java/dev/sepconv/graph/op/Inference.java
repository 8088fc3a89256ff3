package dev.sepconv.graph.op;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// What shape inference may know about one node.
public interface Inference {
  /// @return the number of input positions, absent ones included
  int inputs();

  /// @return the number of outputs that the node has
  int outputs();

  /// @param i an input position
  /// @return whether that input is given
  boolean has(int i);

  /// @param i an input position
  /// @return its type
  /// @throws InvalidModelException if the input is absent
  TensorType type(int i);

  /// The elements of an integer input, row-major, where they are known before running: a constant,
  /// or shape arithmetic on symbolic sizes.
  ///
  /// @param i an input position
  /// @return the elements; empty if absent or not known
  Optional<List<Dim>> elements(int i);

  /// @param i an input position
  /// @return the tensor, where it is known before running; empty if absent or not known
  Optional<Tensor> constant(int i);
}
