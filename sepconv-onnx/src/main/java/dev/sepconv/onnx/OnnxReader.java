package dev.sepconv.onnx;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Graph;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/// Reads ONNX models: IR version 3 and later, standard operators from opset 6 on (older ones where
/// only names differ).
public final class OnnxReader {
  private OnnxReader() {}

  /// Reads a file. Large weights stay in the file, mapped, until somebody asks for them.
  ///
  /// @param file the model; its external data, if any, lies in the same folder
  /// @return the graph
  /// @throws InvalidModelException if the file is missing, damaged or contradicts itself
  /// @throws UnsupportedModelException if it uses something that is not supported; unknown
  ///   operators are listed all at once
  public static Graph read(Path file) {
    ByteBuffer bytes = ModelFile.map(file);
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    return read(bytes, file.toString(), Optional.of(folder));
  }

  /// Reads a model in memory, which must have no external data.
  ///
  /// @param bytes the model; kept, not copied
  /// @param label what messages call it
  /// @return the graph
  public static Graph read(byte[] bytes, String label) {
    return read(ByteBuffer.wrap(bytes), label, Optional.empty());
  }

  /// Reads a stream to its end, and from it a model, which must have no external data.
  ///
  /// @param in the model
  /// @param label what messages call it
  /// @return the graph
  public static Graph read(InputStream in, String label) {
    try {
      return read(in.readAllBytes(), label);
    } catch (IOException e) {
      throw new InvalidModelException(label + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static Graph read(ByteBuffer bytes, String label, Optional<Path> folder) {
    ModelFile file = ModelFile.parse(bytes, label);
    try {
      TensorReader tensors = new TensorReader(new ExternalData(folder), file.windows());
      return new GraphImporter(file.model(), tensors, label).run();
    } catch (UnsupportedModelException e) {
      throw new UnsupportedModelException(label + ": " + e.getMessage());
    } catch (InvalidModelException | InvalidInputException e) {
      throw new InvalidModelException(label + ": " + e.getMessage(), e);
    }
  }
}
