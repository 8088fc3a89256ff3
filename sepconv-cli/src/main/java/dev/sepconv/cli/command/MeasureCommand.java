package dev.sepconv.cli.command;

import dev.sepconv.analysis.time.Profile;
import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.MeasureOptions;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.output.RunCounter;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.engine.Measurement;
import dev.sepconv.graph.Graph;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `sepconv measure`: how long a network takes.
@Command(
    name = "measure",
    abbreviateSynopsis = true,
    header = "Measure how long a network takes, and where the time goes.",
    description = {
      "Runs on noise until times have stopped falling, then measures whole runs. With --layers every"
          + " step too, beside what the machine can do at best, which a short calibration measures:"
          + " 'compute' bounds a step whose multiply-adds would take longer than its memory traffic,"
          + " 'memory' the others; the share says how near the step comes to that bound. More than"
          + " 100 %% is possible where an algorithm multiplies less than was counted."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv measure zoo:mobilenet_v2 --threads 1",
      "  sepconv measure net.onnx --input 1x3x640x640 --layers",
      "  sepconv measure zoo:resnet18 --batch 8 --format json",
    })
public final class MeasureCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ModelOptions model = new ModelOptions();

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Option(
      names = "--batch",
      order = 11,
      paramLabel = "B",
      description = "How many inputs at once, where the model leaves it open. Default: 1.")
  private Optional<Integer> batch = Optional.empty();

  @Option(
      names = "--layers",
      order = 12,
      description = "Every step too: kernel, time, GFLOP/s, share of what the machine can do.")
  private boolean layers;

  @Mixin private MeasureOptions measure = new MeasureOptions();

  @Option(
      names = "--format",
      order = 30,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default) or json.")
  private Format format = Format.TEXT;

  /// Made by picocli.
  public MeasureCommand() {}

  @Override
  public Integer call() throws IOException {
    Measurement.Limits limits = measure.limits();
    if (batch.isPresent() && batch.get() < 1) {
      throw new ParameterException(spec.commandLine(), "--batch must be at least 1");
    }
    int count = threads.count();
    Graph graph =
        InputSizes.requireKnown(batch.map(model::graph).orElseGet(model::graph), "a measurement");
    PrintWriter out = spec.commandLine().getOut();
    Timing timing;
    try (StatusLine status = new StatusLine(spec.commandLine().getErr(), Terminal.errorColumns())) {
      Profiler profiler = new Profiler(count, limits, new RunCounter(status, ""));
      timing = timing(profiler, graph);
    }
    if (format == Format.JSON) {
      timing.json(out);
    } else {
      timing.text(out);
    }
    return 0;
  }

  private Timing timing(Profiler profiler, Graph graph) {
    int inputs = Profile.batch(graph);
    if (layers) {
      Profile p = profiler.profile(graph);
      return new Timing(model.model(), p.threads(), inputs, p.runs(), Optional.of(p.steps()));
    }
    Measurement runs = profiler.runs(graph);
    return new Timing(model.model(), profiler.threads(), inputs, runs, Optional.empty());
  }
}
