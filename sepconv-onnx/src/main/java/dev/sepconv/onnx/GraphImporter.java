package dev.sepconv.onnx;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.OperatorSetIdProto;
import dev.sepconv.onnx.proto.Onnx.StringStringEntryProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.onnx.proto.Onnx.ValueInfoProto;
import dev.sepconv.tensor.TensorType;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Turns one parsed model into a graph: order, names and constants here, each node by its {@link
/// NodeImporter}.
final class GraphImporter {
  private final ModelProto model;
  private final GraphProto graph;
  private final TensorReader tensors;
  private final int opset;
  private final GraphBuilder builder;
  private final Names names = new Names();
  private final Names nodeNames = new Names();
  private final Set<String> read = new HashSet<>();
  private final Map<String, ValueInfoProto> annotations = new HashMap<>();
  private ConstantRoles roles = new ConstantRoles(List.of());

  /// @param model the model
  /// @param tensors decodes its tensors
  /// @param defaultName the graph's name if it has none
  GraphImporter(ModelProto model, TensorReader tensors, String defaultName) {
    this.model = model;
    this.tensors = tensors;
    graph = model.getGraph();
    opset = standardOpset(model);
    builder =
        new GraphBuilder(
            graph.getName().isEmpty() ? defaultName : graph.getName(), Reference.EVALUATOR);
  }

  private static int standardOpset(ModelProto model) {
    for (OperatorSetIdProto o : model.getOpsetImportList()) {
      if (o.getDomain().isEmpty() || o.getDomain().equals("ai.onnx")) {
        if (o.getVersion() < 1 || o.getVersion() > 1000) {
          throw new InvalidModelException(
              "the model imports version " + o.getVersion() + " of the standard operators");
        }
        return (int) o.getVersion();
      }
    }
    // Before IR version 3 a model could not say; then it meant the first version.
    boolean matters =
        model.getGraph().getNodeList().stream().anyMatch(n -> Operators.isStandard(n.getDomain()));
    if (model.getIrVersion() >= 3 && matters) {
      throw new InvalidModelException(
          "the model does not say which version of the standard operators it uses (opset_import)");
    }
    return 1;
  }

  /// @return the graph
  Graph run() {
    UnknownOperators.in(model)
        .ifPresent(u -> {
          throw new UnsupportedModelException(u.message());
        });
    if (graph.getSparseInitializerCount() > 0) {
      throw new UnsupportedModelException(
          "the graph has sparse constants (sparse_initializer), which are not supported");
    }
    takeNames(graph);
    graph.getValueInfoList().forEach(v -> annotations.put(v.getName(), v));
    graph.getOutputList().forEach(v -> annotations.put(v.getName(), v));
    Set<String> constants =
        graph.getInitializerList().stream().map(TensorProto::getName).collect(Collectors.toSet());
    for (ValueInfoProto in : graph.getInputList()) {
      if (!constants.contains(in.getName())) {
        builder.input(in.getName(), ValueTypes.read(in));
      }
    }
    describe();
    body(graph, Scope.TOP, new HashSet<>(constants));
    return builder.build(graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
  }

  private void describe() {
    for (StringStringEntryProto p : model.getMetadataPropsList()) {
      builder.metadata(p.getKey(), p.getValue());
    }
    Metadata.read(model, opset).forEach(builder::metadata);
  }

  private void takeNames(GraphProto g) {
    g.getInputList().forEach(v -> names.take(v.getName()));
    g.getInitializerList().forEach(t -> names.take(t.getName()));
    g.getOutputList().forEach(o -> read.add(o.getName()));
    for (NodeProto n : g.getNodeList()) {
      n.getOutputList().forEach(names::take);
      read.addAll(n.getInputList());
      for (AttributeProto a : n.getAttributeList()) {
        if (a.hasG()) {
          takeNames(a.getG());
        }
      }
    }
  }

  private void body(GraphProto g, Scope scope, Set<String> constants) {
    List<Integer> order =
        NodeSorter.sort(
            g.getNodeList(), v -> constants.contains(v) || builder.has(scope.resolve(v)));
    ConstantRoles outer = roles;
    roles = new ConstantRoles(order.stream().map(g::getNode).toList());
    for (TensorProto t : g.getInitializerList()) {
      addConstant(scope.resolve(t.getName()), t.getName(), t);
    }
    for (int i : order) {
      translate(g.getNode(i), i, scope);
    }
    roles = outer;
  }

  private void translate(NodeProto node, int index, Scope scope) {
    String name = nodeNames.unique(NodeSorter.nameOf(node, index));
    NodeView view = new NodeView(this, node, name, scope);
    Operators.find(node.getDomain(), node.getOpType())
        .orElseThrow(() -> view.unsupported("has an operator that is not supported"))
        .translate(view);
    view.attributes().checkAllRead();
    for (String value : node.getOutputList()) {
      ValueInfoProto annotation = annotations.get(value);
      if (annotation != null && builder.has(scope.resolve(value))) {
        ValueTypes.declared(annotation).ifPresent(t -> builder.refine(scope.resolve(value), t));
      }
    }
  }

  /// Writes a branch of a node whose condition is known in the node's place.
  ///
  /// @param branch the branch
  /// @param node the node, whose outputs the branch's outputs become
  void inline(GraphProto branch, NodeView node) {
    if (branch.getOutputCount() < node.outputs().size()) {
      throw node.invalid("has more outputs than its branch");
    }
    Map<String, String> renamed = new HashMap<>();
    Set<String> constants = new HashSet<>();
    for (TensorProto t : branch.getInitializerList()) {
      renamed.put(t.getName(), names.unique(node.name() + "/" + t.getName()));
      constants.add(t.getName());
    }
    for (NodeProto n : branch.getNodeList()) {
      for (String value : n.getOutputList()) {
        renamed.put(value, names.unique(node.name() + "/" + value));
      }
    }
    renamed.remove("");
    Scope scope = new Scope(renamed);
    body(branch, scope, constants);
    for (int i = 0; i < node.outputs().size(); i++) {
      String from = scope.resolve(branch.getOutput(i).getName());
      builder.node(
          nodeNames.unique(node.name() + "/output"),
          new Identity(),
          List.of(from),
          List.of(node.outputs().get(i)));
    }
  }

  void addConstant(String name, String fileName, TensorProto tensor) {
    Constant c = tensors.constant(name, Constant.Role.LITERAL, tensor);
    builder.constant(new Constant(name, c.type(), role(fileName, c.type()), c.source()));
  }

  Constant.Role role(String value, TensorType type) {
    return roles.role(value, type);
  }

  boolean isRead(String value) {
    return !value.isEmpty() && read.contains(value);
  }

  int opset() {
    return opset;
  }

  GraphBuilder builder() {
    return builder;
  }

  Names names() {
    return names;
  }

  Names nodeNames() {
    return nodeNames;
  }

  TensorReader tensors() {
    return tensors;
  }
}
