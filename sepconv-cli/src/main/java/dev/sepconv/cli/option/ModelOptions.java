package dev.sepconv.cli.option;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The model a command works on, and the sizes of its inputs.
public final class ModelOptions {
  @Parameters(
      paramLabel = "MODEL",
      description = "An ONNX file, or zoo:NAME ('sepconv zoo' lists the names).")
  private String model = "";

  @Option(
      names = "--input",
      paramLabel = "[NAME=]SHAPE",
      description = {
        "Size of an input, such as 1x3x224x224 or image=1x3x224x224; may be repeated.",
        "A batch size that stays open is 1."
      })
  private List<String> inputs = new ArrayList<>();

  /// @return the model with its sizes bound, as {@link #load} does
  public Graph graph() {
    return load(model, inputs);
  }

  /// @param batch how many inputs at once
  /// @return the model with its sizes bound and that batch
  /// @throws InvalidInputException if an input's batch is another and not open
  public Graph graph(int batch) {
    Graph read = Models.read(model, inputs);
    Graph graph = InputSizes.of(read, inputs).withBatch(batch).bind(read);
    for (String input : graph.inputs()) {
      TensorType type = graph.type(input);
      if (type.ranked() && (type.rank() == 0 || !type.dim(0).is(batch))) {
        throw new InvalidInputException(
            "--batch "
                + batch
                + ": input '"
                + input
                + "' is "
                + type
                + ", whose first size is not open");
      }
    }
    return graph;
  }

  /// @return what was written as MODEL
  public String model() {
    return model;
  }

  /// Reads a model and binds its sizes: what `inputSpecs` say, then a batch size (a first dimension
  /// that is still open) to 1. Other open sizes stay symbolic.
  ///
  /// @param model a file's path, or `zoo:NAME`
  /// @param inputSpecs `1x3x224x224` for a model with one input, or `name=1x3x224x224`
  /// @return the network
  /// @throws dev.sepconv.error.SepconvException if there is no such model, it is damaged, or a size
  ///   does not fit
  public static Graph load(String model, List<String> inputSpecs) {
    Graph graph = Models.read(model, inputSpecs);
    return InputSizes.of(graph, inputSpecs).withBatchOfOne().bind(graph);
  }
}
