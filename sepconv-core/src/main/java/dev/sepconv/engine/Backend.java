package dev.sepconv.engine;

import dev.sepconv.graph.Graph;

/// Something that runs whole graphs: the CPU, later a CUDA device.
public interface Backend {
  /// @return such as `cpu`
  String name();

  /// @param graph the network; symbolic sizes are bound by the first tensors of each shape
  /// @return a model ready to run
  /// @throws dev.sepconv.error.UnsupportedModelException if it has an operator that this backend
  ///   does not run
  CompiledModel compile(Graph graph);
}
