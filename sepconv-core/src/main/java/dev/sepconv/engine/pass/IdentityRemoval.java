package dev.sepconv.engine.pass;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Identity;
import java.util.HashMap;
import java.util.Map;

/// Lets the readers of what changes nothing read its input instead: an `Identity`, an inference
/// `Dropout`, a multiplication by 1, an addition of 0.
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
      int kept =
          n.outputs().size() == 1 && !graph.outputs().contains(n.output())
              ? unchanged(graph, n)
              : -1;
      if (kept >= 0) {
        String source = n.inputs().get(kept);
        renamed.put(n.output(), renamed.getOrDefault(source, source));
      } else {
        var inputs = n.inputs().stream().map(i -> renamed.getOrDefault(i, i)).toList();
        b.node(n.name(), n.op(), inputs, n.outputs(), n.call());
      }
    }
    return b.build(graph.outputs());
  }

  /// The position of the input that is also the output; -1 for none.
  private static int unchanged(Graph graph, Node n) {
    return switch (n.op()) {
      case Identity _, Dropout _ -> 0;
      case Binary b ->
          switch (b.kind()) {
            case ADD -> isNeutral(graph, n, 1, 0) ? 0 : isNeutral(graph, n, 0, 0) ? 1 : -1;
            case MUL -> isNeutral(graph, n, 1, 1) ? 0 : isNeutral(graph, n, 0, 1) ? 1 : -1;
            case SUB -> isNeutral(graph, n, 1, 0) ? 0 : -1;
            case DIV, POW -> isNeutral(graph, n, 1, 1) ? 0 : -1;
            default -> -1;
          };
      default -> -1;
    };
  }

  /// Whether one side is a single constant of that value, and the other is of the result's shape.
  private static boolean isNeutral(Graph graph, Node n, int side, double value) {
    String other = n.inputs().get(1 - side);
    return graph
        .constant(n.inputs().get(side))
        .filter(c -> c.type().isStatic() && c.type().shape().elements() == 1)
        .filter(c -> graph.type(other).equals(graph.type(n.output())))
        .filter(c -> c.tensor().getDouble(0) == value)
        .isPresent();
  }
}
