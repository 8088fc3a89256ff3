package dev.sepconv.graph;

import dev.sepconv.graph.op.Op;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Computes one operator on tensors, so that shape arithmetic on constants is known while a graph
/// is built.
@FunctionalInterface
public interface Evaluator {
  /// Evaluates nothing: for graphs whose shapes need no arithmetic.
  Evaluator NONE = (op, inputs, outputs) -> Optional.empty();

  /// @param op the operator
  /// @param inputs its inputs by position; empty for an absent one
  /// @param outputs how many outputs the node has
  /// @return the outputs; empty if this evaluator does not do the operator
  Optional<List<Tensor>> evaluate(Op op, List<Optional<Tensor>> inputs, int outputs);
}
