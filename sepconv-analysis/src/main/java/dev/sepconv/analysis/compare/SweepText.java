package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.LayerTable;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.TextGrid;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A sweep as a table with bars, and what it comes to.
final class SweepText {
  private static final List<String> EIGHTHS = List.of("", "▏", "▎", "▍", "▌", "▋", "▊", "▉");
  private static final int LEAST_BAR = 10;
  private static final int LONGEST_BAR = 40;

  private SweepText() {}

  static String render(Sweep sweep, int width) {
    List<List<String>> rows = rows(sweep);
    String table = TextGrid.render(rows, 0, width);
    List<String> lines = table.lines().toList();
    int used = lines.stream().mapToInt(Numbers::length).max().orElse(0) + 2;
    int room = Math.clamp(width - used, 0, LONGEST_BAR);
    StringBuilder out = new StringBuilder();
    out.append("Normal against separable: ").append(sweep.layer()).append('\n');
    out.append(
        "Each runs as a network of its own: reordering its input and output is included.\n\n");
    double most =
        sweep.points().stream()
            .mapToDouble(p -> Math.max(p.theory(), p.speedup().median()))
            .max()
            .orElse(1);
    for (int i = 0; i < lines.size(); i++) {
      // Two lines stand above the points: heading and rule.
      String bar = i < 2 || room < LEAST_BAR ? "" : bar(sweep.points().get(i - 2), most, room);
      out.append((Numbers.right(lines.get(i), used) + bar).stripTrailing()).append('\n');
    }
    if (room >= LEAST_BAR) {
      out.append("bar: how many times faster the separable form is; ┊ 1x; ◆ theory, by MACs\n");
    }
    return out.append('\n').append(crossover(sweep)).append('\n').toString();
  }

  /// A bar of the speed-up with marks at 1 and at the theory.
  private static String bar(Sweep.Point p, double most, int room) {
    double cell = (room - 1) / Math.max(most, 1);
    int[] line = " ".repeat(room).codePoints().toArray();
    line[(int) cell] = '┊';
    double length = p.speedup().median() * cell;
    int full = (int) length;
    for (int i = 0; i < full; i++) {
      line[i] = '█';
    }
    String rest = EIGHTHS.get((int) ((length - full) * EIGHTHS.size()));
    if (!rest.isEmpty()) {
      line[full] = rest.codePointAt(0);
    }
    line[(int) (p.theory() * cell)] = '◆';
    return new String(line, 0, line.length);
  }

  private static List<List<String>> rows(Sweep sweep) {
    List<List<String>> rows = new ArrayList<>();
    String axis = sweep.axis().name().toLowerCase(Locale.ROOT);
    rows.add(List.of(axis, "normal", "separable", "faster", "p10–p90", "theory"));
    for (Sweep.Point p : sweep.points()) {
      rows.add(
          List.of(
              sweep.axis() == Sweep.Axis.CHANNELS
                  ? Integer.toString(p.value())
                  : sweep.axis().text(p.value()),
              Numbers.millis(p.normal().medianMillis()),
              Numbers.millis(p.separable().medianMillis()),
              Numbers.times(p.speedup().median()),
              Figure.range(p.speedup()),
              Numbers.times(p.theory())));
    }
    return rows;
  }

  static String markdown(Sweep sweep) {
    List<List<String>> rows = rows(sweep);
    StringBuilder out = new StringBuilder();
    out.append("**").append(crossover(sweep)).append("**\n\n");
    out.append("Normal against separable: ").append(sweep.layer()).append("\n\n");
    out.append(LayerTable.markdownLine(rows.getFirst())).append('\n');
    out.append("|").append("---:|".repeat(rows.getFirst().size())).append('\n');
    rows.stream().skip(1).forEach(r -> out.append(LayerTable.markdownLine(r)).append('\n'));
    return out.toString();
  }

  static String crossover(Sweep sweep) {
    List<Sweep.Point> points = sweep.points();
    List<Sweep.Point> winners = points.stream().filter(Sweep.Point::wins).toList();
    if (winners.isEmpty()) {
      Sweep.Point best =
          points.stream().max(Comparator.comparingDouble(p -> p.speedup().median())).orElseThrow();
      return "The separable form wins nowhere in this range; it comes nearest at "
          + at(sweep, best)
          + ".";
    }
    int first = points.indexOf(winners.getFirst());
    int last = points.indexOf(winners.getLast());
    if (last - first + 1 > winners.size()) {
      return "The separable form wins at "
          + winners.stream()
              .map(p -> sweep.axis().text(p.value()))
              .collect(Collectors.joining(", "))
          + ", and not between or beyond.";
    }
    String ends =
        winners.size() == 1
            ? ": " + at(sweep, winners.getFirst())
            : ": " + at(sweep, winners.getFirst()) + ", " + at(sweep, winners.getLast());
    if (first == 0 && last == points.size() - 1) {
      return "The separable form wins in the whole range" + ends + ".";
    }
    String from = sweep.axis().text(winners.getFirst().value());
    String to = sweep.axis().text(winners.getLast().value());
    return "The separable form wins "
        + (first == 0
            ? "up to " + to
            : last == points.size() - 1 ? "from " + from + " on" : "from " + from + " to " + to)
        + ends
        + ".";
  }

  /// Such as `1.31x at 16 channels`.
  private static String at(Sweep sweep, Sweep.Point p) {
    return Numbers.times(p.speedup().median()) + " at " + sweep.axis().text(p.value());
  }
}
