package dev.sepconv.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Columns of text under a heading, as wide as they need to be. If they do not fit, those that can
/// bear it are cut, the last one first.
public final class TextTable {
  private static final String GAP = "  ";

  /// What can still be read; and what is left of a column where even that is too much.
  private static final int[] LEAST = {20, 8};

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private enum Cut {
    NOTHING,
    BEGINNING,
    END
  }

  private record Column(String heading, boolean right, Cut cut) {}

  /// @param heading what stands above
  /// @return this, with a column of words
  public TextTable words(String heading) {
    columns.add(new Column(heading, false, Cut.NOTHING));
    return this;
  }

  /// @param heading what stands above
  /// @return this, with a column of text whose end may be cut to fit the terminal
  public TextTable text(String heading) {
    columns.add(new Column(heading, false, Cut.END));
    return this;
  }

  /// The end of a layer's path tells more than its beginning.
  ///
  /// @param heading what stands above
  /// @return this, with a column of paths whose beginning may be cut to fit the terminal
  public TextTable paths(String heading) {
    columns.add(new Column(heading, false, Cut.BEGINNING));
    return this;
  }

  /// @param heading what stands above
  /// @return this, with a column of numbers
  public TextTable numbers(String heading) {
    columns.add(new Column(heading, true, Cut.NOTHING));
    return this;
  }

  /// @param cells one per column
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /// Cuts what the terminal has no room for, and nothing where the output goes elsewhere.
  ///
  /// @param out standard output
  public void print(PrintWriter out) {
    print(out, Terminal.columns(Integer.MAX_VALUE));
  }

  void print(PrintWriter out, int maxWidth) {
    int[] widths = widths(maxWidth);
    out.println(line(columns.stream().map(Column::heading).toList(), widths));
    out.println("─".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private int[] widths(int maxWidth) {
    int[] widths = new int[columns.size()];
    for (int c = 0; c < widths.length; c++) {
      widths[c] = columns.get(c).heading.length();
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - maxWidth;
    for (int least : LEAST) {
      for (int c = widths.length - 1; c >= 0; c--) {
        if (columns.get(c).cut != Cut.NOTHING) {
          int cut = Math.clamp(excess, 0, Math.max(0, widths[c] - least));
          widths[c] -= cut;
          excess -= cut;
        }
      }
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = fit(cells.get(c), widths[c], columns.get(c).cut);
      String space = " ".repeat(widths[c] - cell.length());
      line.append(c == 0 ? "" : GAP).append(columns.get(c).right ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  private static String fit(String cell, int width, Cut cut) {
    if (cell.length() <= width) {
      return cell;
    }
    return cut == Cut.END
        ? cell.substring(0, width - 1) + "…"
        : "…" + cell.substring(cell.length() - width + 1);
  }
}
