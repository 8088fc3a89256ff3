package dev.sepconv.cli.command;

import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.Measurement;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Map;
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

  private static final double MOST_SECONDS = 86_400;

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

  @Option(
      names = "--seconds",
      order = 13,
      paramLabel = "S",
      defaultValue = "2",
      description = "How long to measure once warm; five runs at least. Default: 2.")
  private double seconds;

  @Option(
      names = "--warm-up",
      order = 14,
      paramLabel = "S",
      defaultValue = "20",
      description = "How long to wait at most until times stop falling. Default: 20.")
  private double warmUp;

  @Option(
      names = "--format",
      order = 15,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default) or json.")
  private Format format = Format.TEXT;

  /// Made by picocli.
  public MeasureCommand() {}

  @Override
  public Integer call() throws IOException {
    Measurement.Limits limits =
        new Measurement.Limits(
            duration("--warm-up", warmUp),
            duration("--seconds", seconds),
            Measurement.Limits.DEFAULT.leastRuns());
    if (batch.isPresent() && batch.get() < 1) {
      throw new ParameterException(spec.commandLine(), "--batch must be at least 1");
    }
    int count = threads.count();
    Graph graph =
        InputSizes.requireKnown(batch.map(model::graph).orElseGet(model::graph), "a measurement");
    Map<String, Tensor> inputs = RunInputs.noise(graph, 0);
    CompiledModel compiled = threads.backend().compile(graph);
    PrintWriter out = spec.commandLine().getOut();
    Timing timing;
    try (StatusLine status = new StatusLine(spec.commandLine().getErr(), Terminal.errorColumns())) {
      Measurement.Progress progress = new Counter(status);
      Measurement runs = Measurement.of(() -> compiled.run(inputs), limits, progress);
      Optional<Timing.Layers> steps =
          layers
              ? Optional.of(steps(compiled, inputs, limits, progress, status, count))
              : Optional.empty();
      timing = new Timing(model.model(), count, batchOf(graph), runs, steps);
    }
    if (format == Format.JSON) {
      timing.json(out);
    } else {
      timing.text(out);
    }
    return 0;
  }

  private static Timing.Layers steps(
      CompiledModel compiled,
      Map<String, Tensor> inputs,
      Measurement.Limits limits,
      Measurement.Progress progress,
      StatusLine status,
      int threads) {
    var times = Measurement.ofSteps(compiled, inputs, limits, progress);
    status.show("measuring the machine…");
    return Timing.Layers.of(compiled.plan(Map.of()), times, Calibration.of(threads));
  }

  private Duration duration(String option, double value) {
    if (!(value >= 0 && value <= MOST_SECONDS)) {
      throw new ParameterException(
          spec.commandLine(), option + " " + value + " must be from 0 to " + (int) MOST_SECONDS);
    }
    return Duration.ofNanos((long) (value * 1e9));
  }

  /// The first size of the first input is the batch by convention.
  private static int batchOf(Graph graph) {
    if (graph.inputs().isEmpty()) {
      return 1;
    }
    TensorType type = graph.type(graph.inputs().getFirst());
    return type.rank() == 0 ? 1 : type.shape().dim(0);
  }

  /// Says on the terminal which run of which phase it is.
  private static final class Counter implements Measurement.Progress {
    private final StatusLine status;
    private Measurement.Phase phase = Measurement.Phase.WARM_UP;
    private int runs;

    Counter(StatusLine status) {
      this.status = status;
    }

    @Override
    public void ran(Measurement.Phase now) {
      runs = now == phase ? runs + 1 : 1;
      phase = now;
      String what =
          switch (now) {
            case WARM_UP -> "warming up";
            case RUNS -> "measuring";
            case STEPS -> "measuring steps";
          };
      status.show(what + ": run " + runs);
    }
  }
}
