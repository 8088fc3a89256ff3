package dev.sepconv.engine.pass;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Drops nodes and constants that no output depends on.
public final class DeadCodeRemoval implements Pass {
  @Override
  public String name() {
    return "remove-dead-code";
  }

  @Override
  public Graph apply(Graph graph) {
    Set<String> needed = new HashSet<>(graph.outputs());
    for (Node n : graph.nodes().reversed()) {
      if (n.outputs().stream().anyMatch(needed::contains)) {
        needed.addAll(n.inputs());
      }
    }
    GraphBuilder b = graph.toBuilder(Map.of(), needed::contains);
    for (Node n : graph.nodes()) {
      if (n.outputs().stream().anyMatch(needed::contains)) {
        b.node(n.name(), n.op(), n.inputs(), n.outputs(), n.call());
      }
    }
    return b.build(graph.outputs());
  }
}
