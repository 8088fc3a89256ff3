package dev.sepconv.onnx;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import dev.sepconv.onnx.proto.Onnx.OperatorSetIdProto;
import dev.sepconv.onnx.proto.Onnx.StringStringEntryProto;
import dev.sepconv.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Turns a graph into a model message.
final class GraphExporter {
  /// The standard operators that the written nodes mean; ONNX Runtime has them since 1.18.
  static final int OPSET = 21;

  /// The file format of that time.
  static final int IR_VERSION = 10;

  private final Graph graph;
  private final GraphProto.Builder out = GraphProto.newBuilder();
  private final Names names = new Names();
  private final Names nodeNames = new Names();

  /// @param graph the graph to write
  GraphExporter(Graph graph) {
    this.graph = graph;
    graph.types().keySet().forEach(names::take);
    graph.nodes().forEach(n -> nodeNames.take(n.name()));
  }

  /// @return the model
  ModelProto run() {
    out.setName(graph.name().isEmpty() ? "graph" : graph.name());
    graph.inputs().forEach(i -> out.addInput(ValueTypes.write(i, graph.type(i))));
    graph.outputs().forEach(o -> out.addOutput(ValueTypes.write(o, graph.type(o))));
    Set<String> read = new HashSet<>(graph.outputs());
    graph.nodes().forEach(n -> read.addAll(n.inputs()));
    for (Constant c : graph.constants().values()) {
      // What nothing reads any more, as an emptied optional input, is only a warning for others.
      if (read.contains(c.name())) {
        out.addInitializer(TensorWriter.write(c.name(), c.tensor()));
      }
    }
    for (Node n : graph.nodes()) {
      NodeExport.write(n, this);
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPSET))
            .setProducerName("sepconv")
            .setGraph(out);
    describe(model);
    return model.build();
  }

  private void describe(ModelProto.Builder model) {
    Map<String, String> said = graph.metadata();
    model.setDomain(said.getOrDefault(Metadata.DOMAIN, ""));
    model.setDocString(said.getOrDefault(Metadata.DOC, ""));
    String version = said.getOrDefault(Metadata.MODEL_VERSION, "");
    if (version.matches("[0-9]{1,18}")) {
      model.setModelVersion(Long.parseLong(version));
    }
    said.forEach((key, value) -> {
      if (!key.startsWith(Metadata.PREFIX)) {
        model.addMetadataProps(StringStringEntryProto.newBuilder().setKey(key).setValue(value));
      }
    });
  }

  void add(NodeWriter node) {
    out.addNode(node.build());
  }

  /// Adds a node on the way to a node's output.
  ///
  /// @return the name of its output
  String step(Node node, String part, String type, List<String> inputs) {
    return step(node, part, type, inputs, Map.of());
  }

  /// Adds a node on the way to a node's output.
  ///
  /// @return the name of its output
  String step(
      Node node, String part, String type, List<String> inputs, Map<String, Integer> attributes) {
    String name = nodeNames.unique(node.name() + "/" + part);
    String value = names.unique(name);
    NodeWriter writer = new NodeWriter(type, name, inputs, List.of(value));
    attributes.forEach((k, v) -> writer.with(k, v));
    add(writer);
    return value;
  }

  /// Adds a constant for what the graph keeps as an attribute.
  ///
  /// @return its name
  String literal(Node node, String part, Tensor tensor) {
    String value = names.unique(node.name() + "." + part);
    out.addInitializer(TensorWriter.write(value, tensor));
    return value;
  }
}
