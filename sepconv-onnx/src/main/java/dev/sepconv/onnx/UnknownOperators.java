package dev.sepconv.onnx;

import dev.sepconv.onnx.proto.Onnx.FunctionProto;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// All operators of a model that are not supported, so that a user learns of them at once.
///
/// @param nodes names of the nodes, by operator (with its domain, if it is not a standard one)
record UnknownOperators(Map<String, List<String>> nodes) {
  private static final int SHOWN = 3;

  /// @param model a model
  /// @return its unknown operators; empty if there are none
  static Optional<UnknownOperators> in(ModelProto model) {
    Set<String> functions =
        model.getFunctionsList().stream()
            .map((FunctionProto f) -> qualified(f.getDomain(), f.getName()))
            .collect(Collectors.toSet());
    Map<String, List<String>> nodes = new TreeMap<>();
    List<NodeProto> all = model.getGraph().getNodeList();
    for (int i = 0; i < all.size(); i++) {
      NodeProto n = all.get(i);
      if (Operators.find(n.getDomain(), n.getOpType()).isEmpty()) {
        String op = qualified(n.getDomain(), n.getOpType());
        nodes
            .computeIfAbsent(
                functions.contains(op) ? op + " (a function of the model)" : op,
                k -> new ArrayList<>())
            .add(NodeSorter.nameOf(n, i));
      }
    }
    return nodes.isEmpty() ? Optional.empty() : Optional.of(new UnknownOperators(nodes));
  }

  private static String qualified(String domain, String type) {
    return Operators.isStandard(domain) ? type : domain + "." + type;
  }

  String message() {
    return (nodes.size() == 1
            ? "operator not supported: "
            : nodes.size() + " operators not supported: ")
        + nodes.entrySet().stream()
            .map(e -> e.getKey() + " (" + list(e.getValue()) + ")")
            .collect(Collectors.joining("; "));
  }

  private static String list(List<String> names) {
    String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
    return names.size() > SHOWN
        ? names.size() + " nodes: " + shown + ", …"
        : (names.size() == 1 ? "node " : "nodes ") + shown;
  }
}
