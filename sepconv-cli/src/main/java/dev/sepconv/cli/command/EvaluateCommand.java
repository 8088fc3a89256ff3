package dev.sepconv.cli.command;

import dev.sepconv.analysis.accuracy.Evaluation;
import dev.sepconv.analysis.accuracy.Evaluator;
import dev.sepconv.analysis.accuracy.Labels;
import dev.sepconv.cli.data.Dataset;
import dev.sepconv.cli.data.LabelFile;
import dev.sepconv.cli.option.DataOptions;
import dev.sepconv.cli.option.Models;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.option.UsageException;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv evaluate`: how good a network is on data.
@Command(
    name = "evaluate",
    abbreviateSynopsis = true,
    header = "Evaluate a network on data: accuracy, or distance to the network it was made from.",
    description = {
      "With labels: for how many samples the most probable class is the right one (top-1), or one"
          + " of the five most probable (top-5), and in what range the true accuracy lies with 95 %%"
          + " confidence. With --against: how often both networks hold the same class most probable,"
          + " and how far apart their outputs are."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv evaluate net.onnx photos --folder-labels",
      "  sepconv evaluate net.onnx photos --labels classes.csv --limit 1000",
      "  sepconv evaluate net.onnx images-idx3-ubyte.gz --labels labels-idx1-ubyte.gz",
      "  sepconv evaluate small.onnx x.npy --labels y.npy --against net.onnx",
      "  sepconv evaluate two.onnx left=a.npy right=b.npy --against original.onnx",
    })
public final class EvaluateCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      index = "0",
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME ('sepconv zoo' lists the names).")
  private String model = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "[NAME=]DATA",
      description = DataOptions.DATA_HELP)
  private List<String> data = new ArrayList<>();

  @Option(
      names = "--labels",
      order = 1,
      paramLabel = "FILE",
      description = {
        "The classes of the samples, counted from 0: an idx file, .gz or not; a .npy file of"
            + " integers; or text, with a class a line in the order of the data, or for a folder"
            + " 'path class' (comma or tab between them too), where more paths than needed do not"
            + " matter. They are of all data, whatever --limit and --sample choose."
      })
  private Optional<Path> labels = Optional.empty();

  @Option(
      names = "--folder-labels",
      order = 2,
      description =
          "The folders directly in DATA are the classes, numbered from 0 in the order of their"
              + " names, as torchvision's ImageFolder does.")
  private boolean folderLabels;

  @Option(
      names = "--against",
      order = 3,
      paramLabel = "ORIGINAL",
      description = "The model to hold it against, with the same inputs.")
  private Optional<String> against = Optional.empty();

  @Option(
      names = "--output",
      order = 4,
      paramLabel = "NAME",
      description = "The output to look at. Default: the first one.")
  private Optional<String> output = Optional.empty();

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Mixin private DataOptions dataOptions = new DataOptions();

  @Option(
      names = "--format",
      order = 30,
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default), json or markdown.")
  private Format format = Format.TEXT;

  /// Made by picocli.
  public EvaluateCommand() {}

  @Override
  public Integer call() {
    checkOptions();
    CpuBackend backend = threads.backend();
    Graph graph = Models.read(model, List.of());
    Optional<Graph> original = against.map(o -> Models.read(o, List.of()));
    EvaluationReport report;
    try (StatusLine status = new StatusLine(spec.commandLine().getErr(), Terminal.errorColumns())) {
      status.show("reading " + String.join(" ", data) + "…");
      Dataset set = dataOptions.open(graph, data, "DATA");
      Optional<Labels> known = labels(set);
      Evaluator evaluator =
          new Evaluator(
              backend.compile(graph),
              output,
              known,
              original.map(backend::compile),
              (done, all) ->
                  status.show(String.format(Locale.ROOT, "evaluated: %,d of %,d", done, all)));
      Evaluation evaluation = evaluator.over(set.samples());
      report = new EvaluationReport(model, against, set, threads.count(), evaluation);
    }
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TEXT -> report.text();
              case JSON -> report.json();
              case MARKDOWN -> report.markdown();
            });
    return 0;
  }

  private void checkOptions() {
    if (labels.isPresent() && folderLabels) {
      throw new UsageException("--labels and --folder-labels do not go together");
    }
    if (labels.isEmpty() && !folderLabels && against.isEmpty()) {
      throw new UsageException(
          "nothing to evaluate by; add --labels FILE or --folder-labels for the accuracy, or"
              + " --against ORIGINAL for the distance to another network");
    }
  }

  private Optional<Labels> labels(Dataset set) {
    return folderLabels
        ? Optional.of(LabelFile.ofFolders(set))
        : labels.map(file -> LabelFile.read(file, set));
  }
}
