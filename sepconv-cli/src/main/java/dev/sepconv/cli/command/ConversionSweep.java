package dev.sepconv.cli.command;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.cli.output.TextTable;
import dev.sepconv.draw.CurveChart;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/// What is lost as less of a network is left.
///
/// @param millis of the original
/// @param accuracy of the original
/// @param points the converted networks, the largest first
record ConversionSweep(double millis, OptionalDouble accuracy, List<Point> points) {
  /// A converted network.
  ///
  /// @param file its file's name
  /// @param macs multiply-adds
  /// @param macsShare of the original's
  /// @param params trained parameters
  /// @param timeShare its time divided by the original's, measured in turn
  /// @param error of its outputs
  /// @param accuracy if there are labels
  record Point(
      String file,
      long macs,
      double macsShare,
      long params,
      double timeShare,
      double error,
      OptionalDouble accuracy) {}

  void text(PrintWriter out) {
    TextTable table =
        new TextTable()
            .numbers("MACs")
            .numbers("left")
            .numbers("params")
            .numbers("ms")
            .numbers("fewer MACs")
            .numbers("faster")
            .numbers("error");
    accuracy.ifPresent(_ -> table.numbers("top-1"));
    table.words("file");
    for (Point p : points) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  Numbers.units(p.macs),
                  Numbers.percent(p.macsShare),
                  Numbers.units(p.params),
                  format("%.4f", millis * p.timeShare),
                  format("%.2fx", 1 / p.macsShare),
                  format("%.2fx", 1 / p.timeShare),
                  format("%.4f", p.error)));
      p.accuracy.ifPresent(a -> cells.add(format("%.2f %%", 100 * a)));
      cells.add(p.file);
      table.row(cells.toArray(String[]::new));
    }
    table.print(out);
    out.println();
    out.println(
        format("the original: %.4f ms", millis)
            + (accuracy.isPresent()
                ? format(", top-1 %.2f %%", 100 * accuracy.getAsDouble())
                : ""));
  }

  String json() {
    ObjectNode root = JsonMapper.builder().build().createObjectNode();
    root.put("millis", millis);
    accuracy.ifPresent(a -> root.put("top1", a));
    var all = root.putArray("points");
    for (Point p : points) {
      ObjectNode o = all.addObject();
      o.put("file", p.file).put("macs", p.macs).put("macsShare", p.macsShare);
      o.put("params", p.params).put("timeShare", p.timeShare).put("error", p.error);
      p.accuracy.ifPresent(a -> o.put("top1", a));
    }
    return root.toPrettyString() + System.lineSeparator();
  }

  CurveChart chart(String model) {
    return new CurveChart(
        "What is lost as less is left of " + model,
        points.stream()
            .map(
                p -> new CurveChart.Point(p.macsShare, p.timeShare, p.error, p.accuracy.orElse(-1)))
            .toList(),
        accuracy.orElse(-1));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
