package dev.sepconv.engine;

import dev.sepconv.kernel.FmaLoop;

/// The peak of loops that HotSpot vectorises by itself: many multiply-adds in a row on each element
/// of an array that lies in the first-level cache.
final class ArrayFmaLoop implements FmaLoop {
  /// Enough independent elements to hide the latency of the chain on each, few enough for the
  /// cache.
  private static final int ELEMENTS = 1024;

  private static final int CHAIN = 16;

  @Override
  public long flopsPerRound() {
    return 2L * ELEMENTS * CHAIN;
  }

  @Override
  public float run(int rounds) {
    float[] x = new float[ELEMENTS];
    for (int r = 0; r < rounds; r++) {
      round(x);
    }
    float sum = 0;
    for (float v : x) {
      sum += v;
    }
    return sum;
  }

  private static void round(float[] x) {
    float m = 0.999f;
    float a = 0.001f;
    for (int i = 0; i < ELEMENTS; i++) {
      float v = x[i];
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      v = Math.fma(v, m, a);
      x[i] = v;
    }
  }
}
