package dev.sepconv.onnx;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// A node's attributes. Remembers which were asked for: one that nobody asked for might change what
/// the node means, so it is reported.
final class Attributes {
  /// Before opset 6 many operators said which inputs they may overwrite.
  private static final String CONSUMED = "consumed_inputs";

  private final String node;
  private final Map<String, AttributeProto> unread = new LinkedHashMap<>();
  private final Map<String, AttributeProto> all = new LinkedHashMap<>();

  /// @param proto the node
  /// @param node how messages call it
  Attributes(NodeProto proto, String node) {
    this.node = node;
    for (AttributeProto a : proto.getAttributeList()) {
      if (all.put(a.getName(), a) != null) {
        throw new InvalidModelException(node + " gives the attribute '" + a.getName() + "' twice");
      }
      if (a.hasRefAttrName()) {
        throw new UnsupportedModelException(
            node
                + " takes the attribute '"
                + a.getName()
                + "' from an enclosing function, which is not supported");
      }
    }
    unread.putAll(all);
    unread.remove(CONSUMED);
  }

  /// @throws UnsupportedModelException if there is an attribute that was not asked for
  void checkAllRead() {
    if (!unread.isEmpty()) {
      throw new UnsupportedModelException(
          node
              + " has "
              + unread.keySet().stream()
                  .map(a -> "'" + a + "'")
                  .collect(
                      Collectors.joining(
                          ", ", unread.size() > 1 ? "attributes " : "attribute ", ""))
              + ", which this operator is not known to have");
    }
  }

  boolean has(String name) {
    return all.containsKey(name);
  }

  long longOr(String name, long otherwise) {
    return find(name, 2, "an integer", AttributeProto::hasI)
        .map(AttributeProto::getI)
        .orElse(otherwise);
  }

  int intOr(String name, int otherwise) {
    return toInt(longOr(name, otherwise), name);
  }

  boolean flag(String name, boolean otherwise) {
    return intOr(name, otherwise ? 1 : 0) != 0;
  }

  float floatOr(String name, float otherwise) {
    return find(name, 1, "a float", AttributeProto::hasF)
        .map(AttributeProto::getF)
        .orElse(otherwise);
  }

  String stringOr(String name, String otherwise) {
    return find(name, 3, "a string", AttributeProto::hasS)
        .map(a -> a.getS().toStringUtf8())
        .orElse(otherwise);
  }

  Optional<TensorProto> tensor(String name) {
    return find(name, 4, "a tensor", AttributeProto::hasT).map(AttributeProto::getT);
  }

  Optional<GraphProto> graph(String name) {
    return find(name, 5, "a graph", AttributeProto::hasG).map(AttributeProto::getG);
  }

  Optional<float[]> floats(String name) {
    return find(name, 6, "a list of floats", a -> a.getFloatsCount() > 0)
        .map(a -> {
          float[] values = new float[a.getFloatsCount()];
          for (int i = 0; i < values.length; i++) {
            values[i] = a.getFloats(i);
          }
          return values;
        });
  }

  Optional<long[]> longs(String name) {
    return find(name, 7, "a list of integers", a -> a.getIntsCount() > 0)
        .map(a -> a.getIntsList().stream().mapToLong(Long::longValue).toArray());
  }

  Optional<List<Integer>> ints(String name) {
    return longs(name)
        .map(values -> {
          List<Integer> ints = new ArrayList<>(values.length);
          for (long v : values) {
            ints.add(toInt(v, name));
          }
          return ints;
        });
  }

  private int toInt(long value, String name) {
    if (value != (int) value) {
      throw new InvalidModelException(
          node + " has the attribute '" + name + "' with " + value + ", which is beyond 32 bits");
    }
    return (int) value;
  }

  private Optional<AttributeProto> find(
      String name, int type, String expected, Predicate<AttributeProto> filled) {
    AttributeProto a = all.get(name);
    if (a == null) {
      return Optional.empty();
    }
    unread.remove(name);
    // Old files give no type; then the field that is filled tells.
    boolean typed = a.getType() != 0;
    if (typed ? a.getType() != type : !filled.test(a)) {
      throw new InvalidModelException(
          node
              + " has the attribute '"
              + name
              + "' of another kind than expected: it must be "
              + expected);
    }
    return Optional.of(a);
  }
}
