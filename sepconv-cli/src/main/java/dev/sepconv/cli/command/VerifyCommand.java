package dev.sepconv.cli.command;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.sepconv.cli.output.ExitCode;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.engine.Backend;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.onnx.Conformance;
import dev.sepconv.onnx.ConformanceCase;
import dev.sepconv.onnx.ConformanceResult;
import dev.sepconv.onnx.ConformanceResult.Failed;
import dev.sepconv.onnx.ConformanceResult.Passed;
import dev.sepconv.onnx.ConformanceResult.Unsupported;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv verify`: runs ONNX's test cases.
@Command(
    name = "verify",
    header = "Run folders of ONNX test cases and compare the outputs.",
    description = {
      "A test case is a folder with model.onnx and test_data_set_*/input_*.pb and output_*.pb; they"
          + " are found recursively. Floating point passes within 1e-3 relative plus 1e-7 absolute,"
          + " as in ONNX's own runner; everything else must be equal."
    },
    exitCodeList = {
      "0:no case failed; unsupported ones are no failures",
      "1:a case failed, or a folder has no test cases"
    },
    footerHeading = "%nExample:%n",
    footer = "  sepconv verify /usr/share/libonnx-testdata/data/node")
public final class VerifyCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(arity = "1..*", paramLabel = "FOLDER", description = "Where to look for test cases.")
  private List<Path> folders = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default) or json.")
  private Format format = Format.TEXT;

  /// How results are printed.
  enum Format {
    /// A line each.
    TEXT,
    /// One object.
    JSON
  }

  /// Made by picocli.
  public VerifyCommand() {}

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    List<ConformanceResult> results = new ArrayList<>();
    List<ConformanceCase> cases = Conformance.find(folders);
    Backend backend = new CpuBackend();
    if (Terminal.errorColumns() > 0) {
      try (ProgressBar bar = bar(cases.size())) {
        for (ConformanceCase c : cases) {
          results.add(run(c, backend));
          bar.step();
        }
      }
    } else {
      cases.forEach(c -> results.add(run(c, backend)));
    }
    if (format == Format.JSON) {
      json(results, out);
    } else {
      text(results, out);
    }
    return count(results, Failed.class) == 0 ? ExitCode.OK : ExitCode.ERROR;
  }

  /// A mistake of Sepconv's in one case is that case's failure; the others are run all the same.
  private static ConformanceResult run(ConformanceCase c, Backend backend) {
    try {
      return Conformance.run(c, backend);
    } catch (RuntimeException e) {
      return new ConformanceResult(c, new Failed("mistake in sepconv: " + e, Double.NaN));
    }
  }

  private static ProgressBar bar(int cases) {
    return new ProgressBarBuilder()
        .setTaskName("verify")
        .setInitialMax(cases)
        .setStyle(ProgressBarStyle.UNICODE_BLOCK)
        .setConsumer(new ConsoleProgressBarConsumer(System.err, Terminal.errorColumns() - 1))
        .clearDisplayOnFinish()
        .build();
  }

  private static long count(
      List<ConformanceResult> results, Class<? extends ConformanceResult.Outcome> kind) {
    return results.stream().filter(r -> kind.isInstance(r.outcome())).count();
  }

  private static void text(List<ConformanceResult> results, PrintWriter out) {
    for (ConformanceResult r : results) {
      String name = r.testCase().name();
      switch (r.outcome()) {
        case Passed _ -> out.println("pass         " + name);
        case Failed f ->
            out.println("FAIL         " + name + ": " + f.reason() + error(f.largestError()));
        case Unsupported u -> out.println("unsupported  " + name + ": " + reason(u));
      }
    }
    out.println();
    out.println(
        results.size()
            + " cases: "
            + count(results, Passed.class)
            + " passed, "
            + count(results, Failed.class)
            + " failed, "
            + count(results, Unsupported.class)
            + " unsupported");
  }

  private static String error(double largest) {
    return Double.isNaN(largest)
        ? ""
        : String.format(Locale.ROOT, " (largest error %.3g)", largest);
  }

  private static String reason(Unsupported u) {
    return u.operators().isEmpty() ? u.reason() : String.join(", ", u.operators());
  }

  private static void json(List<ConformanceResult> results, PrintWriter out) throws IOException {
    try (JsonGenerator json = JsonMapper.builder().build().createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.useDefaultPrettyPrinter();
      json.writeStartObject();
      json.writeArrayFieldStart("cases");
      for (ConformanceResult r : results) {
        json.writeStartObject();
        json.writeStringField("name", r.testCase().name());
        switch (r.outcome()) {
          case Passed p -> {
            json.writeStringField("outcome", "pass");
            json.writeNumberField("dataSets", p.dataSets());
            writeError(json, p.largestError());
          }
          case Failed f -> {
            json.writeStringField("outcome", "fail");
            json.writeStringField("reason", f.reason());
            writeError(json, f.largestError());
          }
          case Unsupported u -> {
            json.writeStringField("outcome", "unsupported");
            json.writeStringField("reason", u.reason());
            json.writeArrayFieldStart("operators");
            for (String operator : u.operators()) {
              json.writeString(operator);
            }
            json.writeEndArray();
          }
        }
        json.writeEndObject();
      }
      json.writeEndArray();
      json.writeObjectFieldStart("totals");
      json.writeNumberField("cases", results.size());
      json.writeNumberField("pass", count(results, Passed.class));
      json.writeNumberField("fail", count(results, Failed.class));
      json.writeNumberField("unsupported", count(results, Unsupported.class));
      json.writeEndObject();
      json.writeEndObject();
    }
    out.println();
  }

  /// JSON has no number for an error that cannot be told.
  private static void writeError(JsonGenerator json, double error) throws IOException {
    json.writeFieldName("largestError");
    if (Double.isFinite(error)) {
      json.writeNumber(error);
    } else {
      json.writeNull();
    }
  }
}
