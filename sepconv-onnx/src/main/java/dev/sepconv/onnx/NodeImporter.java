package dev.sepconv.onnx;

/// Translates the nodes of one ONNX operator.
@FunctionalInterface
interface NodeImporter {
  /// @param n the node, through which the graph is written too
  void translate(NodeView n);
}
