package dev.sepconv.analysis;

import dev.sepconv.graph.ModuleTrace;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Puts layers under the modules they lie in.
final class TableRows {
  private final Map<String, String> types = new HashMap<>();
  private final int maxDepth;
  private final List<TableRow> rows = new ArrayList<>();
  private List<String> open = List.of();
  private String summed = "";

  private TableRows(Analysis analysis, int maxDepth) {
    this.maxDepth = maxDepth;
    analysis.graph().trace().ifPresent(t -> collectTypes(t.root()));
  }

  /// @param analysis the costs
  /// @param maxDepth how many levels of modules are shown; deeper layers are summed up
  /// @return the lines in order
  static List<TableRow> of(Analysis analysis, int maxDepth) {
    TableRows r = new TableRows(analysis, maxDepth);
    analysis.layers().forEach(r::add);
    return r.rows;
  }

  private void collectTypes(ModuleTrace.Module m) {
    types.put(m.path(), m.type());
    m.children().forEach(this::collectTypes);
  }

  private void add(Layer l) {
    List<String> parents =
        l.parent().isEmpty() ? List.of() : Arrays.asList(l.parent().split("\\."));
    int shown = Math.min(parents.size(), Math.max(maxDepth - 1, 0));
    boolean sum = parents.size() > shown;
    String key = sum ? String.join(".", parents.subList(0, shown + 1)) : "";
    if (sum && key.equals(summed)) {
      rows.add(rows.removeLast().plus(l));
      return;
    }
    int common = 0;
    while (common < shown && common < open.size() && open.get(common).equals(parents.get(common))) {
      common++;
    }
    for (int d = common; d < shown; d++) {
      String path = String.join(".", parents.subList(0, d + 1));
      rows.add(TableRow.heading(parents.get(d), types.getOrDefault(path, ""), d));
    }
    open = parents.subList(0, shown);
    summed = key;
    if (sum) {
      TableRow empty =
          new TableRow(
              parents.get(shown),
              types.getOrDefault(key, ""),
              shown,
              false,
              "",
              List.of(),
              0,
              false,
              Cost.NONE,
              0,
              Optional.empty());
      rows.add(empty.plus(l));
    } else {
      rows.add(TableRow.of(l, l.name().isEmpty() ? l.type() : l.name(), shown));
    }
  }

  /// @return for each row the lines that connect it with its module, such as `│ ├ `
  static List<String> guides(List<TableRow> rows) {
    String[] guides = new String[rows.size()];
    List<Boolean> continues = new ArrayList<>();
    for (int i = rows.size() - 1; i >= 0; i--) {
      int depth = rows.get(i).depth();
      while (continues.size() <= depth) {
        continues.add(false);
      }
      StringBuilder b = new StringBuilder();
      for (int d = 1; d < depth; d++) {
        b.append(continues.get(d) ? "│ " : "  ");
      }
      if (depth > 0) {
        b.append(continues.get(depth) ? "├ " : "└ ");
      }
      guides[i] = b.toString();
      continues.set(depth, true);
      for (int d = depth + 1; d < continues.size(); d++) {
        continues.set(d, false);
      }
    }
    return List.of(guides);
  }
}
