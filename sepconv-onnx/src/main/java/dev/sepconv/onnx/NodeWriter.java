package dev.sepconv.onnx;

import com.google.protobuf.ByteString;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import java.util.List;

/// Puts one node together.
final class NodeWriter {
  private final NodeProto.Builder node = NodeProto.newBuilder();

  /// @param type the ONNX operator
  /// @param name the node's name
  /// @param inputs the values it reads; trailing absent ones are left out
  /// @param outputs the values it writes
  NodeWriter(String type, String name, List<String> inputs, List<String> outputs) {
    int n = inputs.size();
    while (n > 0 && inputs.get(n - 1).isEmpty()) {
      n--;
    }
    node.setOpType(type).setName(name).addAllInput(inputs.subList(0, n)).addAllOutput(outputs);
  }

  NodeWriter with(String name, long value) {
    node.addAttribute(AttributeProto.newBuilder().setName(name).setType(2).setI(value));
    return this;
  }

  NodeWriter with(String name, boolean value) {
    return with(name, value ? 1 : 0);
  }

  NodeWriter with(String name, float value) {
    node.addAttribute(AttributeProto.newBuilder().setName(name).setType(1).setF(value));
    return this;
  }

  NodeWriter with(String name, String value) {
    node.addAttribute(
        AttributeProto.newBuilder().setName(name).setType(3).setS(ByteString.copyFromUtf8(value)));
    return this;
  }

  NodeWriter with(String name, TensorProto value) {
    node.addAttribute(AttributeProto.newBuilder().setName(name).setType(4).setT(value));
    return this;
  }

  NodeWriter with(String name, List<Integer> values) {
    AttributeProto.Builder a = AttributeProto.newBuilder().setName(name).setType(7);
    values.forEach(a::addInts);
    node.addAttribute(a);
    return this;
  }

  NodeProto build() {
    return node.build();
  }
}
