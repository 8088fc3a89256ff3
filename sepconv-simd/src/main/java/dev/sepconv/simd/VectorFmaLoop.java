package dev.sepconv.simd;

import dev.sepconv.kernel.FmaLoop;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Vector multiply-adds on twelve accumulators: two units of a latency of four or five cycles need
/// eight to ten in flight, and with two operands twelve still fit sixteen registers. An instruction
/// overwrites the sum, so the sum is what goes round: else each would cost a copy.
final class VectorFmaLoop implements FmaLoop {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int ACCUMULATORS = 12;

  @Override
  public long flopsPerRound() {
    return 2L * ACCUMULATORS * S.length();
  }

  @Override
  public float run(int rounds) {
    FloatVector m = FloatVector.broadcast(S, 0.999f);
    FloatVector a = FloatVector.broadcast(S, 0.001f);
    FloatVector v0 = FloatVector.zero(S);
    FloatVector v1 = FloatVector.broadcast(S, 1);
    FloatVector v2 = FloatVector.broadcast(S, 2);
    FloatVector v3 = FloatVector.broadcast(S, 3);
    FloatVector v4 = FloatVector.broadcast(S, 4);
    FloatVector v5 = FloatVector.broadcast(S, 5);
    FloatVector v6 = FloatVector.broadcast(S, 6);
    FloatVector v7 = FloatVector.broadcast(S, 7);
    FloatVector v8 = FloatVector.broadcast(S, 8);
    FloatVector v9 = FloatVector.broadcast(S, 9);
    FloatVector v10 = FloatVector.broadcast(S, 10);
    FloatVector v11 = FloatVector.broadcast(S, 11);
    for (int r = 0; r < rounds; r++) {
      v0 = m.fma(a, v0);
      v1 = m.fma(a, v1);
      v2 = m.fma(a, v2);
      v3 = m.fma(a, v3);
      v4 = m.fma(a, v4);
      v5 = m.fma(a, v5);
      v6 = m.fma(a, v6);
      v7 = m.fma(a, v7);
      v8 = m.fma(a, v8);
      v9 = m.fma(a, v9);
      v10 = m.fma(a, v10);
      v11 = m.fma(a, v11);
    }
    return v0.add(v1)
        .add(v2)
        .add(v3)
        .add(v4)
        .add(v5)
        .add(v6)
        .add(v7)
        .add(v8)
        .add(v9)
        .add(v10)
        .add(v11)
        .reduceLanes(VectorOperators.ADD);
  }
}
