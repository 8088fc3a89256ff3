package dev.sepconv;

import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphFormat;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;

/// The short way in: `Sepconv.load(Path.of("m.onnx")).run(tensor)`.
public final class Sepconv {
  private Sepconv() {}

  /// Reads a model file in any format that is on the class path.
  ///
  /// @param file the file
  /// @return its graph; large weights are loaded when asked for
  /// @throws dev.sepconv.error.SepconvException if it is missing, damaged or uses something
  ///   unsupported
  public static Graph read(Path file) {
    if (!Files.isRegularFile(file)) {
      String found = Files.isDirectory(file) ? "is a folder" : "does not exist";
      throw new InvalidModelException("model file '" + file + "' " + found);
    }
    for (GraphFormat format : ServiceLoader.load(GraphFormat.class)) {
      if (format.accepts(file)) {
        return format.read(file);
      }
    }
    throw new InvalidModelException(
        "model file '" + file + "' is in no known format; is sepconv-onnx on the class path?");
  }

  /// Prepares a network for running on the CPU with all processors, by {@link CpuBackend#prompt}:
  /// the first calls are served by plain Java kernels while the fast ones are compiled in the
  /// background.
  ///
  /// @param graph the network
  /// @return a thread-safe model
  public static CompiledModel compile(Graph graph) {
    return CpuBackend.prompt(Runtime.getRuntime().availableProcessors()).compile(graph);
  }

  /// Reads a model file and prepares it for running on the CPU.
  ///
  /// @param file the file
  /// @return a thread-safe model
  public static CompiledModel load(Path file) {
    return compile(read(file));
  }
}
