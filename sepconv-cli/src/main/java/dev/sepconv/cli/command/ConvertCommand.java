package dev.sepconv.cli.command;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sepconv.analysis.accuracy.Accuracy;
import dev.sepconv.analysis.accuracy.Evaluation;
import dev.sepconv.analysis.accuracy.Evaluator;
import dev.sepconv.analysis.accuracy.Labels;
import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.cli.data.Dataset;
import dev.sepconv.cli.data.LabelFile;
import dev.sepconv.cli.option.BudgetOptions;
import dev.sepconv.cli.option.DataOptions;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.Models;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.option.UsageException;
import dev.sepconv.cli.output.PictureFile;
import dev.sepconv.cli.output.RunCounter;
import dev.sepconv.cli.output.Staging;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.convert.Allocation;
import dev.sepconv.convert.Budget;
import dev.sepconv.convert.Conversion;
import dev.sepconv.convert.Converted;
import dev.sepconv.convert.Preparation;
import dev.sepconv.convert.Search;
import dev.sepconv.convert.Step;
import dev.sepconv.engine.Alternating;
import dev.sepconv.engine.Measurement;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.file.WholeFile;
import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.OnnxWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv convert`: a trained network with separable convolutions in the place of normal ones.
@Command(
    name = "convert",
    abbreviateSynopsis = true,
    header = "Convert a trained network: separable convolutions in the place of normal ones.",
    description = {
      "Every normal convolution that gets cheaper becomes a depthwise and a pointwise one, so that"
          + " the outputs stay as near to the original's as the budget allows. Without data the"
          + " weights and the network's own normalisation decide. With some hundred samples, no"
          + " labels needed, layers are fitted to the outputs of the original ones: give them"
          + " wherever you can. One sample in five takes no part and judges."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv convert net.onnx --dry-run",
      "  sepconv convert net.onnx --macs 0.5 --calibrate photos -o half.onnx",
      "  sepconv convert net.onnx --latency 0.6 --calibrate x.npy -o fast.onnx",
      "  sepconv convert net.onnx --max-error 0.05 --calibrate x.npy -o near.onnx",
      "  sepconv convert net.onnx --sweep --calibrate x.npy --test y.npy --labels y.txt -o curve",
    })
public final class ConvertCommand implements Callable<Integer> {
  /// Of a whole network, twice per share that is tried.
  private static final Measurement.Limits LIMITS =
      new Measurement.Limits(Duration.ofSeconds(5), Duration.ofSeconds(1), 5);

  private static final List<Double> SHARES = List.of(0.75, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15);

  enum Format {
    TEXT,
    JSON
  }

  /// Who has as many filters as whom.
  enum Ranks {
    CHANNEL,
    LAYER
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME ('sepconv zoo' lists the names).")
  private String model = "";

  @Option(
      names = {"-o", "--output"},
      order = -20,
      paramLabel = "FILE",
      description = "The ONNX file to write, replaced if it is there; with --sweep a folder.")
  private Optional<Path> output = Optional.empty();

  @Mixin private BudgetOptions budget = new BudgetOptions();

  @Option(
      names = "--calibrate",
      order = -14,
      paramLabel = "[NAME=]DATA",
      description = DataOptions.DATA_HELP)
  private List<String> calibrate = new ArrayList<>();

  @Option(
      names = "--dry-run",
      order = -13,
      description =
          "Write nothing: show for every layer what one filter a channel, two and so on would cost,"
              + " how long they take on this machine, and the error.")
  private boolean dryRun;

  @Option(
      names = "--sweep",
      order = -12,
      description =
          "Convert with many budgets: a table, a chart (curve.svg) and one ONNX file each, in a"
              + " folder.")
  private boolean sweep;

  @Option(
      names = "--shares",
      order = -11,
      split = ",",
      paramLabel = "SHARE",
      description = "The shares of the MACs for --sweep. Default: 0.75 to 0.15.")
  private List<Double> shares = new ArrayList<>();

  @Option(
      names = "--test",
      order = -10,
      paramLabel = "[NAME=]DATA",
      description = "Data that judge the accuracy before and after; needs --labels.")
  private List<String> test = new ArrayList<>();

  @Option(
      names = "--labels",
      order = -9,
      paramLabel = "FILE",
      description = "The classes of --test, as in 'sepconv evaluate --help'.")
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--step",
      order = -8,
      paramLabel = "STEP",
      description = {
        "How far to go: weights, normalization (the default without data), input, joint,"
            + " activation (the default with data)."
      })
  private Optional<Step> step = Optional.empty();

  @Option(
      names = "--ranks",
      order = -7,
      paramLabel = "OF",
      defaultValue = "channel",
      description = {
        "channel: every channel gets as many filters as it is worth, for less error (default);",
        "layer: all channels of a layer get as many, for ordinary depth multipliers."
      })
  private Ranks ranks = Ranks.CHANNEL;

  @Option(
      names = "--input",
      order = -6,
      paramLabel = "[NAME=]SHAPE",
      description = "Size of an input where the model leaves it open; the batch stays open.")
  private List<String> inputs = new ArrayList<>();

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Mixin private DataOptions data = new DataOptions();

  @Option(
      names = "--format",
      order = 30,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default) or json, of what is printed.")
  private Format format = Format.TEXT;

  /// Made by picocli.
  public ConvertCommand() {}

  @Override
  public Integer call() throws IOException {
    checkOptions();
    output.filter(_ -> !sweep).ifPresent(WholeFile::place);
    PrintWriter out = spec.commandLine().getOut();
    try (StatusLine status = new StatusLine(spec.commandLine().getErr(), Terminal.errorColumns())) {
      Graph read = Models.read(model, inputs);
      Graph graph = InputSizes.of(read, inputs).bind(read);
      // Data that do not fit are found now, not after some minutes.
      Judge judge = judge(graph, status);
      Preparation preparation = conversion(graph, status).prepare(graph);
      if (dryRun) {
        dryRun(preparation, status, out);
      } else if (sweep) {
        sweep(preparation, graph, judge, status, out);
      } else {
        convert(preparation, graph, judge, status, out);
      }
    }
    return 0;
  }

  private void checkOptions() {
    if (dryRun && (sweep || output.isPresent() || budget.isGiven())) {
      throw new UsageException(
          "--dry-run writes nothing; it goes without -o, --sweep and a budget");
    }
    if (!dryRun && output.isEmpty()) {
      throw new UsageException("-o FILE is missing; --dry-run shows what could be done without it");
    }
    if (sweep && budget.isGiven()) {
      throw new UsageException("--sweep tries many budgets; choose them with --shares");
    }
    if (!dryRun && !sweep && !budget.isGiven()) {
      throw new UsageException(
          "a budget is missing: one of --macs, --params, --latency, --max-error, --rank");
    }
    if (!sweep && !shares.isEmpty()) {
      throw new UsageException("--shares goes with --sweep");
    }
    if (dryRun && !test.isEmpty()) {
      throw new UsageException("--dry-run converts nothing that --test could judge");
    }
    if (test.isEmpty() != labels.isEmpty()) {
      throw new UsageException("--test and --labels go together");
    }
    boolean noData = calibrate.isEmpty();
    if (noData && (sweep || budget.maxError().isPresent())) {
      throw new UsageException(
          (sweep ? "--sweep" : "--max-error") + " measures errors on data; add --calibrate DATA");
    }
    if (noData && step.filter(Step::needsData).isPresent()) {
      throw new UsageException("--step " + name(step.get()) + " needs --calibrate DATA");
    }
    if (!noData && step.filter(s -> !s.needsData()).isPresent()) {
      throw new UsageException(
          "--step " + name(step.get()) + " uses no data; leave out --calibrate");
    }
    for (double s : shares) {
      if (!(s > 0 && s <= 1)) {
        throw new UsageException("--shares " + s + " must be above 0 and at most 1");
      }
    }
  }

  private static String name(Step s) {
    return s.name().toLowerCase(Locale.ROOT);
  }

  private Conversion conversion(Graph graph, StatusLine status) {
    Conversion c =
        calibrate.isEmpty()
            ? Conversion.dataFree()
            : Conversion.calibrated(data.open(graph, calibrate, "--calibrate").samples());
    return c.with(step.orElse(c.step()))
        .with(ranks == Ranks.LAYER ? Allocation.PER_LAYER : Allocation.PER_CHANNEL)
        .withSeed(data.seed())
        .withThreads(threads.count())
        .with((what, done, all) ->
            status.show(
                all == 0 ? what : String.format(Locale.ROOT, "%s: %,d of %,d", what, done, all)));
  }

  private Profiler profiler(StatusLine status, String what) {
    return new Profiler(threads.count(), LIMITS, new RunCounter(status, what));
  }

  private void dryRun(Preparation preparation, StatusLine status, PrintWriter out) {
    var trials = preparation.trials();
    status.close();
    if (format == Format.JSON) {
      out.println(ConversionReport.json(trials, preparation.kept()).toPrettyString());
    } else {
      ConversionReport.text(trials, preparation.kept(), !calibrate.isEmpty(), out);
    }
  }

  private void convert(
      Preparation preparation, Graph graph, Judge judge, StatusLine status, PrintWriter out)
      throws IOException {
    Optional<Search.Timed> timed =
        budget
            .latency()
            .map(share ->
                new Search(preparation)
                    .fastEnough(share, profiler(status, ""), bound(graph, preparation)));
    Optional<Budget> counted = timed.<Budget>map(Search.Timed::budget).or(budget::counted);
    Converted c =
        counted.isPresent()
            ? preparation.convert(counted.get())
            : new Search(preparation).closeEnough(budget.maxError().orElseThrow());
    Path file = output.orElseThrow();
    OnnxWriter.write(c.graph(), file);
    OptionalDouble before = judge.accuracy(graph);
    OptionalDouble after = judge.accuracy(c.graph());
    status.close();
    if (format == Format.JSON) {
      ObjectNode json = ConversionReport.json(c);
      json.put("model", model).put("output", file.toString());
      timed.ifPresent(t -> json.put("timeShare", t.time().median()));
      before.ifPresent(a -> json.put("top1", a));
      after.ifPresent(a -> json.put("top1After", a));
      out.println(json.toPrettyString());
      return;
    }
    ConversionReport.text(c, out);
    timed.ifPresent(t ->
        out.println(
            String.format(
                Locale.ROOT,
                "time        %.1f %% left, measured (p10 %.1f, p90 %.1f)",
                100 * t.time().median(),
                100 * t.time().p10(),
                100 * t.time().p90())));
    if (before.isPresent() && after.isPresent()) {
      out.println(
          String.format(
              Locale.ROOT,
              "top-1       %.2f %% -> %.2f %% (%+.2f points)",
              100 * before.getAsDouble(),
              100 * after.getAsDouble(),
              100 * (after.getAsDouble() - before.getAsDouble())));
    }
    if (calibrate.isEmpty()) {
      out.println();
      out.println(
          "No data: the weights alone decided. --calibrate DATA, some hundred samples without"
              + " labels, keeps the outputs much nearer to the original's.");
    }
    out.println();
    out.println(String.format(Locale.ROOT, "wrote %s: %,d bytes", file, Files.size(file)));
    out.println("how much faster: sepconv compare " + model + " " + file);
  }

  private static Graph bound(Graph graph, Preparation preparation) {
    return graph.withInputs(preparation.inputs());
  }

  private void sweep(
      Preparation preparation, Graph graph, Judge judge, StatusLine status, PrintWriter out)
      throws IOException {
    Path folder = output.orElseThrow();
    Files.createDirectories(folder);
    List<ConversionSweep.Point> points = new ArrayList<>();
    List<Double> millis = new ArrayList<>();
    try (Staging staging = Staging.in(folder)) {
      double least = preparation.leastShare();
      List<Double> all =
          shares.isEmpty() ? SHARES.stream().filter(s -> s >= least).toList() : shares;
      if (all.isEmpty()) {
        throw new InvalidInputException(
            "what "
                + model
                + " cannot convert takes more than "
                + SHARES.getFirst()
                + " of the MACs; choose larger --shares");
      }
      for (double share : all) {
        Converted c = preparation.convert(new Budget.Macs(share));
        String name = String.format(Locale.ROOT, "macs-%s.onnx", Double.toString(share));
        OnnxWriter.write(c.graph(), staging.file(name));
        Alternating.Pair times =
            profiler(status, name)
                .runs(c.graph().withInputs(preparation.inputs()), bound(graph, preparation));
        millis.add(times.second().medianMillis());
        points.add(
            new ConversionSweep.Point(
                name,
                c.after().macs(),
                1 / c.macRatio(),
                c.after().params(),
                times.ratio().median(),
                c.outputError().orElseThrow(),
                judge.accuracy(c.graph())));
      }
      ConversionSweep result =
          new ConversionSweep(
              millis.stream().mapToDouble(m -> m).average().orElse(0),
              judge.accuracy(graph),
              points);
      PictureFile.of("--output", staging.file("curve.svg")).write(result.chart(name(model)));
      Files.writeString(staging.file("curve.json"), result.json());
      staging.commit();
      status.close();
      if (format == Format.JSON) {
        out.print(result.json());
      } else {
        result.text(out);
        out.println("wrote " + points.size() + " networks, curve.svg and curve.json in " + folder);
      }
    }
  }

  /// Without the folders.
  private static String name(String model) {
    Path file = Path.of(model).getFileName();
    return file == null ? model : file.toString();
  }

  private Judge judge(Graph graph, StatusLine status) {
    Optional<Dataset> set =
        test.isEmpty() ? Optional.empty() : Optional.of(data.openAll(graph, test, "--test"));
    return new Judge(set, set.flatMap(d -> labels.map(l -> LabelFile.read(l, d))), status);
  }

  /// Says how often networks are right, if there are data to say it by.
  private final class Judge {
    private final Optional<Dataset> set;
    private final Optional<Labels> known;
    private final StatusLine status;

    Judge(Optional<Dataset> set, Optional<Labels> known, StatusLine status) {
      this.set = set;
      this.known = known;
      this.status = status;
    }

    OptionalDouble accuracy(Graph graph) {
      if (set.isEmpty() || known.isEmpty()) {
        return OptionalDouble.empty();
      }
      Evaluation e =
          Evaluator.of(threads.backend().compile(graph))
              .withLabels(known.get())
              .withProgress((done, all) ->
                  status.show(String.format(Locale.ROOT, "judging: %,d of %,d", done, all)))
              .over(set.get().samples());
      return OptionalDouble.of(e.model().accuracy().map(Accuracy::top1Share).orElseThrow());
    }
  }
}
