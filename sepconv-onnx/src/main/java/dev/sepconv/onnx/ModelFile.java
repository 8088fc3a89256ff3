package dev.sepconv.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Turns bytes into messages. A file is mapped, and large fields are windows on that mapping.
final class ModelFile {
  private ModelFile() {}

  /// @param file a file
  /// @return its content, mapped, not read
  /// @throws InvalidModelException if it is missing, empty or above 2 GB
  static ByteString map(Path file) {
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
      return size == 0
          ? ByteString.EMPTY
          : UnsafeByteOperations.unsafeWrap(channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
    } catch (IOException e) {
      throw new InvalidModelException("file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// @param bytes a model
  /// @param label what to call it in messages
  /// @return the model, whose large fields are windows on the bytes
  /// @throws InvalidModelException if it is no ONNX model
  static ModelProto model(ByteString bytes, String label) {
    if (bytes.isEmpty()) {
      throw new InvalidModelException(label + " is empty; an ONNX model is expected");
    }
    ModelProto model = parse(bytes, ModelProto.parser(), label, "ONNX model");
    if (!model.hasGraph()) {
      throw new InvalidModelException(
          label + " is no ONNX model: " + looksLike(bytes) + ", in which there is no graph");
    }
    return model;
  }

  /// @param bytes a message
  /// @param parser what to read
  /// @param label what to call it in messages
  /// @param kind what is expected
  /// @return the message
  static <M extends Message> M parse(
      ByteString bytes, Parser<M> parser, String label, String kind) {
    CodedInputStream in = bytes.newCodedInput();
    in.enableAliasing(true);
    try {
      M message = parser.parseFrom(in);
      in.checkLastTagWas(0);
      return message;
    } catch (InvalidProtocolBufferException e) {
      throw new InvalidModelException(
          label
              + " is no "
              + kind
              + ", or is damaged: found "
              + looksLike(bytes)
              + " of which byte "
              + in.getTotalBytesRead()
              + " and what follows cannot be read",
          e);
    }
  }

  /// What a file that is no model probably is, by its first bytes.
  private static String looksLike(ByteString bytes) {
    ByteString start = bytes.substring(0, Math.min(bytes.size(), 64));
    String text = start.toString(StandardCharsets.ISO_8859_1);
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
    return bytes.size() + " bytes";
  }
}
