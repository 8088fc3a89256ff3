package dev.sepconv.simd.elementwise;

import dev.sepconv.kernel.Activation;

/// What follows the sums: a range in registers, a function in place.
///
/// @param activation the activation
public record Epilogue(Activation activation) {
  /// The least result that registers are limited to.
  ///
  /// @return that; negative infinity before a function
  public float low() {
    return activation.isRange() ? activation.low() : Float.NEGATIVE_INFINITY;
  }

  /// The greatest result that registers are limited to.
  ///
  /// @return that; infinity before a function
  public float high() {
    return activation.isRange() ? activation.high() : Float.POSITIVE_INFINITY;
  }

  /// Whether there is more than registers do.
  ///
  /// @return whether there is a function
  public boolean hasFunction() {
    return !activation.isRange();
  }

  /// Applies the function, if there is one.
  ///
  /// @param data where results lie
  /// @param offset the first
  /// @param length how many
  public void function(float[] data, int offset, int length) {
    if (hasFunction()) {
      VectorFunctions.apply(activation, data, offset, length);
    }
  }
}
