package dev.sepconv.analysis;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/// Two networks side by side, and the convolutions of the first that the second has replaced by
/// separable ones.
///
/// @param a the first network's costs
/// @param b the second network's costs
/// @param replaced the replaced convolutions in order
public record Comparison(Analysis a, Analysis b, List<Replacement> replaced) {
  /// Copies the list.
  public Comparison {
    replaced = List.copyOf(replaced);
  }

  /// @param a the first network
  /// @param b the second network
  /// @return both, counted and matched
  /// @throws dev.sepconv.error.SepconvException as {@link Analysis#of}
  public static Comparison of(Graph a, Graph b) {
    Analysis x = Analysis.of(a);
    Analysis y = Analysis.of(b);
    return new Comparison(x, y, Convolutions.replaced(x, y));
  }

  /// One figure of both networks.
  private record Line(String key, String label, long a, long b, boolean bytes) {
    String text(long value) {
      return bytes ? Numbers.bytes(value) : Numbers.thousands(value);
    }

    String ratio() {
      return b == 0 ? "–" : Numbers.fixed((double) a / b, 2) + "x";
    }

    String part() {
      return a == 0 ? "–" : Numbers.percent((double) b / a);
    }
  }

  private List<Line> table() {
    Totals x = a.totals();
    Totals y = b.totals();
    return List.of(
        new Line("params", "parameters", x.params(), y.params(), false),
        new Line("buffers", "buffers", x.buffers(), y.buffers(), false),
        new Line("macs", "MACs", x.macs(), y.macs(), false),
        new Line("flops", "FLOP (2 per MAC)", x.flops(), y.flops(), false),
        new Line("elementOps", "element operations", x.elementOps(), y.elementOps(), false),
        new Line("weightBytes", "weights", x.weightBytes(), y.weightBytes(), true),
        new Line("bytesMoved", "bytes read and written", x.bytesMoved(), y.bytesMoved(), true),
        new Line(
            "peakActivationBytes",
            "activations, live at the peak",
            x.peakActivationBytes(),
            y.peakActivationBytes(),
            true),
        new Line(
            "activationBytesWithoutReuse",
            "activations, without reuse",
            x.activationBytesWithoutReuse(),
            y.activationBytesWithoutReuse(),
            true));
  }

  /// @param width the most characters in a line
  /// @return a table, ending in a line break
  public String text(int width) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(List.of("", name(a), name(b), "B / A", "A / B"));
    for (Line l : table()) {
      cells.add(List.of(l.label, l.text(l.a), l.text(l.b), l.part(), l.ratio()));
    }
    StringBuilder out = new StringBuilder();
    out.append("A  ").append(name(a)).append("  ").append(inputs(a)).append('\n');
    out.append("B  ").append(name(b)).append("  ").append(inputs(b)).append("\n\n");
    out.append(TextGrid.render(cells, 1, width)).append('\n');
    if (replaced.isEmpty()) {
      out.append(
          "No normal convolution of A (same channels, kernel and output) is a depthwise and a"
              + " pointwise one in B.\n");
    } else {
      out.append("Replaced: normal convolution in A, depthwise and pointwise in B.\n");
      out.append("Theory: MACs shrink to 1/oc + 1/k², with oc output channels and k² positions of");
      out.append(" the kernel.\n\n");
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("A", "B", "oc", "k²", "1/oc + 1/k²", "MACs A", "MACs B", "B / A"));
      for (Replacement r : replaced) {
        rows.add(
            List.of(
                r.normal(),
                r.depthwise() + " + " + r.pointwise(),
                Numbers.thousands(r.outputChannels()),
                Numbers.thousands(r.kernelArea()),
                Numbers.fixed(r.theory(), 4),
                Numbers.units(r.normalMacs()),
                Numbers.units(r.separableMacs()),
                Numbers.fixed(r.actual(), 4)));
      }
      out.append(TextGrid.render(rows, 2, width));
    }
    StringBuilder notes = new StringBuilder();
    notes("A", a, notes);
    notes("B", b, notes);
    return out.append(notes.isEmpty() ? "" : "\n" + notes).toString();
  }

  private static void notes(String label, Analysis x, StringBuilder out) {
    x.notCounted()
        .forEach(n ->
            out.append(label + ": not counted: " + n.layer() + " (" + n.type() + "): " + n.reason())
                .append('\n'));
    x.assumed().forEach(s -> out.append(label + ": assumed: " + s + "\n"));
  }

  /// @return the figures, the ratios A / B and the replaced convolutions, ending in a line break
  public String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.set("a", side(a));
    root.set("b", side(b));
    ObjectNode ratios = root.putObject("ratios");
    for (Line l : table()) {
      if (l.b == 0) {
        ratios.putNull(l.key);
      } else {
        ratios.put(l.key, (double) l.a / l.b);
      }
    }
    ArrayNode list = root.putArray("replaced");
    for (Replacement r : replaced) {
      list.addObject()
          .put("normal", r.normal())
          .put("depthwise", r.depthwise())
          .put("pointwise", r.pointwise())
          .put("outputChannels", r.outputChannels())
          .put("kernelArea", r.kernelArea())
          .put("normalMacs", r.normalMacs())
          .put("separableMacs", r.separableMacs())
          .put("theory", r.theory())
          .put("actual", r.actual());
    }
    return AnalysisJson.print(root);
  }

  private static ObjectNode side(Analysis x) {
    ObjectNode o = JsonNodeFactory.instance.objectNode();
    o.put("model", x.graph().name());
    ObjectNode in = o.putObject("input");
    x.inputs().forEach(in::put);
    o.set("totals", AnalysisJson.totals(x.totals()));
    ArrayNode not = o.putArray("notCounted");
    x.notCounted()
        .forEach(n ->
            not.addObject()
                .put("layer", n.layer())
                .put("type", n.type())
                .put("reason", n.reason()));
    return o;
  }

  /// @return both tables in Markdown, ending in a line break
  public String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(LayerTable.markdownLine(List.of("", name(a), name(b), "B / A", "A / B")));
    lines.add("|---|---:|---:|---:|---:|");
    for (Line l : table()) {
      lines.add(
          LayerTable.markdownLine(List.of(l.label, l.text(l.a), l.text(l.b), l.part(), l.ratio())));
    }
    if (!replaced.isEmpty()) {
      lines.add("");
      lines.add("| A: normal | B: separable | 1/oc + 1/k² | MACs B / A |");
      lines.add("|---|---|---:|---:|");
      for (Replacement r : replaced) {
        lines.add(
            LayerTable.markdownLine(
                List.of(
                    r.normal(),
                    r.depthwise() + " + " + r.pointwise(),
                    Numbers.fixed(r.theory(), 4),
                    Numbers.fixed(r.actual(), 4))));
      }
    }
    StringBuilder notes = new StringBuilder();
    notes("A", a, notes);
    notes("B", b, notes);
    return String.join("\n", lines) + "\n" + (notes.isEmpty() ? "" : "\n" + notes);
  }

  private static String name(Analysis x) {
    return Numbers.printable(x.graph().name());
  }

  private static String inputs(Analysis x) {
    return x.inputs().entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(java.util.stream.Collectors.joining(", "));
  }
}
