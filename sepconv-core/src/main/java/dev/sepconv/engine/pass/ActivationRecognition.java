package dev.sepconv.engine.pass;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.tensor.ElementType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Makes one node of an activation that an exporter has spelled out: `x·sigmoid(x)`,
/// `x·tanh(softplus(x))`, and what constants, clipping and a product make of hard-sigmoid and
/// hard-swish, as `x·clip(x + 3, 0, 6) / 6`. What lies in between must be read by nobody else.
public final class ActivationRecognition implements Pass {
  /// Exporters round 1/6 to some digits.
  private static final double TOLERANCE = 1e-6;

  @Override
  public String name() {
    return "recognize-activations";
  }

  /// An activation and the nodes that it stands for.
  private record Found(Unary op, String input, Set<Node> nodes) {
    Found with(Set<Node> more) {
      Set<Node> all = new HashSet<>(nodes);
      all.addAll(more);
      return new Found(op, input, all);
    }
  }

  @Override
  public Graph apply(Graph graph) {
    Map<Node, Found> found = new HashMap<>();
    Set<Node> replaced = new HashSet<>();
    Matcher matcher = new Matcher(graph);
    // From the end, so that the largest is found first.
    for (Node n : graph.nodes().reversed()) {
      if (!replaced.contains(n)) {
        matcher
            .match(n)
            .ifPresent(f -> {
              found.put(n, f);
              replaced.addAll(f.nodes);
            });
      }
    }
    GraphBuilder b = graph.toBuilderWithoutNodes(Map.of());
    for (Node n : graph.nodes()) {
      Found f = found.get(n);
      if (f != null) {
        b.node(n.name(), f.op, List.of(f.input), n.outputs(), n.call());
      } else if (!replaced.contains(n)) {
        b.node(n.name(), n.op(), n.inputs(), n.outputs(), n.call());
      }
    }
    return b.build(graph.outputs());
  }

  private static boolean near(double x, double y) {
    return Math.abs(x - y) <= TOLERANCE;
  }

  private static final class Matcher {
    private final Graph graph;
    private final Map<String, Node> producers;
    private final Map<String, List<Node>> consumers;

    Matcher(Graph graph) {
      this.graph = graph;
      producers = graph.producers();
      consumers = graph.consumers();
    }

    Optional<Found> match(Node n) {
      if (graph.type(n.output()).element() != ElementType.FLOAT32) {
        return Optional.empty();
      }
      List<Found> all = products(n);
      all.addAll(hardSigmoids(n));
      return all.stream().filter(f -> onlyReadInside(f, n)).findFirst();
    }

    private boolean onlyReadInside(Found f, Node last) {
      return f.nodes.stream()
          .filter(n -> !n.equals(last))
          .allMatch(n ->
              !graph.outputs().contains(n.output())
                  && f.nodes.containsAll(consumers.getOrDefault(n.output(), List.of())));
    }

    private List<Found> hardSigmoids(Node n) {
      List<Found> all = new ArrayList<>();
      for (ClippedLine c : lines(n.output()).reversed()) {
        if (c.nodes().size() > 1 && c.low() == 0 && near(c.high(), 1)) {
          Unary op = new Unary(Unary.Kind.HARD_SIGMOID, (float) c.slope(), (float) c.shift());
          all.add(new Found(op, c.x(), Set.copyOf(c.nodes())));
        }
      }
      return all;
    }

    /// Products of a value with a function of it, perhaps scaled by a constant.
    private List<Found> products(Node n) {
      List<Found> all = new ArrayList<>();
      for (ClippedLine scaled : lines(n.output())) {
        Node p = producers.get(scaled.x());
        if (!scaled.isScaled() || p == null || !isProduct(p)) {
          continue;
        }
        Set<Node> around = new HashSet<>(scaled.nodes());
        around.add(p);
        for (int side = 0; side < 2; side++) {
          String value = p.inputs().get(side);
          String gate = p.inputs().get(1 - side);
          if (near(scaled.slope(), 1)) {
            smooth(value, gate).ifPresent(f -> all.add(f.with(around)));
          }
          hardSwish(value, gate, scaled.slope()).ifPresent(f -> all.add(f.with(around)));
        }
      }
      return all;
    }

    private boolean isProduct(Node n) {
      return n.op() instanceof Binary b
          && b.kind() == Binary.Kind.MUL
          && graph.type(n.inputs().get(0)).equals(graph.type(n.inputs().get(1)))
          && n.inputs().stream().noneMatch(i -> graph.constant(i).isPresent());
    }

    private Optional<Found> smooth(String value, String gate) {
      Optional<Node> sigmoid = producer(gate, Unary.Kind.SIGMOID);
      if (sigmoid.isPresent() && sigmoid.get().inputs().get(0).equals(value)) {
        Set<Node> nodes = Set.of(sigmoid.get());
        return Optional.of(new Found(Unary.of(Unary.Kind.SILU), value, nodes));
      }
      Optional<Node> tanh = producer(gate, Unary.Kind.TANH);
      Optional<Node> softplus =
          tanh.flatMap(t -> producer(t.inputs().get(0), Unary.Kind.SOFTPLUS))
              .filter(s -> s.inputs().get(0).equals(value));
      return softplus.map(
          s -> new Found(Unary.of(Unary.Kind.MISH), value, Set.of(tanh.orElseThrow(), s)));
    }

    private Optional<Node> producer(String value, Unary.Kind kind) {
      return Optional.ofNullable(producers.get(value))
          .filter(n -> n.op() instanceof Unary u && u.kind() == kind);
    }

    private Optional<Found> hardSwish(String value, String gate, double scale) {
      for (ClippedLine v : lines(value)) {
        for (ClippedLine g : lines(gate)) {
          ClippedLine line = g.scaled(v.slope() * scale);
          if (v.isScaled()
              && v.x().equals(g.x())
              && line.low() == 0
              && near(line.high(), 1)
              && near(line.slope(), 1 / 6.0)
              && near(line.shift(), 0.5)) {
            Set<Node> nodes = new HashSet<>(v.nodes());
            nodes.addAll(g.nodes());
            return Optional.of(new Found(Unary.of(Unary.Kind.HARD_SWISH), g.x(), nodes));
          }
        }
      }
      return Optional.empty();
    }

    private List<ClippedLine> lines(String value) {
      return ClippedLine.of(graph, producers, value);
    }
  }
}
