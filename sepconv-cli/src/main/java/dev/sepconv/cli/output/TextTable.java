package dev.sepconv.cli.output;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Columns of text under a heading, as wide as they need to be. If they do not fit, one column that
/// can bear it is cut.
public final class TextTable {
  private static final String GAP = "  ";
  private static final int MIN_SHRUNK = 8;

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();

  private record Column(String heading, boolean right, boolean shrinks) {}

  /// @param heading what stands above
  /// @return this, with a column of words
  public TextTable words(String heading) {
    columns.add(new Column(heading, false, false));
    return this;
  }

  /// @param heading what stands above
  /// @return this, with a column of words that may be cut to fit the terminal
  public TextTable shrinkingWords(String heading) {
    columns.add(new Column(heading, false, true));
    return this;
  }

  /// @param heading what stands above
  /// @return this, with a column of numbers
  public TextTable numbers(String heading) {
    columns.add(new Column(heading, true, false));
    return this;
  }

  /// @param cells one per column
  public void row(String... cells) {
    rows.add(List.of(cells));
  }

  /// @param out where it goes
  /// @param maxWidth the width of the terminal
  public void print(PrintWriter out, int maxWidth) {
    int[] widths = widths(maxWidth);
    out.println(line(columns.stream().map(Column::heading).toList(), widths));
    out.println("─".repeat(Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1)));
    rows.forEach(row -> out.println(line(row, widths)));
  }

  private int[] widths(int maxWidth) {
    int[] widths = new int[columns.size()];
    int shrinking = -1;
    for (int c = 0; c < widths.length; c++) {
      widths[c] = columns.get(c).heading.length();
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
      shrinking = columns.get(c).shrinks ? c : shrinking;
    }
    int excess = Arrays.stream(widths).sum() + GAP.length() * (widths.length - 1) - maxWidth;
    if (shrinking >= 0 && excess > 0) {
      widths[shrinking] = Math.max(MIN_SHRUNK, widths[shrinking] - excess);
    }
    return widths;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String cell = cut(cells.get(c), widths[c]);
      String space = " ".repeat(widths[c] - cell.length());
      line.append(c == 0 ? "" : GAP).append(columns.get(c).right ? space + cell : cell + space);
    }
    return line.toString().stripTrailing();
  }

  /// The end of a layer's path tells more than its beginning.
  private static String cut(String cell, int width) {
    return cell.length() <= width ? cell : "…" + cell.substring(cell.length() - width + 1);
  }
}
