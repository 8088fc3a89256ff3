package dev.sepconv.onnx;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Op;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One ONNX node while it is translated: what it says, and where its translation is written.
final class NodeView {
  /// Elements that a translation may look at; larger constants are weights.
  private static final int MAX_KNOWN = 1024;

  private final GraphImporter importer;
  private final GraphBuilder builder;
  private final NodeProto proto;
  private final String name;
  private final List<String> inputs;
  private final List<String> outputs;
  private final Attributes attributes;

  /// @param importer the import it is part of
  /// @param proto the node
  /// @param name its unique name
  /// @param scope what the graph calls the file's values
  NodeView(GraphImporter importer, NodeProto proto, String name, Scope scope) {
    this.importer = importer;
    this.builder = importer.builder();
    this.proto = proto;
    this.name = name;
    inputs = trimmed(proto.getInputList().stream().map(scope::resolve).toList());
    outputs = new ArrayList<>(trimmed(proto.getOutputList().stream().map(scope::resolve).toList()));
    outputs.replaceAll(o -> o.isEmpty() ? importer.names().unique(name + ".unused") : o);
    attributes = new Attributes(proto, toString());
    if (outputs.isEmpty()) {
      throw new InvalidModelException(this + " has no output");
    }
  }

  private static List<String> trimmed(List<String> names) {
    int n = names.size();
    while (n > 0 && names.get(n - 1).isEmpty()) {
      n--;
    }
    return names.subList(0, n);
  }

  /// @return the version of the standard operators
  int opset() {
    return importer.opset();
  }

  Attributes attributes() {
    return attributes;
  }

  List<String> inputs() {
    return inputs;
  }

  List<String> outputs() {
    return outputs;
  }

  boolean has(int i) {
    return i < inputs.size() && !inputs.get(i).equals(Node.ABSENT);
  }

  /// @param i an input position
  /// @return the value's name
  /// @throws InvalidModelException if it is not given
  String input(int i) {
    if (!has(i)) {
      throw new InvalidModelException(this + " must have input " + i + ", but has " + inputs);
    }
    return inputs.get(i);
  }

  /// @param i an input position
  /// @return the value's name, or {@link Node#ABSENT}
  String inputOrAbsent(int i) {
    return has(i) ? inputs.get(i) : Node.ABSENT;
  }

  TensorType type(int i) {
    return builder.type(input(i));
  }

  /// @param i an input position
  /// @return its rank
  /// @throws UnsupportedModelException if it is not known
  int rank(int i) {
    if (!type(i).ranked()) {
      throw unsupported("needs the rank of '" + input(i) + "', which the model does not tell");
    }
    return type(i).rank();
  }

  /// @param i an input position
  /// @return its elements, if it is given, small and known before running
  Optional<Tensor> known(int i) {
    return has(i) ? value(input(i)) : Optional.empty();
  }

  /// @param value a value's name
  /// @return its elements, if it is small and known before running
  Optional<Tensor> value(String value) {
    TensorType t = builder.type(value);
    return builder.isKnown(value) && t.isStatic() && t.shape().elements() <= MAX_KNOWN
        ? builder.known(value)
        : Optional.empty();
  }

  /// @param output a position
  /// @return whether a node reads that output, or the graph returns it
  boolean isUsed(int output) {
    return output < proto.getOutputCount() && importer.isRead(proto.getOutput(output));
  }

  // Writing.

  /// Writes one operator with this node's name, inputs and outputs.
  void emit(Op op) {
    emit(op, inputs, outputs);
  }

  /// Writes one operator with this node's name and outputs.
  void emit(Op op, List<String> in) {
    emit(op, in, outputs);
  }

  /// Writes one operator with this node's name.
  void emit(Op op, List<String> in, List<String> out) {
    builder.node(name, op, trimmed(in), out);
  }

  /// Writes an operator on the way to this node's output.
  ///
  /// @return the name of its output
  String step(String part, Op op, List<String> in) {
    String node = importer.nodeNames().unique(name + "/" + part);
    String value = importer.names().unique(node);
    builder.node(node, op, trimmed(in), List.of(value));
    return value;
  }

  /// Writes an operator beside the one of this node's name.
  void lastStep(String part, Op op, List<String> in, String out) {
    builder.node(importer.nodeNames().unique(name + "/" + part), op, trimmed(in), List.of(out));
  }

  /// @return a name for a new value
  String fresh(String part) {
    return importer.names().unique(name + "/" + part);
  }

  /// Adds a constant that the file gives as an attribute.
  ///
  /// @return its name
  String literal(String part, Tensor tensor) {
    String value = importer.names().unique(name + "." + part);
    builder.constant(Constant.of(value, Constant.Role.LITERAL, tensor));
    return value;
  }

  /// Adds a scalar constant.
  ///
  /// @return its name
  String scalar(String part, ElementType element, double value) {
    Tensor t = Tensor.zeros(element, Shape.SCALAR);
    t.setDouble(0, value);
    return literal(part, t);
  }

  /// Adds this node's tensor as a constant under the name of its output.
  void constant(TensorProto tensor) {
    importer.addConstant(outputs.get(0), proto.getOutput(0), tensor);
  }

  /// Adds this node's tensor as a constant under the name of its output.
  void constant(Tensor tensor) {
    builder.constant(
        Constant.of(outputs.get(0), importer.role(proto.getOutput(0), tensor.type()), tensor));
  }

  /// Decodes a tensor attribute.
  Tensor decode(TensorProto tensor, String attribute) {
    return importer.tensors().tensor(tensor, this + ": attribute '" + attribute + "'");
  }

  /// Writes a branch in this node's place.
  void inline(GraphProto branch) {
    importer.inline(branch, this);
  }

  String name() {
    return name;
  }

  InvalidModelException invalid(String what) {
    return new InvalidModelException(this + " " + what);
  }

  UnsupportedModelException unsupported(String what) {
    return new UnsupportedModelException(this + " " + what);
  }

  @Override
  public String toString() {
    return "node '" + name + "' (" + proto.getOpType() + ")";
  }
}
