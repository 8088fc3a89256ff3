package dev.sepconv.engine.pass;

import dev.sepconv.graph.Graph;
import java.util.List;

/// A rewrite of a graph that keeps its inputs, outputs and results.
public interface Pass {
  /// All passes in the order in which they are applied.
  List<Pass> ALL =
      List.of(
          new ConstantFolding(),
          new IdentityRemoval(),
          new AffineFolding(),
          new ActivationRecognition(),
          new DeadCodeRemoval());

  /// The name in a printed plan.
  ///
  /// @return such as `fold-constants`
  String name();

  /// Rewrites a graph.
  ///
  /// @param graph any graph
  /// @return a graph with the same inputs, outputs and results
  Graph apply(Graph graph);
}
