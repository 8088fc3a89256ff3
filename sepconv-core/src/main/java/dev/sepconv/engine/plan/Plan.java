package dev.sepconv.engine.plan;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.util.List;

/// How a graph runs on inputs of one set of shapes.
///
/// @param graph the graph after all passes, every input fully known
/// @param passes what each pass did, in order, such as `fold-batch-normalization: 27 layers`
/// @param steps what is done, in order
/// @param arenaBytes the size of the one block of memory that all intermediate results share
/// @param unsharedBytes what they would take without sharing
public record Plan(
    Graph graph, List<String> passes, List<Step> steps, long arenaBytes, long unsharedBytes) {
  /// Copies the lists.
  public Plan {
    passes = List.copyOf(passes);
    steps = List.copyOf(steps);
  }

  /// One or more nodes that one kernel does together.
  ///
  /// @param nodes the nodes, in order; the last one's outputs are the step's
  /// @param kernel the id of the kernel
  /// @param outputs where each output lies
  public record Step(List<Node> nodes, String kernel, List<Place> outputs) {
    /// Copies the lists.
    public Step {
      nodes = List.copyOf(nodes);
      outputs = List.copyOf(outputs);
    }

    /// The node whose outputs are the step's.
    ///
    /// @return the last node
    public Node last() {
      return nodes.getLast();
    }
  }

  /// Where a result lies.
  ///
  /// @param offset its first element in the arena; -1 if it has an array of its own
  /// @param bytes its size; 0 if it is known only when running
  public record Place(long offset, long bytes) {}
}
