package dev.sepconv.nn;

import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import java.util.SplittableRandom;

/// Initial elements of a parameter.
@FunctionalInterface
public interface Initializer {
  /// All 0.
  Initializer ZEROS = (data, shape, random) -> {};

  /// All 1.
  Initializer ONES = constant(1);

  /// Fills an array.
  ///
  /// @param data zeros, to be overwritten
  /// @param shape the parameter's dimensions
  /// @param random seeded for this parameter
  void fill(float[] data, Shape shape, SplittableRandom random);

  /// The same number everywhere.
  ///
  /// @param value the number
  /// @return the initializer
  static Initializer constant(float value) {
    return (data, shape, random) -> Arrays.fill(data, value);
  }

  /// Uniform between `-bound` and `bound`.
  ///
  /// @param bound the largest magnitude
  /// @return the initializer
  static Initializer uniform(double bound) {
    return (data, shape, random) -> {
      for (int i = 0; i < data.length; i++) {
        data[i] = (float) (bound * (2 * random.nextDouble() - 1));
      }
    };
  }

  /// PyTorch's default for weights and biases of linear and convolutional layers: uniform between
  /// `±1/√fanIn`, which is `kaiming_uniform_` with `a = √5`.
  ///
  /// @param fanIn how many inputs each output is a sum of
  /// @return the initializer
  static Initializer pytorch(long fanIn) {
    return uniform(1 / Math.sqrt((double) fanIn));
  }

  /// He's uniform for layers followed by a ReLU: between `±√(6/fanIn)`, which keeps the scale of
  /// activations.
  ///
  /// @param fanIn how many inputs each output is a sum of
  /// @return the initializer
  static Initializer he(long fanIn) {
    return uniform(Math.sqrt(6.0 / (double) fanIn));
  }
}
