package dev.sepconv.kernel;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.tensor.ElementType;
import java.util.Optional;

/// An activation that a kernel applies to its result: an elementwise function, or none, and then a
/// range.
///
/// @param function the function; empty for the identity
/// @param low the least result
/// @param high the greatest result
public record Activation(Optional<Unary> function, float low, float high) {
  /// The identity.
  public static final Activation NONE =
      new Activation(Optional.empty(), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  /// Whether it is the identity or a range alone, which costs two instructions.
  ///
  /// @return whether there is no function
  public boolean isRange() {
    return function.isEmpty();
  }

  /// Whether it does nothing.
  ///
  /// @return whether it is the identity
  public boolean isNone() {
    return isRange() && low == Float.NEGATIVE_INFINITY && high == Float.POSITIVE_INFINITY;
  }

  /// A node as an activation of the value it reads.
  ///
  /// @param graph where it stands
  /// @param node any node
  /// @return the activation, if it is one on float32
  public static Optional<Activation> of(Graph graph, Node node) {
    if (graph.type(node.output()).element() != ElementType.FLOAT32) {
      return Optional.empty();
    }
    return switch (node.op()) {
      case Unary u when u.kind() == Unary.Kind.RELU ->
          Optional.of(new Activation(Optional.empty(), 0, Float.POSITIVE_INFINITY));
      case Unary u ->
          Optional.of(
              new Activation(Optional.of(u), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY));
      case Clip _ -> clip(graph, node);
      default -> Optional.empty();
    };
  }

  private static Optional<Activation> clip(Graph graph, Node node) {
    Optional<Float> low = bound(graph, node, 1, Float.NEGATIVE_INFINITY);
    Optional<Float> high = bound(graph, node, 2, Float.POSITIVE_INFINITY);
    return low.isPresent() && high.isPresent()
        ? Optional.of(new Activation(Optional.empty(), low.get(), high.get()))
        : Optional.empty();
  }

  private static Optional<Float> bound(Graph graph, Node node, int input, float absent) {
    return node.hasInput(input)
        ? graph.constant(node.inputs().get(input)).map(c -> (float) c.tensor().getDouble(0))
        : Optional.of(absent);
  }
}
