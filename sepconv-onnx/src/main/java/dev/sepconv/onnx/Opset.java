package dev.sepconv.onnx;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Resize;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Unary;

/// Which version of the standard operators a graph is written in: the one it was read from, where
/// that can say all of it.
final class Opset {
  /// ONNX Runtime has it since 1.18.
  static final int NEWEST = 21;

  /// Before it axes were attributes and softmax meant something else.
  static final int OLDEST = 13;

  private Opset() {}

  /// @param graph the graph to write
  /// @return the version
  static int of(Graph graph) {
    String read = graph.metadata().getOrDefault(Metadata.OPSET, "");
    int opset = read.matches("[0-9]{1,4}") ? Integer.parseInt(read) : NEWEST;
    for (Node n : graph.nodes()) {
      opset = Math.max(opset, since(graph, n));
    }
    return Math.clamp(opset, OLDEST, NEWEST);
  }

  /// The first version that has a node as {@link NodeExport} writes it; versions before the oldest
  /// one do not matter.
  private static int since(Graph graph, Node n) {
    return switch (n.op()) {
      case Reduce r -> {
        boolean old = !n.hasInput(1) || graph.isKnown(n.inputs().get(1));
        yield r.kind() == Reduce.Kind.SUM || (old && !r.noopWithoutAxes()) ? OLDEST : 18;
      }
      case Unary u ->
          switch (u.kind()) {
            case HARD_SWISH -> 14;
            case MISH -> 18;
            case GELU -> 20;
            default -> OLDEST;
          };
      case Reshape r -> r.allowZero() ? 14 : OLDEST;
      case ShapeOf s -> s.start() != 0 || s.end() != Integer.MAX_VALUE ? 15 : OLDEST;
      case Pad _ -> n.hasInput(3) ? 18 : OLDEST;
      case Resize _ -> 19;
      case Pool p -> {
        boolean dense = p.window().dilation().stream().allMatch(d -> d == 1);
        yield switch (p.kind()) {
          case MAX -> OLDEST;
          case AVERAGE -> dense ? OLDEST : 19;
          case LP -> 18;
        };
      }
      default -> OLDEST;
    };
  }

  /// @param opset a version of the standard operators
  /// @return the file format of that time
  static int irVersion(int opset) {
    return opset >= 21 ? 10 : opset >= 19 ? 9 : opset >= 15 ? 8 : 7;
  }
}
