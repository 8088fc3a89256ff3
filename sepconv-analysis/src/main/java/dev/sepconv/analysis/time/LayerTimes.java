package dev.sepconv.analysis.time;

import dev.sepconv.analysis.Cost;
import dev.sepconv.analysis.Layer;
import dev.sepconv.engine.Calibration;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The times of a network's layers, by what its steps take. A step may do several layers at once;
/// its time is then divided among their nodes in proportion to what each would take at best alone.
/// Normalisation and activation that are done with a convolution's results take nothing.
public final class LayerTimes {
  private final StepTimes steps;
  private final List<Map<String, Double>> parts = new ArrayList<>();
  private final Map<String, Integer> stepOf = new HashMap<>();

  private LayerTimes(Graph graph, StepTimes steps) {
    this.steps = steps;
    Map<String, Node> nodes = new HashMap<>();
    graph.nodes().forEach(n -> nodes.put(n.name(), n));
    for (int s = 0; s < steps.list().size(); s++) {
      List<Node> done = new ArrayList<>();
      for (String name : steps.list().get(s).nodes()) {
        Node n = nodes.get(name);
        if (n == null) {
          throw new IllegalArgumentException("step " + s + " does '" + name + "', not in " + graph);
        }
        done.add(n);
        stepOf.put(name, s);
      }
      parts.add(parts(done, graph, steps.machine()));
    }
  }

  /// @param graph the network that was measured
  /// @param steps the times of its steps
  /// @return the times of its layers
  public static LayerTimes of(Graph graph, StepTimes steps) {
    return new LayerTimes(graph, steps);
  }

  /// @param layer a layer of the network
  /// @return its time
  public LayerTime of(Layer layer) {
    return of(layer.nodes());
  }

  /// @param nodes names of nodes of the network
  /// @return the time of all of them together
  public LayerTime of(Collection<String> nodes) {
    Set<String> asked = new HashSet<>(nodes);
    double sum = 0;
    double longest = 0;
    boolean exact = true;
    int main = -1;
    for (int s : asked.stream().map(stepOf::get).filter(s -> s != null).distinct().toList()) {
      double part = 0;
      for (var e : parts.get(s).entrySet()) {
        boolean ours = asked.contains(e.getKey());
        part += ours ? e.getValue() : 0;
        exact &= ours || e.getValue() == 0;
      }
      double millis = part * steps.list().get(s).millis();
      sum += millis;
      if (millis > longest) {
        longest = millis;
        main = s;
      }
    }
    Optional<StepCost.Share> share = main < 0 ? Optional.empty() : steps.share(main);
    return new LayerTime(
        sum, exact, share.map(StepCost.Share::bound), share.map(StepCost.Share::share).orElse(0.0));
  }

  /// Each node's part of a step, 0 to 1; together 1.
  private static Map<String, Double> parts(List<Node> nodes, Graph graph, Calibration machine) {
    Map<String, Double> weights = new HashMap<>();
    boolean matrix = nodes.stream().anyMatch(n -> Cost.of(n, graph).macs() > 0);
    for (Node n : nodes) {
      boolean counts = !matrix || Cost.of(n, graph).macs() > 0;
      weights.put(
          n.name(),
          counts ? StepCost.of(n, graph).map(c -> c.bestSeconds(machine)).orElse(0.0) : 0);
    }
    double sum = weights.values().stream().mapToDouble(Double::doubleValue).sum();
    // Sizes that depend on the data leave nothing to go by.
    weights.replaceAll((_, w) -> sum > 0 ? w / sum : 1.0 / nodes.size());
    return weights;
  }
}
