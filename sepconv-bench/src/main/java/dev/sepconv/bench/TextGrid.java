package dev.sepconv.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Text in columns as wide as their widest cell; the first and the last begin at the left, the
/// others end at the right.
final class TextGrid {
  private TextGrid() {}

  /// Renders a table.
  ///
  /// @param header one cell per column
  /// @param rows as many cells each
  /// @return lines, the last one ended too
  static String render(List<String> header, List<List<String>> rows) {
    List<List<String>> all = new ArrayList<>();
    all.add(header);
    all.addAll(rows);
    int[] widths =
        IntStream.range(0, header.size())
            .map(c -> all.stream().mapToInt(r -> r.get(c).length()).max().orElse(0))
            .toArray();
    all.add(1, IntStream.of(widths).mapToObj("-"::repeat).toList());
    return all.stream().map(r -> line(r, widths)).collect(Collectors.joining());
  }

  private static String line(List<String> cells, int[] widths) {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String blank = " ".repeat(widths[c] - cells.get(c).length());
      boolean left = c == 0 || c == widths.length - 1;
      text.append(left ? cells.get(c) + blank : blank + cells.get(c)).append("  ");
    }
    return text.toString().stripTrailing() + "\n";
  }
}
