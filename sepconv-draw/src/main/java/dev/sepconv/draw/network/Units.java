package dev.sepconv.draw.network;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Layer;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Unary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Divides a network into units and says what flows between them. What is known before a run (shape
/// arithmetic) is not among them.
final class Units {
  private final Graph graph;
  private final Map<String, Unit> unitOf = new HashMap<>();
  private final Map<String, Node> producers;
  private final Map<String, List<Node>> consumers;
  private final Set<String> outputs;
  private int hidden;

  private Units(Graph graph) {
    this.graph = graph;
    producers = graph.producers();
    consumers = graph.consumers();
    outputs = new HashSet<>(graph.outputs());
  }

  /// A value that flows from one unit into another.
  ///
  /// @param from what writes it
  /// @param to what reads it
  /// @param value its name
  record Flow(Unit from, Unit to, String value) {}

  /// @param units in the order in which they run
  /// @param flows between them
  /// @param hidden nodes that are not drawn, since their results are known before a run
  /// @param owner the unit of every node's name
  record Division(List<Unit> units, List<Flow> flows, int hidden, Map<String, Unit> owner) {}

  /// @param analysis the network
  /// @param depth how many levels of modules are shown; deeper ones are one unit each
  static Division of(Analysis analysis, int depth) {
    return new Units(analysis.graph()).divide(analysis.layers(), depth);
  }

  private Division divide(List<Layer> layers, int depth) {
    Map<String, Node> nodes = new HashMap<>();
    graph.nodes().forEach(n -> nodes.put(n.name(), n));
    Map<String, String> types = moduleTypes();
    Map<String, Unit> modules = new HashMap<>();
    Set<Unit> units = new LinkedHashSet<>();
    for (Layer l : layers) {
      List<Node> own = l.nodes().stream().map(nodes::get).toList();
      if (own.isEmpty()) {
        continue;
      }
      if (own.stream().allMatch(n -> n.outputs().stream().allMatch(graph::isKnown))) {
        hidden += own.size();
        continue;
      }
      Optional<String> module = moduleAt(l, depth);
      Optional<Unit> with =
          module.isPresent()
              ? Optional.of(moduleUnit(module.get(), types, modules))
              : host(l, own, units);
      with.ifPresent(u -> u.add(l));
      Unit unit = with.orElseGet(() -> Unit.of(l));
      units.add(unit);
      own.forEach(n -> unitOf.put(n.name(), unit));
    }
    return new Division(List.copyOf(units), flows(), hidden, unitOf);
  }

  private static Unit moduleUnit(
      String path, Map<String, String> types, Map<String, Unit> modules) {
    return modules.computeIfAbsent(path, p -> Unit.ofModule(p, types.getOrDefault(p, "")));
  }

  private Map<String, String> moduleTypes() {
    Map<String, String> types = new HashMap<>();
    graph.trace().ifPresent(t -> collect(t.root(), types));
    return types;
  }

  private static void collect(ModuleTrace.Module m, Map<String, String> types) {
    types.put(m.path(), m.type());
    m.children().forEach(c -> collect(c, types));
  }

  /// The module that stands for a layer which lies deeper than what is shown.
  private static Optional<String> moduleAt(Layer l, int depth) {
    if (l.parent().isEmpty()) {
      return Optional.empty();
    }
    List<String> parts = Arrays.asList(l.parent().split("\\."));
    return parts.size() < depth
        ? Optional.empty()
        : Optional.of(String.join(".", parts.subList(0, depth)));
  }

  /// The unit that a layer belongs to because nothing else reads what it works on: normalisation
  /// and activations after a convolution, an activation spelled out in elementwise steps.
  private Optional<Unit> host(Layer layer, List<Node> own, Set<Unit> units) {
    if (!own.stream().allMatch(this::isLight)) {
      return Optional.empty();
    }
    Set<Node> reading = new HashSet<>(own);
    List<String> in = activations(own);
    if (in.size() == 1) {
      return onlyReadBy(in.getFirst(), reading).filter(u -> joins(u, layer));
    }
    if (in.size() != 2) {
      return Optional.empty();
    }
    return diamond(in.get(0), in.get(1), reading, layer, units)
        .or(() -> diamond(in.get(1), in.get(0), reading, layer, units));
  }

  /// `x · f(x)`: the unit of x, if x goes nowhere but into f and this layer, and f is light.
  private Optional<Unit> diamond(
      String x, String fx, Set<Node> reading, Layer layer, Set<Unit> units) {
    Optional<Unit> function = onlyReadBy(fx, reading);
    if (function.isEmpty() || function.get().isModule()) {
      return Optional.empty();
    }
    Unit f = function.get();
    Set<String> names = new HashSet<>();
    f.layers().forEach(l -> names.addAll(l.nodes()));
    List<Node> nodes = graph.nodes().stream().filter(n -> names.contains(n.name())).toList();
    if (!nodes.stream().allMatch(this::isLight) || !activations(nodes).equals(List.of(x))) {
      return Optional.empty();
    }
    Set<Node> both = new HashSet<>(reading);
    both.addAll(nodes);
    Optional<Unit> host = onlyReadBy(x, both).filter(u -> joins(u, layer));
    host.ifPresent(u -> {
      u.absorb(f);
      units.remove(f);
      names.forEach(n -> unitOf.put(n, u));
    });
    return host;
  }

  private static boolean joins(Unit unit, Layer layer) {
    return !unit.isModule() && unit.parent().equals(layer.parent());
  }

  private boolean isLight(Node n) {
    return switch (n.op()) {
      case BatchNormalization o -> true;
      case Unary o -> true;
      case Clip o -> true;
      case PRelu o -> true;
      case Identity o -> true;
      case Dropout o -> true;
      case Cast o -> true;
      case Binary o -> true;
      default -> false;
    };
  }

  /// What nodes read that none of them writes and that is not known before a run.
  private List<String> activations(List<Node> nodes) {
    Set<String> read = new LinkedHashSet<>();
    nodes.forEach(n -> read.addAll(n.inputs()));
    nodes.forEach(n -> n.outputs().forEach(read::remove));
    read.removeIf(v -> v.equals(Node.ABSENT) || graph.isKnown(v));
    return List.copyOf(read);
  }

  private Optional<Unit> onlyReadBy(String value, Set<Node> readers) {
    Node producer = producers.get(value);
    if (producer == null
        || producer.outputs().size() != 1
        || outputs.contains(value)
        || !readers.containsAll(consumers.getOrDefault(value, List.of()))) {
      return Optional.empty();
    }
    return Optional.ofNullable(unitOf.get(producer.name()));
  }

  private List<Flow> flows() {
    Map<Flow, Boolean> flows = new LinkedHashMap<>();
    for (Node n : graph.nodes()) {
      Unit to = unitOf.get(n.name());
      for (String v : n.inputs()) {
        Node p = producers.get(v);
        Unit from = p == null ? null : unitOf.get(p.name());
        if (to != null && from != null && from != to && !graph.isKnown(v)) {
          flows.put(new Flow(from, to, v), true);
        }
      }
    }
    return new ArrayList<>(flows.keySet());
  }
}
