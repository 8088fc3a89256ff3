package dev.sepconv.kernel;

import dev.sepconv.tensor.Tensor;

/// Where the inputs and outputs of a piece of work lie in one run. Float32 values with known shapes
/// are parts of float arrays in the layout that was agreed on; any value can be had as a tensor
/// where its layout is plain.
public interface Operands {
  /// The array that holds a float32 input.
  ///
  /// @param i an input's number in {@link Work#inputs}
  /// @return the array; read only
  float[] input(int i);

  /// Where that input begins.
  ///
  /// @param i an input's number
  /// @return the index of its first element
  int inputOffset(int i);

  /// An input of any type; may copy.
  ///
  /// @param i an input's number
  /// @return the tensor
  Tensor inputTensor(int i);

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

  /// The array that holds the workers' scratch memory, undefined at first.
  ///
  /// @return the array
  float[] scratch();

  /// Where a worker's scratch memory begins.
  ///
  /// @param worker its number
  /// @return the index of the first of the floats that the task asked for
  int scratchOffset(int worker);
}
