package dev.sepconv.engine.pass;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A value as `clip(slope·x + shift, low, high)` of another value x, which nodes with constants
/// make of it.
///
/// @param x the other value
/// @param slope above 0
/// @param shift what is added
/// @param low the least result
/// @param high the greatest result
/// @param nodes what lies between, in order
record ClippedLine(
    String x, double slope, double shift, double low, double high, List<Node> nodes) {
  private static final double NONE = Double.POSITIVE_INFINITY;

  private static ClippedLine itself(String x) {
    return new ClippedLine(x, 1, 0, -NONE, NONE, List.of());
  }

  /// Whether it is only scaled.
  boolean isScaled() {
    return shift == 0 && low == -NONE && high == NONE;
  }

  ClippedLine scaled(double factor) {
    return new ClippedLine(x, slope * factor, shift * factor, low * factor, high * factor, nodes);
  }

  /// A value as itself, as a clipped line of the value that it is made from, of the one before, and
  /// so on.
  ///
  /// @param graph where it stands
  /// @param producers of the graph
  /// @param value its name
  /// @return one or more, the shortest first
  static List<ClippedLine> of(Graph graph, Map<String, Node> producers, String value) {
    List<ClippedLine> all = new ArrayList<>();
    all.add(itself(value));
    Node n = producers.get(value);
    Optional<Step> step = n == null ? Optional.empty() : step(graph, n);
    while (n != null && step.isPresent()) {
      List<Node> chain = new ArrayList<>(all.getLast().nodes);
      chain.addFirst(n);
      ClippedLine line = itself(step.get().input);
      for (Node m : chain) {
        line = step(graph, m).orElseThrow().after(line, m);
      }
      all.add(line);
      n = producers.get(step.get().input);
      step = n == null ? Optional.empty() : step(graph, n);
    }
    return all;
  }

  /// What one node does: scale, shift, then clip.
  private record Step(String input, double factor, double shift, double low, double high) {
    ClippedLine after(ClippedLine c, Node n) {
      List<Node> nodes = new ArrayList<>(c.nodes);
      nodes.add(n);
      return new ClippedLine(
          c.x,
          c.slope * factor,
          c.shift * factor + shift,
          Math.clamp(c.low * factor + shift, low, high),
          Math.clamp(c.high * factor + shift, low, high),
          List.copyOf(nodes));
    }
  }

  private static Optional<Step> step(Graph graph, Node n) {
    String x = n.inputs().get(0);
    return switch (n.op()) {
      case Unary u when u.kind() == Unary.Kind.RELU -> Optional.of(new Step(x, 1, 0, 0, NONE));
      case Unary u when u.kind() == Unary.Kind.HARD_SIGMOID && u.alpha() > 0 ->
          Optional.of(new Step(x, u.alpha(), u.beta(), 0, 1));
      case Clip _ -> {
        Optional<Double> low = n.hasInput(1) ? scalar(graph, n, 1) : Optional.of(-NONE);
        Optional<Double> high = n.hasInput(2) ? scalar(graph, n, 2) : Optional.of(NONE);
        yield low.isEmpty() || high.isEmpty() || low.get() > high.get()
            ? Optional.empty()
            : Optional.of(new Step(x, 1, 0, low.get(), high.get()));
      }
      case Binary b -> binary(graph, b.kind(), n);
      default -> Optional.empty();
    };
  }

  private static Optional<Step> binary(Graph graph, Binary.Kind kind, Node n) {
    int side = scalar(graph, n, 1).isPresent() ? 1 : 0;
    Optional<Double> c = scalar(graph, n, side);
    String x = n.inputs().get(1 - side);
    if (c.isEmpty() || !graph.type(x).equals(graph.type(n.output()))) {
      return Optional.empty();
    }
    double v = c.get();
    Step added = new Step(x, 1, kind == Binary.Kind.SUB ? -v : v, -NONE, NONE);
    Step scaled = new Step(x, kind == Binary.Kind.DIV ? 1 / v : v, 0, -NONE, NONE);
    boolean known =
        switch (kind) {
          case ADD -> true;
          case SUB -> side == 1;
          case MUL -> v > 0;
          case DIV -> side == 1 && v > 0;
          default -> false;
        };
    boolean sum = kind == Binary.Kind.ADD || kind == Binary.Kind.SUB;
    return known ? Optional.of(sum ? added : scaled) : Optional.empty();
  }

  private static Optional<Double> scalar(Graph graph, Node n, int input) {
    return graph
        .constant(n.inputs().get(input))
        .filter(c -> c.type().isStatic() && c.type().shape().elements() == 1)
        .map(c -> c.tensor().getDouble(0))
        .filter(Double::isFinite);
  }
}
