package dev.sepconv.cli.command;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.MeasureOptions;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.output.RunCounter;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.file.WholeFile;
import dev.sepconv.graph.Graph;
import dev.sepconv.report.Language;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv report`: a page to show around.
@Command(
    name = "report",
    abbreviateSynopsis = true,
    header = "Write a page about a network, or about two side by side.",
    description = {
      "One HTML file that needs no network: the table of layers, sorted and filtered as one likes;"
          + " the graph; charts of cost and measured time; the roofline; for two models the"
          + " comparison; a calculator for one convolution, normal and separable."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv report zoo:mobilenet_v2 -o report.html",
      "  sepconv report zoo:mobilenet_v1_conv zoo:mobilenet_v1 -o report.html",
      "  sepconv report net.onnx --input 1x3x640x640 --no-time --lang zh -o report.html",
    })
public final class ReportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "1..2",
      paramLabel = "MODEL",
      description = "One model, or two to compare: ONNX files, or zoo:NAME.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FILE",
      description = "The file to write, replaced if it is there.")
  private Path output = Path.of("");

  @Option(
      names = "--input",
      paramLabel = "[NAME=]SHAPE",
      description = {
        "Size of an input, of both models, such as 1x3x224x224; may be repeated.",
        "A batch size that stays open is 1."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(names = "--no-time", description = "Run nothing: only what follows from the shapes.")
  private boolean noTime;

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Mixin private MeasureOptions measure = new MeasureOptions();

  @Option(
      names = "--lang",
      order = 40,
      paramLabel = "LANGUAGE",
      defaultValue = "en",
      description = "Language of the page: en (default) or zh.")
  private Language language = Language.EN;

  /// Made by picocli.
  public ReportCommand() {}

  @Override
  public Integer call() {
    // Before anything long is done.
    WholeFile.place(output);
    List<Graph> graphs = models.stream().map(m -> ModelOptions.load(m, inputs)).toList();
    String html = graphs.size() == 1 ? one(graphs.getFirst()) : two(graphs);
    spec.commandLine().getOut().print(Pages.write(output, html));
    return 0;
  }

  private String one(Graph graph) {
    Analysis analysis = Analysis.of(graph);
    return Pages.of(
        analysis,
        noTime ? Optional.empty() : Optional.of(measured(p -> p.profile(known(analysis.graph())))),
        language);
  }

  private String two(List<Graph> graphs) {
    Comparison c = Comparison.of(graphs.getFirst(), graphs.getLast());
    return Pages.of(
        noTime ? c : c.with(measured(p -> p.profile(known(c.a().graph()), known(c.b().graph())))),
        language);
  }

  private static Graph known(Graph graph) {
    return InputSizes.requireKnown(graph, "a measurement");
  }

  private <T> T measured(Function<Profiler, T> work) {
    try (StatusLine status = new StatusLine(spec.commandLine().getErr(), Terminal.errorColumns())) {
      return work.apply(
          new Profiler(threads.count(), measure.limits(), new RunCounter(status, "")));
    }
  }
}
