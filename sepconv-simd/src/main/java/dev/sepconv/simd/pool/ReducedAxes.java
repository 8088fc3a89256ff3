package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;

/// The neighbouring axes that a node reduces.
///
/// @param begin the first
/// @param end after the last
record ReducedAxes(int begin, int end) {
  /// Reads a global pool or a reduction.
  ///
  /// @param work one node on floats
  /// @return the axes; empty if they are not known, not neighbours, or it is something else
  static Optional<ReducedAxes> of(Work work) {
    int rank = work.graph().type(work.first().inputs().get(0)).rank();
    return Reduction.of(work.first().op())
        .flatMap(_ ->
            switch (work.first().op()) {
              case GlobalPool _ -> Optional.of(new ReducedAxes(2, rank));
              case Reduce r when Floats.isFixed(work, 1) -> of(work, r, rank);
              default -> Optional.empty();
            });
  }

  private static Optional<ReducedAxes> of(Work work, Reduce r, int rank) {
    long[] axes = Floats.known(work, 1).map(Tensor::toLongs).orElse(new long[0]);
    if (axes.length == 0) {
      return Optional.of(
          r.noopWithoutAxes() ? new ReducedAxes(rank, rank) : new ReducedAxes(0, rank));
    }
    int[] sorted =
        Arrays.stream(axes).mapToInt(a -> (int) (a < 0 ? a + rank : a)).sorted().toArray();
    int begin = sorted[0];
    int end = sorted[sorted.length - 1] + 1;
    return end - begin == sorted.length
        ? Optional.of(new ReducedAxes(begin, end))
        : Optional.empty();
  }
}
