package dev.sepconv.cli.command;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.AnalysisJson;
import dev.sepconv.analysis.LayerTable;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.accuracy.Accuracy;
import dev.sepconv.analysis.accuracy.Difference;
import dev.sepconv.analysis.accuracy.Evaluation;
import dev.sepconv.cli.data.Dataset;
import dev.sepconv.cli.output.TextTable;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// An evaluation as text, JSON or Markdown.
///
/// @param model what the user calls the network
/// @param original the network it was held against, if there was one
/// @param data what it was run on
/// @param threads how many worked
/// @param evaluation what was found
record EvaluationReport(
    String model, Optional<String> original, Dataset data, int threads, Evaluation evaluation) {
  /// A line of the table.
  ///
  /// @param name of the figure
  /// @param own the network's
  /// @param other the original's; empty if there is none
  /// @param change from the original to the network
  private record Row(String name, String own, String other, String change) {}

  /// @return lines for a terminal
  String text() {
    StringWriter text = new StringWriter();
    PrintWriter out = new PrintWriter(text);
    out.println(title());
    data.description().forEach(out::println);
    out.println();
    TextTable table = new TextTable().words("").numbers("model");
    if (original.isPresent()) {
      table.numbers("original").numbers("change");
    }
    rows().forEach(r -> table.row(cells(r)));
    table.print(out);
    out.println();
    notes().forEach(out::println);
    out.flush();
    return text.toString();
  }

  /// @return the same as Markdown
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("**" + title() + "**");
    lines.add("");
    data.description().forEach(d -> lines.add("- " + d));
    lines.add("");
    List<String> heading = new ArrayList<>(List.of("", "model"));
    original.ifPresent(_ -> heading.addAll(List.of("original", "change")));
    lines.add(LayerTable.markdownLine(heading));
    lines.add("|---|" + String.join("|", Collections.nCopies(heading.size() - 1, "---:")) + "|");
    rows().forEach(r -> lines.add(LayerTable.markdownLine(List.of(cells(r)))));
    lines.add("");
    notes().forEach(n -> lines.add("- " + n));
    return String.join("\n", lines) + "\n";
  }

  private String title() {
    return model
        + original.map(o -> " against " + o).orElse("")
        + String.format(
            Locale.ROOT,
            " on %,d sample%s, output '%s'",
            evaluation.samples(),
            evaluation.samples() == 1 ? "" : "s",
            evaluation.output());
  }

  private String[] cells(Row r) {
    return original.isPresent()
        ? new String[] {r.name, r.own, r.other, r.change}
        : new String[] {r.name, r.own};
  }

  private List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    Evaluation.Result own = evaluation.model();
    own.accuracy()
        .ifPresent(a -> {
          rows.add(accuracy("top-1 accuracy", Accuracy::top1Share));
          rows.add(row("  with 95 % confidence", r -> r.accuracy().map(x -> range(x)), ""));
          if (a.top5().isPresent()) {
            rows.add(accuracy("top-5 accuracy", EvaluationReport::top5Share));
          }
        });
    rows.add(
        row(
            "samples per second",
            r -> Optional.of(String.format(Locale.ROOT, "%,.0f", r.samplesPerSecond())),
            evaluation
                .original()
                .map(o -> Numbers.times(own.samplesPerSecond() / o.samplesPerSecond()))
                .orElse("")));
    boolean nan = own.notNumbers() + evaluation.original().map(r -> r.notNumbers()).orElse(0) > 0;
    if (nan) {
      rows.add(
          row(
              "samples with NaN",
              r -> Optional.of(String.format(Locale.ROOT, "%,d", r.notNumbers())),
              ""));
    }
    return rows;
  }

  private Row accuracy(String name, Function<Accuracy, Double> share) {
    Function<Evaluation.Result, Optional<Double>> of = r -> r.accuracy().map(share);
    String change =
        evaluation
            .original()
            .flatMap(of)
            .flatMap(o -> of.apply(evaluation.model()).map(m -> m - o))
            .map(d -> String.format(Locale.ROOT, "%+.2f points", 100 * d))
            .orElse("");
    return row(name, r -> of.apply(r).map(EvaluationReport::percent), change);
  }

  private Row row(String name, Function<Evaluation.Result, Optional<String>> value, String change) {
    return new Row(
        name,
        value.apply(evaluation.model()).orElse(""),
        evaluation.original().flatMap(value).orElse(""),
        change);
  }

  private List<String> notes() {
    List<String> notes = new ArrayList<>();
    evaluation
        .difference()
        .ifPresent(d -> {
          d.agreeing()
              .ifPresent(n ->
                  notes.add(
                      "agreement: the same class is most probable for "
                          + percent((double) n / evaluation.samples())
                          + " of the samples"));
          notes.add(
              String.format(
                  Locale.ROOT,
                  "output error: %.3g of the norm of the original's outputs; largest difference"
                      + " %.3g",
                  d.relativeError(),
                  d.largest()));
        });
    int runs = evaluation.model().runs().runs();
    notes.add(
        "samples per second: "
            + threads
            + (threads == 1 ? " thread, " : " threads, ")
            + evaluation.model().batch()
            + " at once, median of "
            + runs
            + (runs == 1 ? " run" : " runs")
            + " from a cold start");
    notes.add("reading the data is not timed; 'sepconv measure' warms up first");
    return notes;
  }

  private static double top5Share(Accuracy a) {
    return (double) a.top5().orElseThrow() / a.samples();
  }

  private static String range(Accuracy a) {
    Accuracy.Interval i = a.interval();
    return Numbers.fixed(100 * i.low(), 2) + " to " + percent(i.high());
  }

  private static String percent(double share) {
    return Numbers.fixed(100 * share, 2) + " %";
  }

  /// @return the same for a program; shares are of 1
  String json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("model", model);
    root.put("data", data.name());
    root.put("samples", evaluation.samples());
    root.put("output", evaluation.output());
    root.put("threads", threads);
    add(root, evaluation.model());
    evaluation.original().ifPresent(r -> add(root.putObject("original"), r));
    evaluation.difference().ifPresent(d -> add(root.putObject("difference"), d));
    original.ifPresent(o -> root.withObject("/original").put("model", o));
    return AnalysisJson.print(root);
  }

  private static void add(ObjectNode o, Evaluation.Result r) {
    r.accuracy()
        .ifPresent(a -> {
          o.put("classes", a.classes());
          o.put("top1", a.top1Share());
          o.put("top1Low", a.interval().low());
          o.put("top1High", a.interval().high());
          a.top5().ifPresent(_ -> o.put("top5", top5Share(a)));
        });
    o.put("samplesWithNan", r.notNumbers());
    o.put("batch", r.batch());
    o.put("batchMedianMillis", r.runs().medianMillis());
    o.put("samplesPerSecond", r.samplesPerSecond());
  }

  private void add(ObjectNode o, Difference d) {
    d.agreeing().ifPresent(n -> o.put("agreement", (double) n / evaluation.samples()));
    number(o, "relativeError", d.relativeError());
    number(o, "largest", d.largest());
  }

  /// JSON knows neither NaN nor infinity.
  private static void number(ObjectNode o, String name, double value) {
    if (Double.isFinite(value)) {
      o.put(name, value);
    } else {
      o.putNull(name);
    }
  }
}
