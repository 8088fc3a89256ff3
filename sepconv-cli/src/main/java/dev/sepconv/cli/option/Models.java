package dev.sepconv.cli.option;

import dev.sepconv.Sepconv;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.tensor.Dim;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/// Finds the network that a MODEL argument names.
public final class Models {
  private static final String ZOO = "zoo:";

  private Models() {}

  /// @param model a file's path, or `zoo:NAME`
  /// @param inputSpecs sizes the user asks for; a network of the zoo is made for them, a file's
  ///   stay as it declares them
  /// @return the network, its open sizes still open
  /// @throws dev.sepconv.error.SepconvException if there is no such model, or it is damaged
  public static Graph read(String model, List<String> inputSpecs) {
    return model.startsWith(ZOO)
        ? zoo(model.substring(ZOO.length()), inputSpecs)
        : Sepconv.read(path(model));
  }

  private static Graph zoo(String name, List<String> inputSpecs) {
    Graph graph = Zoo.graph(name);
    if (inputSpecs.isEmpty()) {
      return graph;
    }
    // Only the batch is open in a traced network; another picture size needs another trace.
    List<Dim> asked = InputSizes.dims(graph, inputSpecs.getLast());
    int[] made = Zoo.entry(name).input().stream().mapToInt(i -> i).toArray();
    if (asked.size() != made.length + 1
        || !asked.stream().skip(1).allMatch(Dim::isKnown)
        || !asked.get(1).is(made[0])) {
      return graph;
    }
    return Zoo.module(name).trace(name, 0, asked.stream().skip(1).mapToLong(Dim::value).toArray());
  }

  private static Path path(String model) {
    Path file;
    try {
      file = Path.of(model);
    } catch (InvalidPathException e) {
      throw new InvalidInputException("'" + model + "' is no file name: " + e.getReason(), e);
    }
    if (Files.isDirectory(file)) {
      throw new InvalidInputException(model + " is a folder; a model is an ONNX file or zoo:NAME");
    }
    if (!Files.exists(file)) {
      throw new InvalidInputException(
          model + ": no such file; a model is an ONNX file or zoo:NAME ('sepconv zoo' lists them)");
    }
    return file;
  }
}
