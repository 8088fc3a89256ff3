package dev.sepconv.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// A network's layers as CSV (RFC 4180) or as a Markdown table, one line per layer.
public final class LayerTable {
  private static final List<String> TITLES =
      List.of(
          "path",
          "type",
          "kernel",
          "input",
          "output",
          "params",
          "shared params",
          "buffers",
          "MACs",
          "MACs share",
          "element operations",
          "bytes read",
          "bytes written",
          "FLOP per byte",
          "receptive field",
          "effective stride");

  private LayerTable() {}

  /// Lines end in CR LF, as the RFC wants; numbers have no separators. A cost that is not known is
  /// empty.
  ///
  /// @param analysis a network's costs
  /// @return a header line and one line per layer
  public static String csv(Analysis analysis) {
    StringBuilder b = new StringBuilder();
    b.append(csvLine(TITLES));
    for (Layer l : analysis.layers()) {
      boolean counted = l.cost().notCounted().isEmpty();
      b.append(
          csvLine(
              List.of(
                  l.path(),
                  l.type(),
                  l.geometry().map(Geometry::text).orElse(""),
                  shapes(l.inputs()),
                  shapes(l.outputs()),
                  Long.toString(l.params()),
                  Long.toString(l.sharedParams()),
                  Long.toString(l.buffers()),
                  counted ? Long.toString(l.macs()) : "",
                  counted ? Numbers.fixed(analysis.share(l), 6) : "",
                  counted ? Long.toString(l.cost().elementOps()) : "",
                  Long.toString(l.bytesRead()),
                  Long.toString(l.bytesWritten()),
                  counted ? Numbers.fixed(l.intensity(), 3) : "",
                  field(l, true),
                  field(l, false))));
    }
    return b.toString();
  }

  /// @param analysis a network's costs
  /// @return a heading, the table of layers, the totals and what was not counted
  public static String markdown(Analysis analysis) {
    List<String> lines = new ArrayList<>();
    lines.add("## " + markdownCell(analysis.graph().name()));
    lines.add("");
    analysis.inputs().forEach((name, shape) -> lines.add("Input `" + name + "`: " + shape + "  "));
    lines.add("");
    lines.add("| layer | type | kernel | output | params | MACs | share | memory |");
    lines.add("|---|---|---|---|---:|---:|---:|---:|");
    for (Layer l : analysis.layers()) {
      boolean counted = l.cost().notCounted().isEmpty();
      boolean shared = l.params() == 0 && l.sharedParams() > 0;
      lines.add(
          markdownLine(
              List.of(
                  l.path(),
                  l.type(),
                  l.geometry().map(Geometry::text).orElse(""),
                  shapes(l.outputs()),
                  shared ? "(shared)" : Numbers.thousands(l.params()),
                  counted ? Numbers.thousands(l.macs()) : "?",
                  counted ? Numbers.percent(analysis.share(l)) : "?",
                  Numbers.bytes(l.bytes()))));
    }
    Totals t = analysis.totals();
    lines.add(
        markdownLine(
            List.of(
                "**total**",
                "",
                "",
                "",
                "**" + Numbers.thousands(t.params()) + "**",
                "**" + Numbers.thousands(t.macs()) + "**",
                "",
                Numbers.bytes(t.bytesMoved()))));
    lines.add("");
    lines.add(
        "- parameters: "
            + Numbers.thousands(t.params())
            + ", "
            + Numbers.thousands(t.buffers())
            + " more in buffers");
    lines.add("- FLOP (2 per MAC): " + Numbers.thousands(t.flops()));
    lines.add("- element operations: " + Numbers.thousands(t.elementOps()));
    lines.add(
        "- activations: "
            + Numbers.bytes(t.peakActivationBytes())
            + " live at the peak, "
            + Numbers.bytes(t.activationBytesWithoutReuse())
            + " without reuse");
    String not =
        analysis.notCounted().stream()
            .map(n -> markdownCell(n.layer() + " (" + n.type() + "): " + n.reason()))
            .collect(Collectors.joining("; "));
    lines.add("- not counted: " + (not.isEmpty() ? "nothing" : not));
    analysis.assumed().forEach(a -> lines.add("- assumed: " + markdownCell(a)));
    return String.join("\n", lines) + "\n";
  }

  private static String shapes(List<dev.sepconv.tensor.TensorType> types) {
    return types.stream().map(Numbers::shape).collect(Collectors.joining(" "));
  }

  private static String field(Layer l, boolean size) {
    return l.field()
        .map(f ->
            f.whole()
                ? ""
                : (size ? f.size() : f.stride())
                    .stream().map(String::valueOf).collect(Collectors.joining("x")))
        .orElse("");
  }

  private static String csvLine(List<String> cells) {
    return cells.stream().map(LayerTable::csvCell).collect(Collectors.joining(",")) + "\r\n";
  }

  private static String csvCell(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
  }

  /// @param cells one per column
  /// @return a row of a Markdown table, without a line break
  public static String markdownLine(List<String> cells) {
    return cells.stream()
        .map(LayerTable::markdownCell)
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String markdownCell(String cell) {
    return cell.replace("|", "\\|").replace("\n", " ").replace("\r", " ");
  }
}
