package dev.sepconv.simd.depthwise;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.move.AxisTables;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.simd.pool.Reduction;
import java.util.List;
import java.util.Optional;

/// Layers one after the other. What the first one reads may be channels that a node before it picks
/// from the work's input, any of them any number of times. A global pool of what the last one
/// writes may be a second output.
///
/// @param layers the layers
/// @param picked for every channel that the first one reads its number in the work's input; empty
///   if it reads that as it is
/// @param pool what the global pool does; empty for none
record Chain(List<ConvWork> layers, Optional<int[]> picked, Optional<Reduction> pool) {
  /// Reads a work.
  ///
  /// @return empty if it is something else
  static Optional<Chain> of(Work work) {
    int pooled = work.nodes().size() - 1;
    if (pooled == 0 || !(work.last().op() instanceof GlobalPool pool)) {
      return of(work, Optional.empty());
    }
    Work layers = new Work(work.graph(), work.nodes().subList(0, pooled));
    boolean fits =
        work.outputs().equals(List.of(layers.last().output(), work.last().output()))
            && work.last().inputs().get(0).equals(layers.last().output());
    return Reduction.of(pool).filter(_ -> fits).flatMap(f -> of(layers, Optional.of(f)));
  }

  private static Optional<Chain> of(Work work, Optional<Reduction> pool) {
    if (work.first().op() instanceof Gather g) {
      return gathered(work, g, pool);
    }
    List<ConvWork> layers = ConvWork.chain(work);
    return layers.isEmpty()
        ? Optional.empty()
        : Optional.of(new Chain(layers, Optional.empty(), pool));
  }

  private static Optional<Chain> gathered(Work work, Gather op, Optional<Reduction> pool) {
    Graph graph = work.graph();
    Node gather = work.first();
    Work rest = new Work(graph, work.nodes().subList(1, work.nodes().size()));
    boolean fits =
        !rest.nodes().isEmpty()
            && rest.first().inputs().get(0).equals(gather.output())
            && Floats.only(Work.of(graph, gather))
            && work.inputs().getFirst().equals(gather.inputs().get(0))
            && graph.type(gather.inputs().get(0)).rank() == 4
            && Math.floorMod(op.axis(), 4) == 1
            && graph.constant(gather.inputs().get(1)).isPresent()
            && graph.type(gather.inputs().get(1)).rank() == 1;
    if (!fits) {
      return Optional.empty();
    }
    List<ConvWork> layers = ConvWork.chain(rest);
    return AxisTables.of(Work.of(graph, gather))
        .filter(t -> !layers.isEmpty())
        .map(t -> new Chain(layers, Optional.of(t[1]), pool));
  }
}
