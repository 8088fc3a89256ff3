package dev.sepconv.analysis;

import java.util.ArrayList;
import java.util.List;

/// A plain table in text: a header, a rule, rows; some columns of text, then columns of numbers.
public final class TextGrid {
  private static final int GAP = 2;

  private TextGrid() {}

  /// @param rows all rows of equal length, the header first
  /// @param textColumns how many columns are aligned left and may be shortened
  /// @param width the most characters in a line
  /// @return the table, ending in a line break
  public static String render(List<List<String>> rows, int textColumns, int width) {
    return render(rows, List.of(), textColumns, width);
  }

  /// @param rows all rows of equal length, the header first
  /// @param sums rows below a second rule; may be empty
  /// @param textColumns how many columns are aligned left and may be shortened
  /// @param width the most characters in a line
  /// @return the table, ending in a line break
  public static String render(
      List<List<String>> rows, List<List<String>> sums, int textColumns, int width) {
    List<List<String>> all = new ArrayList<>(rows);
    all.addAll(sums);
    int n = rows.get(0).size();
    int[] widths = new int[n];
    for (List<String> row : all) {
      for (int i = 0; i < n; i++) {
        widths[i] = Math.max(widths[i], Numbers.length(row.get(i)));
      }
    }
    shrink(widths, textColumns, width);
    StringBuilder b = new StringBuilder();
    for (int r = 0; r < all.size(); r++) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        String cell = Numbers.middle(Numbers.printable(all.get(r).get(i)), widths[i]);
        cells.add(i < textColumns ? Numbers.right(cell, widths[i]) : Numbers.left(cell, widths[i]));
      }
      b.append(String.join(" ".repeat(GAP), cells).stripTrailing()).append('\n');
      if (r == 0 || (r == rows.size() - 1 && !sums.isEmpty())) {
        b.append("─".repeat(total(widths))).append('\n');
      }
    }
    return b.toString();
  }

  /// Takes characters from the widest column until the line fits: text columns first, then the
  /// others, whose headings may be long names.
  private static void shrink(int[] widths, int textColumns, int width) {
    while (total(widths) > width) {
      int widest = widest(widths, 0, textColumns, 8);
      if (widest < 0) {
        widest = widest(widths, textColumns, widths.length, 14);
      }
      if (widest < 0) {
        return;
      }
      widths[widest]--;
    }
  }

  private static int widest(int[] widths, int from, int to, int least) {
    int best = -1;
    for (int i = from; i < to; i++) {
      if (widths[i] > least && (best < 0 || widths[i] > widths[best])) {
        best = i;
      }
    }
    return best;
  }

  private static int total(int[] widths) {
    int sum = GAP * (widths.length - 1);
    for (int w : widths) {
      sum += w;
    }
    return sum;
  }
}
