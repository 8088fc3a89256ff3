package dev.sepconv.onnx;

import com.google.protobuf.ByteString;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Constant;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorSource;
import dev.sepconv.tensor.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/// Decodes tensors from wherever a file keeps them. Sizes are checked at once, elements are decoded
/// when asked for.
final class TensorReader {
  /// Constants up to this size are decoded at once: shape arithmetic reads them again and again.
  private static final int EAGER_ELEMENTS = 1024;

  private final ExternalData external;
  private final List<ByteBuffer> windows;

  /// @param external where external data may lie
  /// @param windows large raw data of the model's own file
  TensorReader(ExternalData external, List<ByteBuffer> windows) {
    this.external = external;
    this.windows = windows;
  }

  /// @param proto a tensor
  /// @param what what it is, for messages
  /// @return its type
  static TensorType type(TensorProto proto, String what) {
    ElementType element =
        DataTypes.element(proto.getDataType())
            .orElseThrow(() ->
                new UnsupportedModelException(
                    what
                        + " has elements of "
                        + DataTypes.name(proto.getDataType())
                        + ", which are not supported"));
    try {
      return TensorType.of(
          element, Shape.of(proto.getDimsList().stream().mapToLong(Long::longValue).toArray()));
    } catch (InvalidInputException e) {
      throw new InvalidModelException(what + ": " + e.getMessage(), e);
    }
  }

  /// @param name the constant's name
  /// @param role how it is counted
  /// @param proto its elements
  /// @return a constant that decodes its elements when asked for, unless they are few
  Constant constant(String name, Constant.Role role, TensorProto proto) {
    String what = "constant '" + name + "'";
    TensorType type = type(proto, what);
    TensorSource source = source(proto, type, what);
    if (type.shape().elements() <= EAGER_ELEMENTS) {
      return Constant.of(name, role, source.load());
    }
    return new Constant(name, type, role, source);
  }

  /// @param proto a tensor
  /// @param what what it is, for messages
  /// @return its elements
  Tensor tensor(TensorProto proto, String what) {
    return source(proto, type(proto, what), what).load();
  }

  private TensorSource source(TensorProto proto, TensorType type, String what) {
    if (proto.hasSegment()) {
      throw new UnsupportedModelException(what + " is stored in segments, which is not supported");
    }
    Shape shape = type.shape();
    long bytes = (long) shape.elements() * type.element().bytes();
    if (proto.getDataLocation() == 1) {
      Supplier<ByteBuffer> content = external.locate(proto.getExternalDataList(), bytes, what);
      return () -> decode(type.element(), shape, content.get());
    }
    if (proto.getDataLocation() != 0) {
      throw new UnsupportedModelException(
          what + " has data location " + proto.getDataLocation() + "; 0 and 1 are known");
    }
    if (proto.hasWindow()) {
      ByteBuffer window = windows.get(proto.getWindow());
      checkSize(window.remaining(), bytes, "bytes", type, what);
      return () -> decode(type.element(), shape, window.duplicate());
    }
    if (proto.hasRawData()) {
      ByteString raw = proto.getRawData();
      checkSize(raw.size(), bytes, "bytes", type, what);
      return () -> decode(type.element(), shape, raw.asReadOnlyByteBuffer());
    }
    checkSize(typedCount(proto, type.element()), shape.elements(), "elements", type, what);
    return () -> decodeTyped(proto, type.element(), shape);
  }

  private static void checkSize(long found, long expected, String unit, TensorType t, String what) {
    if (found != expected) {
      throw new InvalidModelException(
          what
              + " of type "
              + t
              + " needs "
              + expected
              + " "
              + unit
              + ", but "
              + found
              + " are stored");
    }
  }

  private static int typedCount(TensorProto p, ElementType element) {
    return switch (element) {
      case FLOAT32 -> p.getFloatDataCount();
      case FLOAT64 -> p.getDoubleDataCount();
      case INT64 -> p.getInt64DataCount();
      case UINT32, UINT64 -> p.getUint64DataCount();
      case INT32, INT16, UINT16, INT8, UINT8, BOOL, FLOAT16, BFLOAT16 -> p.getInt32DataCount();
    };
  }

  private static Tensor decodeTyped(TensorProto p, ElementType element, Shape shape) {
    Tensor t = Tensor.zeros(element, shape);
    IntConsumer copy =
        switch (element) {
          case FLOAT32 -> i -> t.floats()[i] = p.getFloatData(i);
          case FLOAT64 -> i -> t.setDouble(i, p.getDoubleData(i));
          case INT64 -> i -> t.setLong(i, p.getInt64Data(i));
          case UINT32, UINT64 -> i -> t.setLong(i, p.getUint64Data(i));
          case INT32, INT16, UINT16, INT8, UINT8, BOOL -> i -> t.setLong(i, p.getInt32Data(i));
          // The bits, not the value.
          case FLOAT16, BFLOAT16 -> i -> ((short[]) t.array())[i] = (short) p.getInt32Data(i);
        };
    for (int i = 0; i < t.size(); i++) {
      copy.accept(i);
    }
    return t;
  }

  private static Tensor decode(ElementType element, Shape shape, ByteBuffer bytes) {
    ByteBuffer b = bytes.order(ByteOrder.LITTLE_ENDIAN);
    Tensor t = Tensor.zeros(element, shape);
    switch (t.array()) {
      case float[] a -> b.asFloatBuffer().get(a);
      case double[] a -> b.asDoubleBuffer().get(a);
      case short[] a -> b.asShortBuffer().get(a);
      case int[] a -> b.asIntBuffer().get(a);
      case long[] a -> b.asLongBuffer().get(a);
      case byte[] a -> {
        b.get(a);
        if (element == ElementType.BOOL) {
          for (int i = 0; i < a.length; i++) {
            t.setLong(i, a[i]);
          }
        }
      }
      default -> throw new IllegalStateException("a tensor of " + element);
    }
    return t;
  }
}
