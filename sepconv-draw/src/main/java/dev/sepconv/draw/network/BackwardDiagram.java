package dev.sepconv.draw.network;

import dev.sepconv.draw.network.Diagram.Card;
import dev.sepconv.draw.network.Diagram.Edge;
import dev.sepconv.draw.network.Diagram.Line;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The graph that PyTorch's autograd would walk back through, as `torchviz.make_dot` draws it:
/// parameters (leaf tensors) blue, above them `AccumulateGrad`, then the gradient functions in grey
/// with arrows in the direction of the forward pass, the output green. What no parameter leads to
/// carries no gradient and is not drawn.
public final class BackwardDiagram {
  private static final Color LEAF = new Color(0xADD8E6);
  private static final Color FUNCTION = new Color(0xD9D9D9);
  private static final Color OUTPUT = new Color(0xCAFF70);

  private final Graph graph;
  private final List<Card> cards = new ArrayList<>();
  private final Set<Edge> edges = new LinkedHashSet<>();

  /// The card that a value's gradient goes back to.
  private final Map<String, Integer> sources = new HashMap<>();

  private final Map<String, Integer> leaves = new HashMap<>();
  private int parameters;

  private BackwardDiagram(Graph graph) {
    this.graph = graph;
  }

  /// @param graph a network
  /// @return its gradient functions and the parameters that they feed
  public static Diagram of(Graph graph) {
    return new BackwardDiagram(graph).diagram();
  }

  private Diagram diagram() {
    for (Node n : graph.nodes()) {
      add(n);
    }
    for (String out : graph.outputs()) {
      Integer from = sources.get(out);
      if (from != null) {
        int card = card(out, dims(graph.type(out)), OUTPUT, List.of());
        edges.add(new Edge(from, card, ""));
      }
    }
    return new Diagram(
        graph.name() + ", backward",
        parameters
            + (parameters == 1 ? " parameter tensor" : " parameter tensors")
            + "; gradients flow against the arrows",
        cards,
        List.of(),
        List.copyOf(edges),
        new Diagram.Legend(
            "",
            "",
            "",
            List.of(
                new Diagram.Swatch(LEAF, "parameter (leaf tensor)"),
                new Diagram.Swatch(FUNCTION, "gradient function"),
                new Diagram.Swatch(OUTPUT, "output"))),
        List.of());
  }

  private void add(Node n) {
    if (GradientFunctions.passes(n.op())) {
      Integer through = sources.get(n.inputs().getFirst());
      if (through != null) {
        n.outputs().forEach(o -> sources.put(o, through));
      }
      return;
    }
    String function = GradientFunctions.of(n, graph).orElse("");
    List<Integer> from = new ArrayList<>();
    if (!function.isEmpty()) {
      for (int i = 0; i < n.inputs().size(); i++) {
        Integer source = source(n, i);
        if (source != null) {
          from.add(source);
        }
      }
    }
    if (!from.isEmpty()) {
      int card = card(function, "", FUNCTION, List.of(n.name()));
      from.forEach(f -> edges.add(new Edge(f, card, "")));
      n.outputs().forEach(o -> sources.put(o, card));
    }
  }

  private @Nullable Integer source(Node n, int input) {
    String value = n.inputs().get(input);
    boolean parameter =
        graph.constant(value).filter(c -> c.role() == Constant.Role.PARAMETER).isPresent();
    if (!parameter) {
      return sources.get(value);
    }
    Integer leaf = leaves.computeIfAbsent(value, this::leaf);
    // A linear layer multiplies by its weights transposed.
    if (input == 1 && n.op() instanceof Gemm g && g.transB()) {
      int t = card("TBackward0", "", FUNCTION, List.of());
      edges.add(new Edge(leaf, t, ""));
      return t;
    }
    return leaf;
  }

  private int leaf(String value) {
    parameters++;
    int leaf = card(value, dims(graph.type(value)), LEAF, List.of());
    int accumulate = card("AccumulateGrad", "", FUNCTION, List.of());
    edges.add(new Edge(leaf, accumulate, ""));
    return accumulate;
  }

  private int card(String name, String shape, Color fill, List<String> layers) {
    List<Line> lines = new ArrayList<>();
    lines.add(new Line(name, "", true));
    if (!shape.isEmpty()) {
      lines.add(new Line(shape, "", false));
    }
    String tooltip = shape.isEmpty() ? String.join("", layers) : name + " " + shape;
    cards.add(new Card(layers, lines, tooltip, fill, false, 1, Diagram.TOP));
    return cards.size() - 1;
  }

  /// A shape as PyTorch prints it.
  private static String dims(TensorType t) {
    if (!t.ranked()) {
      return "?";
    }
    String dims = t.dims().stream().map(Dim::toString).collect(Collectors.joining(", "));
    return t.rank() == 1 ? "(" + dims + ",)" : "(" + dims + ")";
  }
}
