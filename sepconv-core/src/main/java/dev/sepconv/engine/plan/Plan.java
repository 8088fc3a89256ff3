package dev.sepconv.engine.plan;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.util.List;

/// How a graph runs on inputs of one set of shapes.
///
/// @param graph the graph after all passes, every input fully known
/// @param passes what each pass did, in order, such as `fold-batch-normalization: 27 layers`
/// @param steps one per node of the graph, in order
/// @param arenaBytes the size of the one block of memory that all intermediate results share
/// @param unsharedBytes what they would take without sharing
public record Plan(
    Graph graph, List<String> passes, List<Step> steps, long arenaBytes, long unsharedBytes) {
  /// Copies the lists.
  public Plan {
    passes = List.copyOf(passes);
    steps = List.copyOf(steps);
  }

  /// One node and how it is done.
  ///
  /// @param node the node
  /// @param kernel the id of the kernel that does it
  /// @param outputs where each output lies
  public record Step(Node node, String kernel, List<Place> outputs) {
    /// Copies the list.
    public Step {
      outputs = List.copyOf(outputs);
    }
  }

  /// Where a result lies.
  ///
  /// @param offset its first element in the arena; -1 if it has an array of its own
  /// @param bytes its size; 0 if it is known only when running
  public record Place(long offset, long bytes) {}
}
