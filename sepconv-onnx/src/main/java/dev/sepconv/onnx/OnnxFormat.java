package dev.sepconv.onnx;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphFormat;
import java.nio.file.Path;
import java.util.Locale;

/// ONNX as a file format for whoever looks one up.
public final class OnnxFormat implements GraphFormat {
  /// For {@link java.util.ServiceLoader}.
  public OnnxFormat() {}

  @Override
  public boolean accepts(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".onnx");
  }

  @Override
  public Graph read(Path file) {
    return OnnxReader.read(file);
  }
}
