package dev.sepconv.cli;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes ONNX models byte by byte, the broken ones that no writer would write.
final class OnnxBytes {
  private final List<byte[]> graph = new ArrayList<>();

  /// A node without attributes.
  OnnxBytes node(String name, String type, List<String> inputs, List<String> outputs) {
    return node(name, type, inputs, outputs, new byte[0]);
  }

  /// A node with one attribute, encoded.
  OnnxBytes node(
      String name, String type, List<String> inputs, List<String> outputs, byte[] attribute) {
    List<byte[]> fields = new ArrayList<>();
    inputs.forEach(i -> fields.add(text(1, i)));
    outputs.forEach(o -> fields.add(text(2, o)));
    fields.add(text(3, name));
    fields.add(text(4, type));
    if (attribute.length > 0) {
      fields.add(bytes(5, attribute));
    }
    graph.add(bytes(1, join(fields)));
    return this;
  }

  /// An attribute that is an integer.
  static byte[] integer(String name, long value) {
    return join(List.of(text(1, name), number(3, value), number(20, 2)));
  }

  /// A float32 graph input; -1 is an open dimension.
  OnnxBytes input(String name, long... dims) {
    graph.add(bytes(11, value(name, dims)));
    return this;
  }

  OnnxBytes output(String name, long... dims) {
    graph.add(bytes(12, value(name, dims)));
    return this;
  }

  /// A float32 constant of zeros.
  OnnxBytes weights(String name, int... dims) {
    int n = 1;
    List<byte[]> fields = new ArrayList<>();
    for (int d : dims) {
      fields.add(number(1, d));
      n *= d;
    }
    fields.add(number(2, 1));
    fields.add(text(8, name));
    fields.add(bytes(9, new byte[4 * n]));
    graph.add(bytes(5, join(fields)));
    return this;
  }

  /// A float32 vector of four elements in another file.
  OnnxBytes external(String name, String location) {
    byte[] entry = join(List.of(text(1, "location"), text(2, location)));
    graph.add(
        bytes(
            5,
            join(
                List.of(
                    number(1, 4), number(2, 1), text(8, name), bytes(13, entry), number(14, 1)))));
    return this;
  }

  byte[] model() {
    List<byte[]> body = new ArrayList<>(graph);
    body.add(text(2, "broken"));
    return join(
        List.of(number(1, 8), bytes(7, join(body)), bytes(8, join(List.of(number(2, 17))))));
  }

  private static byte[] value(String name, long... dims) {
    List<byte[]> shape = new ArrayList<>();
    for (long d : dims) {
      shape.add(bytes(1, d < 0 ? text(2, "N") : number(1, d)));
    }
    byte[] tensor = join(List.of(number(1, 1), bytes(2, join(shape))));
    return join(List.of(text(1, name), bytes(2, bytes(1, tensor))));
  }

  private static byte[] text(int field, String value) {
    return bytes(field, value.getBytes(StandardCharsets.UTF_8));
  }

  private static byte[] bytes(int field, byte[] value) {
    return join(List.of(varint(field << 3 | 2), varint(value.length), value));
  }

  private static byte[] number(int field, long value) {
    return join(List.of(varint(field << 3), varint(value)));
  }

  private static byte[] varint(long value) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) (rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    out.write((int) rest);
    return out.toByteArray();
  }

  private static byte[] join(List<byte[]> parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    parts.forEach(out::writeBytes);
    return out.toByteArray();
  }
}
