package dev.sepconv.onnx;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.OperatorSetIdProto;
import dev.sepconv.onnx.proto.Onnx.StringStringEntryProto;
import dev.sepconv.tensor.Tensor;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns a graph into a model message.
final class GraphExporter {
  private final Graph graph;
  private final int opset;
  private final GraphProto.Builder out = GraphProto.newBuilder();
  private final Names names = new Names();
  private final Names nodeNames = new Names();
  private final Set<String> read = new HashSet<>();

  /// @param graph the graph to write
  GraphExporter(Graph graph) {
    this.graph = graph;
    opset = Opset.of(graph);
    graph.types().keySet().forEach(names::take);
    graph.nodes().forEach(n -> nodeNames.take(n.name()));
  }

  /// @return the model
  ModelProto run() {
    out.setName(graph.name().isEmpty() ? "graph" : graph.name());
    graph.inputs().forEach(i -> out.addInput(ValueTypes.write(i, graph.type(i))));
    graph.outputs().forEach(o -> out.addOutput(ValueTypes.write(o, graph.type(o))));
    read.addAll(graph.outputs());
    for (Node n : graph.nodes()) {
      NodeExport.write(n, this);
    }
    for (Constant c : graph.constants().values()) {
      // What nothing reads any more, as an emptied optional input, is only a warning for others.
      if (read.contains(c.name())) {
        out.addInitializer(TensorWriter.write(c.name(), c.tensor()));
      }
    }
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(Opset.irVersion(opset))
            .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(opset))
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

  /// @return the version of the standard operators that is written
  int opset() {
    return opset;
  }

  /// @return the elements of a constant
  Optional<Tensor> known(String value) {
    return graph.known(value);
  }

  void add(NodeWriter node) {
    NodeProto written = node.build();
    read.addAll(written.getInputList());
    out.addNode(written);
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
