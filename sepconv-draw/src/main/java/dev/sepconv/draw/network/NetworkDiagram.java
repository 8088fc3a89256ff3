package dev.sepconv.draw.network;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Geometry;
import dev.sepconv.analysis.Layer;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.draw.Palette;
import dev.sepconv.draw.network.Diagram.Card;
import dev.sepconv.draw.network.Diagram.Edge;
import dev.sepconv.draw.network.Diagram.Line;
import dev.sepconv.draw.network.ModuleTree.Frame;
import dev.sepconv.draw.network.ModuleTree.Leaf;
import dev.sepconv.draw.network.ModuleTree.Part;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.awt.Color;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A network as a diagram: a card per layer, with the normalisation and activation that follow it
/// in the same card.
public final class NetworkDiagram {
  /// More following layers than this are only counted.
  private static final int MOST_NAMED = 3;

  private final Analysis analysis;
  private final Graph graph;
  private final Options options;
  private final List<Card> cards = new ArrayList<>();
  private final List<Diagram.Box> boxes = new ArrayList<>();
  private final Set<Edge> edges = new LinkedHashSet<>();
  private final Set<String> labelled = new HashSet<>();
  private final Map<Unit, Integer> cardOf = new HashMap<>();
  private double total;
  private double most;

  private NetworkDiagram(Analysis analysis, Options options) {
    this.analysis = analysis;
    graph = analysis.graph();
    this.options = options;
  }

  /// How much is shown.
  ///
  /// @param depth how many levels of modules; deeper ones are a card each
  /// @param expand whether repeated blocks are all drawn
  /// @param heat what colours the cards
  public record Options(int depth, boolean expand, Heat heat) {
    /// Everything, colours by MACs.
    public static final Options DEFAULT = new Options(Integer.MAX_VALUE, false, Heat.macs());
  }

  /// @param analysis the network
  /// @param options how much is shown
  /// @return its diagram
  public static Diagram of(Analysis analysis, Options options) {
    return new NetworkDiagram(analysis, options).diagram();
  }

  /// The same with as many levels of modules as a picture can show.
  ///
  /// @param analysis the network
  /// @param options how much is shown at most
  /// @return its diagram; of more than {@link DiagramPicture#MOST_CARDS} cards only if modules do
  ///   not make it smaller
  public static Diagram readable(Analysis analysis, Options options) {
    Diagram all = of(analysis, options);
    Diagram d = all;
    int levels = Math.min(options.depth, levels(analysis));
    int depth = levels;
    while (d.cards().size() > DiagramPicture.MOST_CARDS && depth > 1) {
      depth--;
      d = of(analysis, new Options(depth, options.expand, options.heat));
    }
    if (depth == levels) {
      return all;
    }
    List<String> notes = new ArrayList<>(d.notes());
    notes.add(
        "Modules at level "
            + depth
            + " are one card each: all together would be "
            + Numbers.thousands(all.cards().size())
            + " cards.");
    return new Diagram(d.title(), d.subtitle(), d.cards(), d.boxes(), d.edges(), d.legend(), notes);
  }

  private static int levels(Analysis analysis) {
    return analysis.layers().stream()
        .mapToInt(l -> l.parent().isEmpty() ? 1 : l.parent().split("\\.").length + 1)
        .max()
        .orElse(1);
  }

  private Diagram diagram() {
    Units.Division division = Units.of(analysis, options.depth);
    Frame root = ModuleTree.of(graph, division.units());
    List<Units.Flow> flows = division.flows();
    Map<Unit, Unit> shown = new HashMap<>();
    if (options.expand) {
      division.units().forEach(u -> shown.put(u, u));
    } else {
      Repeats repeats = Repeats.fold(root, flows, graph);
      flows = repeats.flows();
      division.units().forEach(u -> shown.put(u, repeats.shownAs(u)));
    }
    List<Unit> drawn = new ArrayList<>();
    root.units(drawn);
    total = division.units().stream().mapToDouble(options.heat::of).sum();
    most = drawn.stream().mapToDouble(options.heat::of).max().orElse(0);

    Map<String, Integer> inputs = new HashMap<>();
    for (String in : graph.inputs()) {
      inputs.put(in, cards.size());
      cards.add(pill("input", in));
    }
    addParts(root.parts(), Diagram.TOP, 1);
    for (Units.Flow f : flows) {
      addEdge(cardOf.get(f.from()), cardOf.get(f.to()), f.value());
    }
    addInputs(inputs, division.owner(), shown);
    addOutputs(inputs, division.owner(), shown);
    return new Diagram(
        graph.name(),
        subtitle(),
        cards,
        boxes,
        List.copyOf(edges),
        legend(),
        notes(division, drawn.size()));
  }

  // ---- cards ------------------------------------------------------------------------------------

  private void addParts(List<Part> parts, int box, int times) {
    for (Part p : parts) {
      switch (p) {
        case Leaf(Unit u) -> addCard(u, box, times);
        case Frame f when f.parts().size() == 1 -> addParts(f.parts(), box, f.times());
        case Frame f -> {
          int inner = boxes.size();
          boxes.add(new Diagram.Box(f.path(), f.type(), f.times(), box));
          addParts(f.parts(), inner, 1);
        }
      }
    }
  }

  private void addCard(Unit u, int box, int times) {
    cardOf.put(u, cards.size());
    List<Line> lines = new ArrayList<>();
    String geometry = u.isModule() ? "" : geometry(u.first());
    lines.add(new Line(u.type().isEmpty() ? "module" : u.type(), geometry, true));
    if (!u.name().equals(u.type()) && !u.name().isEmpty()) {
      lines.add(new Line(u.name(), "", false));
    }
    if (u.isModule()) {
      lines.add(new Line(u.layers().size() + " layers", "", false));
    } else if (u.layers().size() > 1) {
      lines.add(new Line("+ " + followers(u), "", false));
    }
    boolean shared = u.params() == 0 && u.layers().stream().anyMatch(l -> l.sharedParams() > 0);
    if (u.params() + u.macs() > 0 || shared) {
      lines.add(
          new Line(
              shared ? "shared parameters" : Numbers.units(u.params()) + " params",
              Numbers.units(u.macs()) + " MACs",
              false));
    }
    double heat = options.heat.of(u);
    String text = heat > 0 ? options.heat.text().apply(heat) : "";
    if (!text.isEmpty()) {
      lines.add(new Line(text, Numbers.percent(heat / total), false));
    }
    cards.add(
        new Card(
            u.allLayers().stream().map(Layer::path).toList(),
            lines,
            tooltip(u),
            color(u, heat),
            false,
            times,
            box));
  }

  private static String geometry(Layer l) {
    return l.geometry().map(Geometry::text).orElse("");
  }

  private static String followers(Unit u) {
    int count = u.layers().size() - 1;
    return count > MOST_NAMED
        ? count + " elementwise steps"
        : u.layers().stream().skip(1).map(Layer::type).collect(Collectors.joining(" + "));
  }

  private Color color(Unit u, double heat) {
    return options.heat.value().isPresent()
        ? Palette.heat(most == 0 ? 0 : heat / most)
        : Kind.of(u).color();
  }

  private static String tooltip(Unit u) {
    StringBuilder b = new StringBuilder();
    for (Layer l : u.layers()) {
      b.append(b.isEmpty() ? "" : "\n")
          .append(l.path().isEmpty() ? l.type() : l.path() + "  " + l.type());
      l.geometry().ifPresent(g -> b.append(' ').append(g.text()));
      String out = l.outputs().stream().map(Numbers::shape).collect(Collectors.joining(", "));
      b.append(out.isEmpty() ? "" : " → " + out);
      if (l.params() > 0) {
        b.append(", ").append(Numbers.thousands(l.params())).append(" parameters");
      }
      if (l.macs() > 0) {
        b.append(", ").append(Numbers.thousands(l.macs())).append(" MACs");
      }
    }
    return b.toString();
  }

  private Card pill(String what, String value) {
    String shape = Numbers.shape(graph.type(value));
    boolean named = !value.equals(what);
    return new Card(
        List.of(),
        List.of(new Line(named ? what + " " + value : what, "", true), new Line(shape, "", false)),
        what + " " + value + " " + shape,
        Palette.PAPER,
        true,
        1,
        Diagram.TOP);
  }

  // ---- arrows -----------------------------------------------------------------------------------

  private void addEdge(@Nullable Integer from, @Nullable Integer to, String value) {
    if (from != null && to != null) {
      // A value that several read is labelled where it first goes.
      boolean first = labelled.add(value);
      edges.add(new Edge(from, to, first ? Numbers.shape(graph.type(value)) : ""));
    }
  }

  private void addInputs(
      Map<String, Integer> inputs, Map<String, Unit> owner, Map<Unit, Unit> shown) {
    for (Node n : graph.nodes()) {
      Unit unit = owner.get(n.name());
      for (String v : n.inputs()) {
        if (unit != null && inputs.containsKey(v)) {
          addEdge(inputs.get(v), cardOf.get(shown.get(unit)), v);
        }
      }
    }
  }

  private void addOutputs(
      Map<String, Integer> inputs, Map<String, Unit> owner, Map<Unit, Unit> shown) {
    Map<String, Node> producers = graph.producers();
    for (String out : graph.outputs()) {
      Integer from = inputs.get(out);
      Node n = producers.get(out);
      if (n != null && owner.get(n.name()) != null) {
        from = cardOf.get(shown.get(owner.get(n.name())));
      }
      cards.add(pill("output", out));
      addEdge(from, cards.size() - 1, out);
    }
  }

  // ---- around it --------------------------------------------------------------------------------

  private String subtitle() {
    return Numbers.units(analysis.totals().params())
        + " parameters · "
        + Numbers.units(analysis.totals().macs())
        + " MACs · "
        + Numbers.thousands(graph.nodes().size())
        + (graph.nodes().size() == 1 ? " node" : " nodes");
  }

  private Diagram.Legend legend() {
    if (options.heat.value().isEmpty()) {
      return new Diagram.Legend("", "", "", Kind.legend(analysis.layers()));
    }
    String high = total == 0 ? "0%" : Numbers.percent(most / total);
    return new Diagram.Legend(options.heat.label(), "0%", high, List.of());
  }

  private List<String> notes(Units.Division division, int drawn) {
    List<String> notes = new ArrayList<>(options.heat.notes());
    int repeated = division.units().size() - drawn;
    if (repeated > 0) {
      notes.add("×n: comes n times in a row; numbers are of one of them.");
    }
    if (division.hidden() > 0) {
      notes.add(
          division.hidden() == 1
              ? "1 node, which only computes a shape, is not drawn."
              : division.hidden() + " nodes, which only compute shapes, are not drawn.");
    }
    notes.addAll(analysis.assumed());
    return notes;
  }
}
