package dev.sepconv.kernel;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.util.List;

/// The one ordered list of kernels: the first that accepts a node does it, and the reference at the
/// end accepts all. Selection, parity tests and benchmarks all walk this list.
///
/// @param list the kernels, most specific first
public record Kernels(List<Kernel> list) {
  /// Copies the list.
  public Kernels {
    list = List.copyOf(list);
  }

  /// The kernel for a node.
  ///
  /// @param graph where the node stands
  /// @param node the node
  /// @return the first kernel that accepts it
  /// @throws IllegalStateException if none does, which cannot be while the reference is in the list
  public Kernel select(Graph graph, Node node) {
    return list.stream()
        .filter(k -> k.accepts(graph, node))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no kernel accepts " + node));
  }
}
