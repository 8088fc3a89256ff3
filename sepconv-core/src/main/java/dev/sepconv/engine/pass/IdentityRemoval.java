package dev.sepconv.engine.pass;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Identity;
import java.util.HashMap;
import java.util.Map;

/// Lets the readers of an `Identity` or an inference `Dropout` read its input instead.
public final class IdentityRemoval implements Pass {
  @Override
  public String name() {
    return "remove-identities";
  }

  @Override
  public Graph apply(Graph graph) {
    GraphBuilder b = graph.toBuilderWithoutNodes(Map.of());
    Map<String, String> renamed = new HashMap<>();
    for (Node n : graph.nodes()) {
      boolean identity =
          (n.op() instanceof Identity || n.op() instanceof Dropout)
              && n.outputs().size() == 1
              && !graph.outputs().contains(n.output());
      if (identity) {
        String source = n.inputs().get(0);
        renamed.put(n.output(), renamed.getOrDefault(source, source));
      } else {
        var inputs = n.inputs().stream().map(i -> renamed.getOrDefault(i, i)).toList();
        b.node(n.name(), n.op(), inputs, n.outputs(), n.call());
      }
    }
    return b.build(graph.outputs());
  }
}
