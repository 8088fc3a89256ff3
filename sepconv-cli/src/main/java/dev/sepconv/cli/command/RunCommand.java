package dev.sepconv.cli.command;

import dev.sepconv.cli.option.ImageOptions;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.option.Models;
import dev.sepconv.cli.option.ThreadOptions;
import dev.sepconv.cli.output.TextTable;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv run`: a network on a picture, on `.npy` files, or on noise.
@Command(
    name = "run",
    abbreviateSynopsis = true,
    header = "Run a network on a picture or on .npy files.",
    description = "Prints shape, smallest, mean and largest element of every output.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv run net.onnx --image cat.jpg --top 5 --labels imagenet.txt",
      "  sepconv run net.onnx --input x.npy --output-dir out",
      "  sepconv run two.onnx --input left=a.npy --input right=b.npy",
      "  sepconv run detector.onnx --image page.png --size 640x480 --resize pad",
      "  sepconv run net.onnx --image cat.jpg --show-features features.3 -o maps.png",
      "  sepconv run zoo:mobilenet_v1 --random --input 8x3x224x224",
    })
public final class RunCommand implements Callable<Integer> {
  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME ('sepconv zoo' lists the names).")
  private String model = "";

  @Option(
      names = "--input",
      order = 1,
      paramLabel = "[NAME=]VALUE",
      description = {
        "x.npy: the data of an input;",
        "1x3x224x224: its size, for --random or where the model leaves it open.",
        "NAME is needed if the model has several inputs; may be repeated."
      })
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--random",
      order = 2,
      description = "Fill every input without data with noise: normal(0, 1), integers 0 to 9.")
  private boolean random;

  @Option(
      names = "--seed",
      order = 3,
      paramLabel = "N",
      defaultValue = "0",
      description = "Of that noise. Default: 0.")
  private long seed;

  @Mixin private ImageOptions image = new ImageOptions();

  @Mixin private ThreadOptions threads = new ThreadOptions();

  @Option(
      names = "--output-dir",
      order = 20,
      paramLabel = "DIR",
      description = "Write every output there as NAME.npy.")
  private Optional<Path> outputDir = Optional.empty();

  @Option(
      names = "--top",
      order = 21,
      paramLabel = "N",
      description = {
        "Print the N most probable classes of the first output.",
        "Softmax is applied unless it sums to 1 already."
      })
  private Optional<Integer> top = Optional.empty();

  @Option(
      names = "--labels",
      order = 22,
      paramLabel = "FILE",
      description = "The names of the classes for --top, one a line.")
  private Optional<Path> labels = Optional.empty();

  @Mixin private FeatureOptions features = new FeatureOptions();

  /// Made by picocli.
  public RunCommand() {}

  @Override
  public Integer call() throws IOException {
    checkOptions();
    CpuBackend backend = threads.promptBackend();
    PrintWriter out = spec.commandLine().getOut();
    RunInputs.Request request =
        new RunInputs.Request(
            inputs.stream().filter(RunInputs::isData).toList(),
            image,
            random ? Optional.of(seed) : Optional.empty());
    List<String> sizes = inputs.stream().filter(i -> !RunInputs.isData(i)).toList();
    Graph read = Models.read(model, sizes);
    Graph graph = InputSizes.of(read, sizes).bind(read);
    RunInputs.Gathered gathered = RunInputs.gather(graph, request, out);
    Map<String, Tensor> tensors = gathered.tensors();
    Optional<FeatureRun> inner = features.of(graph, gathered);
    out.flush();

    CompiledModel compiled = backend.compile(graph);
    long start = System.nanoTime();
    Map<String, Tensor> outputs = compiled.run(tensors);
    double millis = (System.nanoTime() - start) / 1e6;
    // Labels that do not fit are found before anything is written.
    Optional<Ranking> ranking =
        top.map(_ -> Ranking.of(graph.outputs().get(0), first(graph, outputs)));
    List<String> names = ranking.flatMap(r -> labels.map(r::labels)).orElse(List.of());

    print(outputs, out);
    out.println(
        String.format(Locale.ROOT, "%nran in %.1f ms (the first run, nothing warm)", millis));
    ranking.ifPresent(r -> {
      out.println();
      r.print(out, top.orElseThrow(), names);
    });
    if (inner.isPresent()) {
      out.println(System.lineSeparator() + "wrote " + inner.get().write(backend));
    }
    if (outputDir.isPresent()) {
      out.println();
      for (Path file : OutputFolder.write(outputDir.get(), outputs)) {
        out.println("wrote " + file);
      }
    }
    return 0;
  }

  private void checkOptions() {
    if (top.isPresent() && top.get() < 1) {
      throw new ParameterException(spec.commandLine(), "--top must be at least 1");
    }
    if (labels.isPresent() && top.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "--labels needs --top N");
    }
    features.check();
  }

  private static Tensor first(Graph graph, Map<String, Tensor> outputs) {
    return outputs.getOrDefault(graph.outputs().get(0), Tensor.scalar(0));
  }

  private static void print(Map<String, Tensor> outputs, PrintWriter out) {
    TextTable table =
        new TextTable()
            .paths("output")
            .words("type")
            .words("shape")
            .numbers("min")
            .numbers("mean")
            .numbers("max")
            .words("");
    outputs.forEach((name, t) -> {
      Statistics s = Statistics.of(t);
      table.row(
          name,
          t.element().toString(),
          t.shape().toString(),
          Statistics.format(s.min()),
          Statistics.format(s.mean()),
          Statistics.format(s.max()),
          s.notFinite() == 0 ? "" : s.notFinite() + " not finite");
    });
    table.print(out);
  }
}
