package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.TextGrid;
import dev.sepconv.analysis.time.LayerTime;
import dev.sepconv.analysis.time.PairTimes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;

/// The table of replaced convolutions: what is left of MACs in theory and here, what is left of the
/// time, what bounds each. Where the terminal is narrow the least important columns are left out.
final class LayerColumns {
  /// A layer's name can be read in this many characters.
  private static final int LEAST_NAME = 18;

  private static final String NONE = "";

  /// Less cannot be measured.
  private static final double TINY = 1e-6;

  private final Comparison comparison;

  /// @param title what stands above
  /// @param importance the smallest are left out first, equal ones together
  /// @param name whether it holds names, which may be shortened
  /// @param cell of a row
  /// @param sum of all rows, the rest and the whole network
  private record Column(
      String title,
      int importance,
      boolean name,
      Function<Comparison.Row, String> cell,
      Function<Sum, String> sum) {
    int width(List<Comparison.Row> rows, List<Sum> sums) {
      int width =
          Stream.of(Stream.of(title), rows.stream().map(cell), sums.stream().map(sum))
              .flatMap(texts -> texts)
              .mapToInt(Numbers::length)
              .max()
              .orElse(0);
      return name ? Math.min(width, LEAST_NAME) : width;
    }
  }

  /// A line below the table.
  private record Sum(String label, long macsA, long macsB, double millisA, double millisB) {
    /// Whether there is nothing but the error of a sum.
    boolean isNothing() {
      return macsA == 0 && macsB == 0 && millisA < TINY && millisB < TINY;
    }

    String macs(long n) {
      return macsA == 0 && macsB == 0 ? NONE : Numbers.units(n);
    }

    String macsLeft() {
      return macsA == 0 ? NONE : ratio((double) macsB / macsA);
    }

    String timeLeft() {
      return millisA == 0 ? NONE : ratio(millisB / millisA);
    }
  }

  LayerColumns(Comparison comparison) {
    this.comparison = comparison;
  }

  /// @param width the most characters in a line
  /// @return the table, ending in a line break
  String text(int width) {
    List<Column> columns = fitting(width);
    int names = (int) columns.stream().filter(Column::name).count();
    return TextGrid.render(cells(columns), sums(columns), names, width);
  }

  /// @return all rows with all columns, the header first, the sums last
  List<List<String>> all() {
    List<Column> columns = columns();
    List<List<String>> cells = cells(columns);
    cells.addAll(sums(columns));
    return cells;
  }

  /// @return how many columns hold names
  static int names() {
    return 2;
  }

  private List<List<String>> cells(List<Column> columns) {
    List<List<String>> cells = new ArrayList<>();
    cells.add(columns.stream().map(Column::title).toList());
    for (Comparison.Row row : comparison.rows()) {
      cells.add(columns.stream().map(c -> c.cell.apply(row)).toList());
    }
    return cells;
  }

  private List<List<String>> sums(List<Column> columns) {
    List<List<String>> cells = new ArrayList<>();
    for (Sum sum : sums()) {
      cells.add(columns.stream().map(c -> c.sum.apply(sum)).toList());
    }
    return cells;
  }

  private List<Column> fitting(int width) {
    List<Column> columns = new ArrayList<>(columns());
    while (columns.size() > 2 && width(columns) > width) {
      int least = columns.stream().mapToInt(Column::importance).min().orElseThrow();
      columns.removeIf(c -> c.importance == least);
    }
    return columns;
  }

  private int width(List<Column> columns) {
    List<Sum> sums = sums();
    return columns.stream().mapToInt(c -> c.width(comparison.rows(), sums) + 2).sum() - 2;
  }

  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    columns.add(new Column("A", 20, true, r -> r.layers().normal().layer(), Sum::label));
    columns.add(name("B", 5, r -> both(r.layers())));
    columns.add(number("oc", 8, r -> Numbers.thousands(r.layers().outputChannels())));
    columns.add(number("k²", 6, r -> Numbers.thousands(r.layers().kernelArea())));
    columns.add(number("1/oc + 1/k²", 18, r -> ratio(r.layers().theory())));
    columns.add(
        new Column(
            "MACs A",
            3,
            false,
            r -> Numbers.units(r.layers().normal().macs()),
            s -> s.macs(s.macsA)));
    columns.add(
        new Column(
            "MACs B",
            3,
            false,
            r -> Numbers.units(r.layers().separableMacs()),
            s -> s.macs(s.macsB)));
    columns.add(new Column("MACs B/A", 17, false, r -> ratio(r.layers().actual()), Sum::macsLeft));
    comparison.times().ifPresent(t -> measured(columns));
    columns.add(number("FLOP/B A", 1, r -> Numbers.fixed(r.layers().normalIntensity(), 1)));
    columns.add(number("FLOP/B B", 1, r -> Numbers.fixed(r.layers().separableIntensity(), 1)));
    return columns;
  }

  private static void measured(List<Column> columns) {
    columns.add(timed("time B/A", 19, (r, t) -> mark(t.exact()) + ratio(t.left()), Sum::timeLeft));
    columns.add(timed("ms A", 15, (r, t) -> millis(t.normal()), s -> millis(s.millisA)));
    columns.add(timed("ms B", 15, (r, t) -> millis(t.separable()), s -> millis(s.millisB)));
    columns.add(timed("bound A", 7, (r, t) -> bound(t.normal()), s -> NONE));
    columns.add(timed("bound B", 9, (r, t) -> bound(t.separable()), s -> NONE));
  }

  /// Both paths, the second without what it has in common with the first.
  private static String both(Replacement r) {
    String depthwise = r.depthwise().layer();
    String pointwise = r.pointwise().layer();
    String parent = depthwise.substring(0, depthwise.lastIndexOf('.') + 1);
    return depthwise
        + " + "
        + (pointwise.startsWith(parent) ? pointwise.substring(parent.length()) : pointwise);
  }

  private static Column name(String title, int importance, Function<Comparison.Row, String> cell) {
    return new Column(title, importance, true, cell, s -> NONE);
  }

  private static Column number(
      String title, int importance, Function<Comparison.Row, String> cell) {
    return new Column(title, importance, false, cell, s -> NONE);
  }

  private static Column timed(
      String title,
      int importance,
      BiFunction<Comparison.Row, Comparison.RowTimes, String> cell,
      Function<Sum, String> sum) {
    return new Column(
        title, importance, false, r -> r.times().map(t -> cell.apply(r, t)).orElse("?"), sum);
  }

  private List<Sum> sums() {
    long macsA = comparison.rows().stream().mapToLong(r -> r.layers().normal().macs()).sum();
    long macsB = comparison.rows().stream().mapToLong(r -> r.layers().separableMacs()).sum();
    double millisA = millis(t -> t.normal().millis());
    double millisB = millis(t -> t.separable().millis());
    long allA = comparison.a().totals().macs();
    long allB = comparison.b().totals().macs();
    Optional<PairTimes> times = comparison.times();
    double stepsA = times.map(t -> t.a().steps().millis()).orElse(0.0);
    double stepsB = times.map(t -> t.b().steps().millis()).orElse(0.0);
    List<Sum> sums = new ArrayList<>();
    if (comparison.rows().size() > 1) {
      sums.add(new Sum("these together", macsA, macsB, millisA, millisB));
    }
    Sum rest =
        new Sum("everything else", allA - macsA, allB - macsB, stepsA - millisA, stepsB - millisB);
    if (!rest.isNothing()) {
      sums.add(rest);
    }
    sums.add(new Sum("whole network", allA, allB, stepsA, stepsB));
    return sums;
  }

  private double millis(Function<Comparison.RowTimes, Double> which) {
    return comparison.rows().stream()
        .flatMap(r -> r.times().stream())
        .mapToDouble(which::apply)
        .sum();
  }

  private static String ratio(double left) {
    return Numbers.fixed(left, 4);
  }

  private static String mark(boolean exact) {
    return exact ? "" : "~";
  }

  private static String millis(LayerTime t) {
    return mark(t.exact()) + millis(t.millis());
  }

  private static String millis(double millis) {
    return Numbers.fixed(millis, 4);
  }

  private static String bound(LayerTime t) {
    return t.bound().map(b -> b.text() + " " + Math.round(t.share() * 100) + "%").orElse("?");
  }
}
