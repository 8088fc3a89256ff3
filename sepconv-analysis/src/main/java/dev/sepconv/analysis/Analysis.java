package dev.sepconv.analysis;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// What a network costs, per layer and in total, counted from shapes alone: no weight is loaded and
/// nothing is run.
///
/// @param graph the network with every input fully known
/// @param assumed what was assumed about its inputs, one sentence each; empty if nothing was
/// @param layers the layers in the order in which they run
/// @param totals the sums
/// @param peakAt the node at which the most activation memory is live
/// @param notCounted operators whose cost is not in the sums
public record Analysis(
    Graph graph,
    List<String> assumed,
    List<Layer> layers,
    Totals totals,
    String peakAt,
    List<NotCounted> notCounted) {
  /// Copies the lists.
  public Analysis {
    assumed = List.copyOf(assumed);
    layers = List.copyOf(layers);
    notCounted = List.copyOf(notCounted);
  }

  /// An operator whose cost is not in the sums.
  ///
  /// @param layer the row it belongs to
  /// @param type the operator or module type
  /// @param reason why it has no cost
  public record NotCounted(String layer, String type, String reason) {}

  /// Counts a network. A symbolic batch size that is not bound is counted as 1.
  ///
  /// @param network the network
  /// @return its costs
  /// @throws dev.sepconv.error.InvalidInputException if an input's size other than the batch is not
  ///   known; the message shows how to give it
  /// @throws InvalidModelException if a count exceeds 64 bits
  public static Analysis of(Graph network) {
    BoundInputs bound = BoundInputs.of(network);
    Graph graph = bound.graph();
    try {
      List<Layer> layers = new LayerCollector(graph).collect();
      Liveness memory = Liveness.of(graph);
      return new Analysis(
          graph,
          bound.assumed(),
          layers,
          totals(graph, layers, memory),
          memory.peakAt(),
          layers.stream()
              .flatMap(l ->
                  l.cost().notCounted().stream()
                      .map(reason -> new NotCounted(l.path(), l.type(), reason)))
              .toList());
    } catch (ArithmeticException e) {
      throw new InvalidModelException(
          "model " + graph.name() + " with inputs " + bound.text() + " has counts beyond 64 bits",
          e);
    }
  }

  /// @return the types of the inputs that were counted for, by name
  public Map<String, String> inputs() {
    Map<String, String> map = new TreeMap<>();
    graph.inputs().forEach(in -> map.put(in, Numbers.shape(graph.type(in))));
    return map;
  }

  /// @param layer one of the layers
  /// @return its part of all MACs, 0 to 1
  public double share(Layer layer) {
    return totals.macs() == 0 ? 0 : (double) layer.macs() / totals.macs();
  }

  private static Totals totals(Graph graph, List<Layer> layers, Liveness memory) {
    long params = 0;
    long buffers = 0;
    long weightBytes = 0;
    for (Constant c : graph.constants().values()) {
      switch (c.role()) {
        case PARAMETER -> params = Math.addExact(params, c.elements());
        case BUFFER -> buffers = Math.addExact(buffers, c.elements());
        case LITERAL -> {
          continue;
        }
      }
      weightBytes = Math.addExact(weightBytes, Liveness.bytes(c.type()));
    }
    Cost sum = layers.stream().map(Layer::cost).reduce(Cost.NONE, Cost::plus);
    return new Totals(
        params,
        params,
        buffers,
        sum.macs(),
        sum.flops(),
        sum.elementOps(),
        weightBytes,
        layers.stream().mapToLong(Layer::bytes).reduce(0, Math::addExact),
        memory.peakBytes(),
        memory.withoutReuseBytes());
  }
}
