package dev.sepconv.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.time.StepCost;
import dev.sepconv.analysis.time.StepTime;
import dev.sepconv.analysis.time.StepTimes;
import dev.sepconv.cli.output.TextTable;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.Measurement;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;

/// How long a network takes, as text or JSON.
///
/// @param model what the user calls it
/// @param threads how many worked
/// @param batch how many inputs at once
/// @param runs whole runs
/// @param steps its steps; empty if they were not asked for
record Timing(String model, int threads, int batch, Measurement runs, Optional<StepTimes> steps) {
  /// @param out where it goes
  void text(PrintWriter out) {
    out.println(
        model
            + ", "
            + count(threads, "thread")
            + ", batch "
            + batch
            + ": "
            + count(runs.runs(), "run"));
    out.println(
        format(
            "median %s, p10 %s, p90 %s",
            Numbers.millis(runs.medianMillis()),
            Numbers.millis(runs.quantileMillis(0.1)),
            Numbers.millis(runs.quantileMillis(0.9))));
    steps.ifPresent(s -> steps(s, out));
  }

  private static void steps(StepTimes steps, PrintWriter out) {
    Calibration.Memory memory = steps.machine().memory().getLast();
    out.println(
        format(
            "the machine at best: %.0f GFLOP/s; from main memory %.1f GB/s read, %.1f GB/s written",
            steps.machine().flopsPerSecond() / 1e9,
            memory.readPerSecond() / 1e9,
            memory.writtenPerSecond() / 1e9));
    out.println();
    TextTable table =
        new TextTable()
            .numbers("step")
            .paths("layer")
            .words("kernel")
            .numbers("ms")
            .numbers("GFLOP/s")
            .numbers("share")
            .words("bound");
    for (int i = 0; i < steps.list().size(); i++) {
      StepTime s = steps.list().get(i);
      Optional<StepCost.Share> share = steps.share(i);
      table.row(
          Integer.toString(i),
          s.name(),
          s.kernel(),
          format("%.4f", s.millis()),
          s.cost().map(c -> format("%.1f", c.gflops(s.millis()))).orElse("?"),
          share.map(x -> format("%.0f %%", 100 * x.share())).orElse("?"),
          share.map(x -> x.bound().text()).orElse("?"));
    }
    table.print(out);
    out.println();
    out.println(format("all steps: %s", Numbers.millis(steps.millis())));
  }

  /// @param out where it goes
  /// @throws IOException if it cannot be written
  void json(PrintWriter out) throws IOException {
    try (JsonGenerator json = JsonMapper.builder().build().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeStringField("model", model);
      json.writeNumberField("threads", threads);
      json.writeNumberField("batch", batch);
      json.writeNumberField("runs", runs.runs());
      json.writeNumberField("medianMillis", runs.medianMillis());
      json.writeNumberField("p10Millis", runs.quantileMillis(0.1));
      json.writeNumberField("p90Millis", runs.quantileMillis(0.9));
      json.writeArrayFieldStart("layers");
      if (steps.isPresent()) {
        for (StepTime s : steps.get().list()) {
          json(s, steps.get().machine(), json);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    out.println();
  }

  /// What depends on the data is null.
  private static void json(StepTime s, Calibration machine, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", s.name());
    json.writeStringField("kernel", s.kernel());
    json.writeNumberField("medianMillis", s.millis());
    if (s.cost().isPresent()) {
      StepCost.Share share = s.cost().get().share(machine, s.millis());
      json.writeNumberField("gflops", s.cost().get().gflops(s.millis()));
      json.writeNumberField("share", share.share());
      json.writeStringField("bound", share.bound().text());
    } else {
      json.writeNullField("gflops");
      json.writeNullField("share");
      json.writeNullField("bound");
    }
    json.writeEndObject();
  }

  private static String count(int n, String what) {
    return n + " " + what + (n == 1 ? "" : "s");
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}
