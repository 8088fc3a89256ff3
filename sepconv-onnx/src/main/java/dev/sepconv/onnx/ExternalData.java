package dev.sepconv.onnx;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.onnx.proto.Onnx.StringStringEntryProto;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Tensors in files beside the model. A model comes from somebody else, so it may name nothing
/// outside its own folder.
///
/// @param folder the model's folder; empty for a model that was not read from a file
record ExternalData(Optional<Path> folder) {
  /// @param entries what the tensor says about its place
  /// @param bytes how many bytes its type needs
  /// @param what the tensor, for messages
  /// @return its bytes, mapped when asked for
  /// @throws InvalidModelException if the place is outside the folder, missing or too small
  Supplier<ByteBuffer> locate(List<StringStringEntryProto> entries, long bytes, String what) {
    Map<String, String> place = new LinkedHashMap<>();
    entries.forEach(e -> place.put(e.getKey(), e.getValue()));
    String location = place.getOrDefault("location", "");
    Path file = resolve(location, what);
    long offset = number(place, "offset", 0, what);
    long length = number(place, "length", bytes, what);
    if (length != bytes) {
      throw new InvalidModelException(
          what + " needs " + bytes + " bytes, but declares " + length + " in '" + location + "'");
    }
    long size;
    try {
      size = Files.size(file);
    } catch (IOException e) {
      throw new InvalidModelException(
          what + " is stored in '" + location + "', which cannot be read", e);
    }
    if (offset > size || length > size - offset) {
      throw new InvalidModelException(
          what
              + " is stored in '"
              + location
              + "' at byte "
              + offset
              + ", but that file of "
              + size
              + " bytes ends before its "
              + length
              + " bytes do");
    }
    return () -> map(file, offset, length, what);
  }

  private Path resolve(String location, String what) {
    Path root =
        folder.orElseThrow(() ->
            new InvalidModelException(
                what
                    + " is stored in the external file '"
                    + location
                    + "', but the model was not read from a file"));
    Path relative;
    try {
      relative = Path.of(location);
    } catch (InvalidPathException e) {
      throw new InvalidModelException(what + " names the impossible file '" + location + "'", e);
    }
    boolean climbs = false;
    for (Path part : relative) {
      climbs |= part.toString().equals("..");
    }
    if (location.isEmpty() || relative.isAbsolute() || climbs || location.startsWith("/")) {
      throw escape(location, what);
    }
    try {
      Path real = root.resolve(relative).toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        throw escape(location, what);
      }
      if (!Files.isRegularFile(real)) {
        throw new InvalidModelException(
            what + " is stored in '" + location + "', which is no file");
      }
      return real;
    } catch (IOException e) {
      throw new InvalidModelException(
          what + " is stored in '" + location + "', which does not exist beside the model", e);
    }
  }

  private static InvalidModelException escape(String location, String what) {
    return new InvalidModelException(
        what
            + " is stored in '"
            + location
            + "'; external data must be a relative path inside the model's folder");
  }

  private static long number(Map<String, String> place, String key, long otherwise, String what) {
    String text = place.get(key);
    if (text == null) {
      return otherwise;
    }
    try {
      long n = Long.parseLong(text);
      if (n >= 0) {
        return n;
      }
    } catch (NumberFormatException _) {
      // Falls through to the message.
    }
    throw new InvalidModelException(
        what + " has external data with " + key + " '" + text + "'; a number is expected");
  }

  private static ByteBuffer map(Path file, long offset, long length, String what) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() < offset + length) {
        throw new InvalidModelException(what + ": " + file + " has become shorter");
      }
      return channel.map(FileChannel.MapMode.READ_ONLY, offset, length);
    } catch (IOException e) {
      throw new InvalidModelException(what + " cannot be read from " + file, e);
    }
  }
}
