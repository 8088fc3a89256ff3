package dev.sepconv.cli.command;

import dev.sepconv.analysis.Comparison;
import dev.sepconv.cli.option.ModelOptions;
import dev.sepconv.cli.output.Terminal;
import dev.sepconv.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `sepconv compare`: two networks side by side.
@Command(
    name = "compare",
    header = "Compare two networks: parameters, MACs, memory, replaced convolutions.",
    description = {
      "Without models: the article's pair, a normal 3x3 convolution and the depthwise separable one"
          + " in its place. Where B has a depthwise and a pointwise convolution for a normal one of"
          + " A, the theory 1/oc + 1/k² stands beside the real ratio of their MACs."
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  sepconv compare",
      "  sepconv compare zoo:mobilenet_v1_conv zoo:mobilenet_v1",
    })
public final class CompareCommand implements Callable<Integer> {
  enum Format {
    TEXT,
    JSON,
    MARKDOWN
  }

  @Spec private CommandSpec spec = CommandSpec.create();

  @Parameters(
      arity = "0..2",
      paramLabel = "MODEL",
      description = "Two models A and B: ONNX files, or zoo:NAME.")
  private List<String> models = new ArrayList<>();

  @Option(
      names = "--input",
      paramLabel = "[NAME=]SHAPE",
      description = "Size of an input of both models, such as 1x3x224x224; may be repeated.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text (default), json or markdown.")
  private Format format = Format.TEXT;

  /// Made by picocli.
  public CompareCommand() {}

  @Override
  public Integer call() {
    if (models.size() == 1) {
      throw new ParameterException(
          spec.commandLine(),
          "compare takes two models or none, but was given one: " + models.get(0));
    }
    Graph a = ModelOptions.load(models.isEmpty() ? "zoo:article-standard" : models.get(0), inputs);
    Graph b = ModelOptions.load(models.isEmpty() ? "zoo:article-separable" : models.get(1), inputs);
    Comparison comparison = Comparison.of(a, b);
    spec.commandLine()
        .getOut()
        .print(
            switch (format) {
              case TEXT -> comparison.text(Math.max(Terminal.columns(), 80));
              case JSON -> comparison.json();
              case MARKDOWN -> comparison.markdown();
            });
    return 0;
  }
}
