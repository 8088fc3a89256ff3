package dev.sepconv.draw.network;

import dev.sepconv.analysis.Numbers;
import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.network.Diagram.Box;
import dev.sepconv.draw.network.Diagram.Card;
import dev.sepconv.draw.network.Diagram.Edge;
import dev.sepconv.draw.network.Diagram.Line;
import java.awt.Color;
import java.util.Locale;
import java.util.stream.Collectors;

/// A diagram in the DOT language, for those who have Graphviz.
public final class Dot {
  private static final int LONGEST_LINE = 60;

  private final Diagram diagram;
  private final StringBuilder b = new StringBuilder();

  private Dot(Diagram diagram) {
    this.diagram = diagram;
  }

  /// @param diagram what to write
  /// @param right whether it flows to the right instead of down
  /// @return the text
  public static String text(Diagram diagram, boolean right) {
    return new Dot(diagram).write(right);
  }

  private String write(boolean right) {
    b.append("digraph ").append(quoted(diagram.title())).append(" {\n");
    b.append("  graph [fontname=\"Helvetica\", labelloc=t, rankdir=").append(right ? "LR" : "TB");
    b.append(", label=").append(quoted(diagram.title() + "\n" + diagram.subtitle())).append("];\n");
    b.append(
        "  node [shape=box, style=\"rounded,filled\", fontname=\"Helvetica\", fontsize=11];\n");
    b.append("  edge [fontname=\"Helvetica\", fontsize=9, color=\"#7b8794\"];\n");
    inside(Diagram.TOP, "  ");
    for (Edge e : diagram.edges()) {
      b.append("  n").append(e.from()).append(" -> n").append(e.to());
      b.append(e.label().isEmpty() ? "" : " [label=" + quoted(e.label()) + "]").append(";\n");
    }
    return b.append("}\n").toString();
  }

  private void inside(int box, String indent) {
    for (int i = 0; i < diagram.cards().size(); i++) {
      Card c = diagram.cards().get(i);
      if (c.box() == box) {
        b.append(indent).append('n').append(i).append(" [label=").append(label(c));
        b.append(", tooltip=").append(quoted(c.tooltip()));
        b.append(", fillcolor=").append(quoted(hex(c.fill())));
        b.append(", fontcolor=").append(quoted(hex(Palette.textOn(c.fill())))).append("];\n");
      }
    }
    for (int i = 0; i < diagram.boxes().size(); i++) {
      Box inner = diagram.boxes().get(i);
      if (inner.parent() == box) {
        String times = inner.times() > 1 ? "×" + inner.times() + " " : "";
        b.append(indent).append("subgraph cluster_").append(i).append(" {\n");
        b.append(indent).append("  style=rounded; color=\"#7b8794\"; label=");
        b.append(quoted(times + cut(inner.label() + " " + inner.type()))).append(";\n");
        inside(i, indent + "  ");
        b.append(indent).append("}\n");
      }
    }
  }

  private static String label(Card c) {
    String times = c.times() > 1 ? "×" + c.times() + " " : "";
    return quoted(times + c.lines().stream().map(Dot::line).collect(Collectors.joining("\n")));
  }

  private static String line(Line l) {
    return cut(l.left()) + (l.right().isEmpty() ? "" : "   " + l.right());
  }

  private static String cut(String text) {
    return Text.printable(Numbers.middle(text, LONGEST_LINE));
  }

  /// A quoted string, in which only a quotation mark and a backslash have a meaning.
  private static String quoted(String text) {
    return text.lines()
        .map(l -> Text.printable(l).replace("\\", "\\\\").replace("\"", "\\\""))
        .collect(Collectors.joining("\\n", "\"", "\""));
  }

  private static String hex(Color c) {
    return String.format(Locale.ROOT, "#%06x", c.getRGB() & 0xFFFFFF);
  }
}
