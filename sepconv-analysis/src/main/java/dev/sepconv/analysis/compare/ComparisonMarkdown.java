package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.LayerTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/// A comparison in Markdown: the verdict, then the tables.
final class ComparisonMarkdown {
  private ComparisonMarkdown() {}

  static String render(Comparison c) {
    List<String> lines = new ArrayList<>();
    lines.add("**" + c.verdict() + "**");
    lines.add("");
    table(Figure.table(c, "A: " + c.nameA(), "B: " + c.nameB()), 1, lines);
    c.times().ifPresent(t -> lines.addAll(List.of("", ComparisonText.measured(t))));
    if (!c.rows().isEmpty()) {
      lines.add("");
      table(new LayerColumns(c).all(), LayerColumns.names(), lines);
    }
    if (!c.notes().isEmpty()) {
      lines.add("");
      c.notes().forEach(n -> lines.add("- " + n));
    }
    return String.join("\n", lines) + "\n";
  }

  private static void table(List<List<String>> rows, int textColumns, List<String> lines) {
    List<String> rule = new ArrayList<>(Collections.nCopies(textColumns, "---"));
    rule.addAll(Collections.nCopies(rows.getFirst().size() - textColumns, "---:"));
    lines.add(LayerTable.markdownLine(rows.getFirst()));
    lines.add("|" + String.join("|", rule) + "|");
    rows.stream().skip(1).map(LayerTable::markdownLine).forEach(lines::add);
  }
}
