package dev.sepconv.graph;

import java.nio.file.Path;

/// A file format that graphs are read from; found by {@link java.util.ServiceLoader}.
public interface GraphFormat {
  /// @param file a model file
  /// @return whether its name or content looks like this format
  boolean accepts(Path file);

  /// @param file a model file
  /// @return the graph; large constants are loaded from the file when asked for
  /// @throws dev.sepconv.error.SepconvException if the file is missing, damaged or uses something
  ///   unsupported
  Graph read(Path file);
}
