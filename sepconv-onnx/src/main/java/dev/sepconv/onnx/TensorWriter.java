package dev.sepconv.onnx;

import com.google.protobuf.UnsafeByteOperations;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Encodes tensors as raw little-endian data.
final class TensorWriter {
  private TensorWriter() {}

  /// @param name the tensor's name; empty for none
  /// @param tensor the elements
  /// @return its message
  static TensorProto write(String name, Tensor tensor) {
    TensorProto.Builder p = TensorProto.newBuilder();
    if (!name.isEmpty()) {
      p.setName(name);
    }
    for (long d : tensor.shape().toLongs()) {
      p.addDims(d);
    }
    byte[] raw = new byte[Math.multiplyExact(tensor.size(), tensor.element().bytes())];
    ByteBuffer b = ByteBuffer.wrap(raw).order(ByteOrder.LITTLE_ENDIAN);
    switch (tensor.array()) {
      case float[] a -> b.asFloatBuffer().put(a);
      case double[] a -> b.asDoubleBuffer().put(a);
      case short[] a -> b.asShortBuffer().put(a);
      case int[] a -> b.asIntBuffer().put(a);
      case long[] a -> b.asLongBuffer().put(a);
      case byte[] a -> b.put(a);
      default -> throw new IllegalStateException("a tensor of " + tensor.element());
    }
    return p.setDataType(DataTypes.code(tensor.element()))
        .setRawData(UnsafeByteOperations.unsafeWrap(raw))
        .build();
  }
}
