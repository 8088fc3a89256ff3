package dev.sepconv.onnx;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A parsed model. A file is mapped, and large tensors are windows on that mapping.
///
/// @param model the model
/// @param windows what stands outside it: large raw data by number
record ModelFile(ModelProto model, List<ByteBuffer> windows) {

  /// @param file a file
  /// @return its content, mapped, not read
  /// @throws InvalidModelException if it is missing, empty or above 2 GB
  static ByteBuffer map(Path file) {
    if (!Files.exists(file)) {
      throw new InvalidModelException("file " + file + " does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw new InvalidModelException(file + " is a folder or a device; a file is expected");
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long size = channel.size();
      if (size > Integer.MAX_VALUE) {
        throw new InvalidModelException(
            "file "
                + file
                + " has "
                + size
                + " bytes; an ONNX file holds at most 2 GB, larger weights belong in external data");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, 0, size);
    } catch (IOException e) {
      throw new InvalidModelException("file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// @param bytes a model
  /// @param label what to call it in messages
  /// @return the model, whose large tensors are windows on the bytes
  /// @throws InvalidModelException if it is no ONNX model
  static ModelFile parse(ByteBuffer bytes, String label) {
    if (!bytes.hasRemaining()) {
      throw new InvalidModelException(label + " is empty; an ONNX model is expected");
    }
    String damaged = label + " is no ONNX model, or is damaged: found " + looksLike(bytes);
    Skeleton skeleton = new Skeleton(bytes, damaged);
    ModelProto model;
    try {
      model = ModelProto.parseFrom(skeleton.bytes());
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidModelException(damaged + " (" + e.getMessage() + ")", e);
    }
    if (!model.hasGraph()) {
      throw new InvalidModelException(
          label + " is no ONNX model: found " + looksLike(bytes) + ", in which there is no graph");
    }
    return new ModelFile(model, List.copyOf(skeleton.windows()));
  }

  /// What a file that is no model probably is, by its first bytes.
  private static String looksLike(ByteBuffer bytes) {
    byte[] start = new byte[Math.min(bytes.remaining(), 64)];
    bytes.get(bytes.position(), start);
    String text = new String(start, StandardCharsets.ISO_8859_1);
    if (text.startsWith("version https://git-lfs")) {
      return "a Git LFS pointer (run git lfs pull)";
    } else if (text.startsWith("PK")) {
      return "a ZIP archive (PyTorch saves its models so)";
    } else if (text.startsWith("\u0089PNG") || text.startsWith("\u00ff\u00d8\u00ff")) {
      return "an image";
    } else if (text.startsWith("\u0089HDF")) {
      return "an HDF5 file";
    } else if (text.startsWith("\u001f\u008b")) {
      return "a gzip archive";
    } else if (text.length() > 7 && text.startsWith("TFL3", 4)) {
      return "a TensorFlow Lite model";
    } else if (text.chars()
        .allMatch(c -> (c >= 32 && c < 127) || c == '\n' || c == '\r' || c == '\t')) {
      return "text";
    }
    return bytes.remaining() + " bytes";
  }
}
