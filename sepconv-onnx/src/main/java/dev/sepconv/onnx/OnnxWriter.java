package dev.sepconv.onnx;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.file.WholeFile;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import java.nio.channels.Channels;
import java.nio.file.Path;

/// Writes any graph as an ONNX model. Names of nodes, values and constants, symbolic sizes and
/// metadata are kept, and the opset that it was read from, if that is 13 to 21 and has all its
/// operators; else it is the next one that has them, and 21 for a graph that was not read.
public final class OnnxWriter {
  private OnnxWriter() {}

  /// Writes a file: beside it first, then moved into place, so that nobody sees half of it.
  ///
  /// @param graph the graph
  /// @param file where the model goes; an existing file is replaced
  /// @throws InvalidInputException if the file cannot be written, or the weights are above 2 GB
  public static void write(Graph graph, Path file) {
    ModelProto model = model(graph);
    WholeFile.write(file, out -> model.writeTo(Channels.newOutputStream(out)));
  }

  /// @param graph the graph
  /// @return its model's bytes
  /// @throws InvalidInputException if the weights are above 2 GB
  public static byte[] toBytes(Graph graph) {
    return model(graph).toByteArray();
  }

  private static ModelProto model(Graph graph) {
    long bytes = 0;
    for (Constant c : graph.constants().values()) {
      bytes += c.elements() * c.type().element().bytes();
    }
    if (bytes > Integer.MAX_VALUE) {
      throw tooLarge(graph, bytes);
    }
    ModelProto model = new GraphExporter(graph).run();
    // A message that grew past 2 GB reports a negative size.
    if (model.getSerializedSize() < 0) {
      throw tooLarge(graph, bytes);
    }
    return model;
  }

  private static InvalidInputException tooLarge(Graph graph, long bytes) {
    return new InvalidInputException(
        graph.name() + " has " + bytes + " bytes of constants; an ONNX file holds less than 2 GB");
  }
}
