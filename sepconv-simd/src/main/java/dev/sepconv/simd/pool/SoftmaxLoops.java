package dev.sepconv.simd.pool;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// In place, whole vectors and one number.
final class SoftmaxLoops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private SoftmaxLoops() {}

  static void subtract(float[] data, int at, int n, float x) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, data, at + i).sub(x).intoArray(data, at + i);
    }
  }

  static void divide(float[] data, int at, int n, float x) {
    for (int i = 0; i < n; i += S.length()) {
      FloatVector.fromArray(S, data, at + i).div(x).intoArray(data, at + i);
    }
  }
}
