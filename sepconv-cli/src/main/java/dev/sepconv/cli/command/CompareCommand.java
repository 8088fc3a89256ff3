package dev.sepconv.cli.command;

import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.analysis.compare.Sweep;
import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.cli.option.ConvOptions;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.MeasureOptions;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.option.SweepOptions;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.option.UsageException;
import dev.sepconv.cli.output.PictureFile;
import dev.sepconv.cli.output.RunCounter;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.draw.SweepChart;
import dev.sepconv.engine.Measurement;
import dev.sepconv.file.WholeFile;
import dev.sepconv.graph.Graph;
import dev.sepconv.report.Language;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv compare`: two networks side by side.
@Command(
    name = "compare",
    abbreviateSynopsis = true,
    header =
        "Compare two networks: parameters, MACs, memory, measured time, replaced convolutions.",
    description = {
      "Two models A and B; or one, whose B has a depthwise and a pointwise convolution for every"
          + " normal one, untrained; or --conv for a single layer, normal against separable; or"
          + " nothing, which is the article's pair. --sweep lets a size of a layer grow.",
      "",
      "Where B has a depthwise and a pointwise convolution for a normal one of A, the theory"
          + " 1/oc + 1/k² stands beside the real ratio of their MACs and of their times. Both are"
          + " measured in turn on noise once times have stopped falling. 'compute' bounds a layer"
          + " whose multiply-adds would take longer at best than its memory traffic, 'memory' the"
          + " others."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv compare",
      "  sepconv compare zoo:mobilenet_v1_conv zoo:mobilenet_v1 --threads 1",
      "  sepconv compare zoo:resnet18",
      "  sepconv compare --conv 64:128 --kernel 3 --input 64x56x56 --stride 2",
      "  sepconv compare --sweep channels --input 64x56x56 -o sweep.svg",
      "  sepconv compare zoo:vgg16 --no-time --format markdown",
      "  sepconv compare zoo:resnet18 --format html -o compare.html",
    })
public final class CompareCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON,
    MARKDOWN,
    HTML
  }

  private static final int LEAST_WIDTH = 80;

  /// A sweep has many points.
  private static final double SWEEP_SECONDS = 0.5;

  /// Height and width that many layers in the middle of a network have.
  private static final int SWEEP_SIZE = 56;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..2",
      paramLabel = "MODEL",
      description = "One or two models: ONNX files, or zoo:NAME.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--input",
      order = 1,
      paramLabel = "[NAME=]SHAPE",
      description = {
        "Size of an input of the models, such as 1x3x224x224; may be repeated. With --conv:"
            + " channels x height x width."
      })
  private List<String> inputs = new ArrayList<>();

  @Mixin private ConvOptions conv = new ConvOptions();

  @Mixin private SweepOptions sweep = new SweepOptions();

  @Option(names = "--no-time", order = 40, description = "Count only, measure nothing.")
  private boolean countOnly;

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Mixin private MeasureOptions measure = new MeasureOptions();

  @Option(
      names = "--format",
      order = 60,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default), json, markdown, or html: the page that 'report' writes.")
  private Format format = Format.TEXT;

  /// Made by picocli.
  public CompareCommand() {}

  @Override
  public Integer call() throws IOException {
    int count = threads.count();
    Optional<Sweep.Axis> axis = sweep.axis();
    checkFormat(axis.isPresent());
    Measurement.Limits limits = axis.isPresent() ? measure.limits(SWEEP_SECONDS) : measure.limits();
    PrintWriter out = spec.commandLine().getOut();
    try (StatusLine status = new StatusLine(spec.commandLine().getErr(), Terminal.errorColumns())) {
      out.print(
          axis.isPresent()
              ? swept(axis.get(), new Sweeper(count, limits, status))
              : compared(new Profiler(count, limits, new RunCounter(status, ""))));
    }
    return 0;
  }

  private String compared(Profiler profiler) {
    Comparison comparison = counted();
    boolean nothing = comparison.kind() == Comparison.Kind.TWIN && comparison.rows().isEmpty();
    if (!countOnly && !nothing) {
      Graph a = InputSizes.requireKnown(comparison.a().graph(), "a measurement");
      Graph b = InputSizes.requireKnown(comparison.b().graph(), "a measurement");
      comparison = comparison.with(profiler.profile(a, b));
    }
    return switch (format) {
      case TEXT -> comparison.text(width());
      case JSON -> comparison.json();
      case MARKDOWN -> comparison.markdown();
      case HTML -> page(comparison);
    };
  }

  private String page(Comparison comparison) {
    String html = Pages.of(comparison, Language.EN);
    return sweep.output().map(file -> Pages.write(file, html)).orElse(html);
  }

  /// Before anything is measured.
  private void checkFormat(boolean swept) {
    if (swept && format == Format.HTML) {
      throw new UsageException(
          "--format html is of two networks; --sweep has a chart with --output FILE.svg");
    }
    if (!swept && sweep.output().isPresent()) {
      if (format != Format.HTML) {
        throw new UsageException(
            "--output " + sweep.output().get() + " goes with --sweep or --format html only");
      }
      WholeFile.place(sweep.output().get());
    }
  }

  private String swept(Sweep.Axis axis, Sweeper sweeper) throws IOException {
    if (!models.isEmpty()) {
      throw new UsageException(
          "--sweep is of one layer, but there is a model: " + models.getFirst());
    }
    if (countOnly) {
      throw new UsageException("--sweep measures; --no-time leaves nothing to do");
    }
    if (axis == Sweep.Axis.CHANNELS && conv.hasChannels()) {
      throw new UsageException("--sweep channels sets both channels; --conv does not go with it");
    }
    List<Integer> values = sweep.values(axis);
    Optional<PictureFile> chart = sweep.output().map(o -> PictureFile.of("--output", o));
    Sweep result = sweeper.sweep(axis, values, conv.sizes(inputs, SWEEP_SIZE));
    if (chart.isPresent()) {
      chart.get().write(new SweepChart(result));
    }
    return switch (format) {
      case TEXT -> result.text(width());
      case JSON -> result.json();
      case MARKDOWN -> result.markdown();
      case HTML -> throw new IllegalStateException("refused before");
    };
  }

  private static int width() {
    return Math.max(Terminal.columns(), LEAST_WIDTH);
  }

  private Comparison counted() {
    if (conv.given()) {
      if (!models.isEmpty()) {
        throw new UsageException(
            "--conv takes the place of a model, but there is " + models.getFirst());
      }
      ConvOptions.Pair pair = conv.pair(inputs);
      return Comparison.of(Sweeper.bound(pair.normal()), Sweeper.bound(pair.separable()));
    }
    return switch (models.size()) {
      case 0 -> Comparison.of(load("zoo:article-standard"), load("zoo:article-separable"));
      case 1 -> Comparison.withTwin(load(models.getFirst()));
      case 2 -> Comparison.of(load(models.getFirst()), load(models.getLast()));
      default -> throw new UsageException("unexpected argument '" + models.get(2) + "'");
    };
  }

  private Graph load(String model) {
    return ModelOptions.load(model, inputs);
  }
}
