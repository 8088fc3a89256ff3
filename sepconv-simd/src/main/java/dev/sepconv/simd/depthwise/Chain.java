package dev.sepconv.simd.depthwise;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.move.AxisTables;
import dev.sepconv.simd.move.Floats;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// Layers one after the other. What the first one reads may be channels that a node before it picks
/// from the work's input, any of them any number of times.
///
/// @param layers the layers
/// @param channels for every channel that the first one reads its number in the work's input
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Chain(List<ConvWork> layers, int[] channels) {
  /// Reads a work.
  ///
  /// @return empty if it is something else
  static Optional<Chain> of(Work work) {
    if (work.first().op() instanceof Gather g) {
      return gathered(work, g);
    }
    List<ConvWork> layers = ConvWork.chain(work);
    if (layers.isEmpty()) {
      return Optional.empty();
    }
    int channels = layers.getFirst().input().dim(1);
    return Optional.of(new Chain(layers, IntStream.range(0, channels).toArray()));
  }

  private static Optional<Chain> gathered(Work work, Gather op) {
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
        .map(t -> new Chain(layers, t[1]));
  }
}
