package dev.sepconv.cli.option;

import dev.sepconv.Sepconv;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/// Finds the network that a MODEL argument names.
public final class Models {
  private static final String ZOO = "zoo:";

  private Models() {}

  /// @param model a file's path, or `zoo:NAME`
  /// @return the network, its open sizes as it declares them
  /// @throws dev.sepconv.error.SepconvException if there is no such model, or it is damaged
  public static Graph read(String model) {
    if (model.startsWith(ZOO)) {
      throw new InvalidInputException("no zoo yet");
    }
    Path file = path(model);
    return Sepconv.read(file);
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
