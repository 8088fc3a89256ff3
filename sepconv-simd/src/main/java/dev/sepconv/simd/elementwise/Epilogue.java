package dev.sepconv.simd.elementwise;

import dev.sepconv.kernel.Activation;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/// What follows the sums: a range in registers, a function in place.
public final class Epilogue {
  /// A {@link #range} that limits nothing.
  public static final float[] NO_RANGE = range(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  private final Activation activation;
  private final float[] range;

  /// What follows a layer.
  ///
  /// @param activation the layer's activation
  public Epilogue(Activation activation) {
    this.activation = activation;
    range = hasFunction() ? NO_RANGE : range(activation.low(), activation.high());
  }

  private static float[] range(float low, float high) {
    int length = FloatVector.SPECIES_PREFERRED.length();
    float[] range = new float[2 * length];
    Arrays.fill(range, 0, length, low);
    Arrays.fill(range, length, 2 * length, high);
    return range;
  }

  /// What registers are limited to before they are stored: a vector of the least result, then one
  /// of the greatest. Lies in memory, since C2 repeats a broadcast before every use.
  ///
  /// @return the array, not a copy; read only
  public float[] range() {
    return range;
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
