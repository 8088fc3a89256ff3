package dev.sepconv.analysis.time;

import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Which nodes of a network a step of its plan does. Passes fold nodes into others, so that not
/// every node is in the plan by its name.
final class Coverage {
  private Coverage() {}

  /// @param graph the network as it was given
  /// @param plan how it runs
  /// @return per step the names of the nodes that it does, in the network's order
  static List<List<String>> of(Graph graph, Plan plan) {
    Map<String, Integer> byNode = new HashMap<>();
    Map<String, Integer> byValue = new HashMap<>();
    List<List<String>> covered = new ArrayList<>();
    for (int s = 0; s < plan.steps().size(); s++) {
      covered.add(new ArrayList<>());
      for (Node n : plan.steps().get(s).work().nodes()) {
        byNode.put(n.name(), s);
        for (String out : n.outputs()) {
          byValue.put(out, s);
        }
      }
    }
    // A node that is gone was folded into one that is still there under its name, writes its value,
    // or reads it; from the last to the first, so that what reads it is known.
    Map<String, List<Node>> consumers = graph.consumers();
    Map<String, Integer> found = new HashMap<>();
    for (Node n : graph.nodes().reversed()) {
      Integer step = byNode.get(n.name());
      if (step == null) {
        step =
            n.outputs().stream().map(byValue::get).filter(s -> s != null).findFirst().orElse(null);
      }
      if (step == null && n.outputs().stream().noneMatch(graph::isKnown)) {
        step =
            n.outputs().stream()
                .flatMap(o -> consumers.getOrDefault(o, List.of()).stream())
                .map(c -> found.get(c.name()))
                .filter(s -> s != null)
                .findFirst()
                .orElse(null);
      }
      if (step != null) {
        found.put(n.name(), step);
      }
    }
    for (Node n : graph.nodes()) {
      Integer step = found.get(n.name());
      if (step != null) {
        covered.get(step).add(n.name());
      }
    }
    return covered;
  }
}
