package dev.sepconv.simd.move;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.Optional;

/// What kernels ask about the values of a single node.
public final class Floats {
  private Floats() {}

  /// Whether a work is one node whose first input and all outputs are float32 of known shapes, with
  /// one element at least.
  ///
  /// @param work any work
  /// @return whether it is
  public static boolean only(Work work) {
    Node n = work.first();
    return work.nodes().size() == 1
        && !n.inputs().isEmpty()
        && is(work.graph(), n.inputs().get(0))
        && n.outputs().stream().allMatch(o -> is(work.graph(), o));
  }

  /// Whether a value is float32 of known shape, with one element at least.
  ///
  /// @param graph where it stands
  /// @param value its name
  /// @return whether it is
  public static boolean is(Graph graph, String value) {
    TensorType t = graph.type(value);
    return t.element() == ElementType.FLOAT32 && t.isStatic() && t.shape().elements() > 0;
  }

  /// An input whose elements are known before running.
  ///
  /// @param work one node
  /// @param input its position
  /// @return the elements
  public static Optional<Tensor> known(Work work, int input) {
    Node n = work.first();
    return n.hasInput(input) ? work.graph().known(n.inputs().get(input)) : Optional.empty();
  }

  /// Whether an input is absent or known before running.
  ///
  /// @param work one node
  /// @param input its position
  /// @return whether it does not change from run to run
  public static boolean isFixed(Work work, int input) {
    return !work.first().hasInput(input) || known(work, input).isPresent();
  }

  /// The product of some dimensions.
  ///
  /// @param dims all of them
  /// @param from the first
  /// @param to after the last
  /// @return the product
  public static int product(int[] dims, int from, int to) {
    int n = 1;
    for (int a = from; a < to; a++) {
      n *= dims[a];
    }
    return n;
  }
}
