package dev.sepconv.simd.vector;

import jdk.incubator.vector.FloatVector;

/// What kernel ids say about this machine's vectors.
public final class Simd {
  /// Such as `simd512`.
  public static final String NAME = "simd" + FloatVector.SPECIES_PREFERRED.vectorBitSize();

  private Simd() {}
}
