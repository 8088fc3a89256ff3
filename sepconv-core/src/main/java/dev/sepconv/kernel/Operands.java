package dev.sepconv.kernel;

import dev.sepconv.tensor.Tensor;
import java.util.Optional;

/// Where the inputs and outputs of a node lie in one run. Float32 values with known shapes are
/// parts of float arrays; any value can be had as a tensor.
public interface Operands {
  /// The array that holds a float32 input.
  ///
  /// @param i an input position
  /// @return the array; read only
  float[] input(int i);

  /// Where that input begins.
  ///
  /// @param i an input position
  /// @return the index of its first element
  int inputOffset(int i);

  /// An input of any type; may copy.
  ///
  /// @param i an input position
  /// @return the tensor; empty for an absent input
  Optional<Tensor> inputTensor(int i);

  /// The array that takes a float32 output of known shape.
  ///
  /// @param i an output position
  /// @return the array
  float[] output(int i);

  /// Where that output begins.
  ///
  /// @param i an output position
  /// @return the index of its first element
  int outputOffset(int i);

  /// Sets an output of any type; may copy.
  ///
  /// @param i an output position
  /// @param tensor the result
  void setOutput(int i, Tensor tensor);
}
