package dev.sepconv.kernel;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;

/// One way to do one kind of node.
public interface Kernel {
  /// The name in plans, measurements and test reports: element type, operator, what is special
  /// about it, and what it is built on.
  ///
  /// @return such as `f32-dwconv-3x3-nhwc-minmax-simd512`
  String id();

  /// Whether this kernel can do a node.
  ///
  /// @param graph where the node stands
  /// @param node the node
  /// @return whether {@link #prepare} will work
  boolean accepts(Graph graph, Node node);

  /// Does once what need not be done in every run, as packing weights.
  ///
  /// @param graph where the node stands
  /// @param node a node that this kernel accepts
  /// @return what does the node; thread-safe
  Task prepare(Graph graph, Node node);

  /// A prepared node.
  @FunctionalInterface
  interface Task {
    /// Reads the inputs and writes every output.
    ///
    /// @param operands where they lie in this run
    void run(Operands operands);
  }
}
