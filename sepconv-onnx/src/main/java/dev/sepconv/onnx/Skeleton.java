package dev.sepconv.onnx;

import dev.sepconv.error.InvalidModelException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/// A model's bytes without its large tensors: each large `raw_data` is replaced by the number of a
/// window on the file. The protobuf parser copies all it is given, and a table of a large model
/// needs none of its weights.
final class Skeleton {
  /// Smaller data are copied: a window costs about as much.
  private static final int MIN_WINDOW = 4096;

  /// As deep as the protobuf parser goes.
  private static final int MAX_DEPTH = 100;

  private static final int RAW_DATA = 9;
  private static final int WINDOW = 1000;

  /// The messages on the way to a tensor.
  private enum Level {
    MODEL,
    GRAPH,
    NODE,
    ATTRIBUTE,
    TENSOR,
    OTHER;

    Level field(int number) {
      return switch (this) {
        case MODEL -> number == 7 ? GRAPH : OTHER;
        case GRAPH -> number == 1 ? NODE : number == 5 ? TENSOR : OTHER;
        case NODE -> number == 5 ? ATTRIBUTE : OTHER;
        case ATTRIBUTE -> number == 5 ? TENSOR : number == 6 ? GRAPH : OTHER;
        case TENSOR, OTHER -> OTHER;
      };
    }
  }

  private final String label;
  private final List<ByteBuffer> windows = new ArrayList<>();
  private final byte[] bytes;

  /// @param file a model
  /// @param label what messages call it
  /// @throws InvalidModelException if it is no protobuf message
  Skeleton(ByteBuffer file, String label) {
    this.label = label;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    copy(file.duplicate(), file.limit(), Level.MODEL, 0, out);
    bytes = out.toByteArray();
  }

  /// @return the model without its large tensors
  byte[] bytes() {
    return bytes;
  }

  /// @return what was left out, by number
  List<ByteBuffer> windows() {
    return windows;
  }

  private void copy(ByteBuffer in, int end, Level level, int depth, ByteArrayOutputStream out) {
    if (depth > MAX_DEPTH) {
      throw damaged(in.position());
    }
    while (in.position() < end) {
      int start = in.position();
      long tag = varint(in, end);
      int field = (int) (tag >>> 3);
      switch ((int) tag & 7) {
        case 0 -> varint(in, end);
        case 1 -> skip(in, 8, end);
        case 5 -> skip(in, 4, end);
        case 2 -> {
          long length = varint(in, end);
          int content = in.position();
          skip(in, length, end);
          Level child = level.field(field);
          if (level == Level.TENSOR && field == RAW_DATA && length >= MIN_WINDOW) {
            write(WINDOW << 3, out);
            write(windows.size(), out);
            windows.add(in.slice(content, (int) length));
            continue;
          }
          if (child != Level.OTHER) {
            ByteArrayOutputStream inner = new ByteArrayOutputStream();
            in.position(content);
            copy(in, content + (int) length, child, depth + 1, inner);
            write(tag, out);
            write(inner.size(), out);
            out.writeBytes(inner.toByteArray());
            continue;
          }
        }
        default -> throw damaged(start);
      }
      if (level != Level.TENSOR || field != WINDOW) {
        byte[] span = new byte[in.position() - start];
        in.get(start, span);
        out.writeBytes(span);
      }
    }
  }

  private void skip(ByteBuffer in, long length, int end) {
    if (length < 0 || length > end - in.position()) {
      throw damaged(in.position());
    }
    in.position(in.position() + (int) length);
  }

  private long varint(ByteBuffer in, int end) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (in.position() >= end) {
        throw damaged(in.position());
      }
      byte b = in.get();
      value |= (long) (b & 0x7F) << shift;
      if (b >= 0) {
        return value;
      }
    }
    throw damaged(in.position());
  }

  private static void write(long value, ByteArrayOutputStream out) {
    long v = value;
    while ((v & ~0x7FL) != 0) {
      out.write((int) ((v & 0x7F) | 0x80));
      v >>>= 7;
    }
    out.write((int) v);
  }

  private InvalidModelException damaged(int position) {
    return new InvalidModelException(
        label + ", of which byte " + position + " and what follows cannot be read");
  }
}
