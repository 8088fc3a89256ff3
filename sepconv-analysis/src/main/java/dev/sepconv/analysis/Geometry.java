package dev.sepconv.analysis;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// The sliding window of a convolution or pool.
///
/// @param kernel its size per spatial axis
/// @param stride its step per spatial axis
/// @param dilation the distance between its taps per spatial axis
/// @param groups the groups of a convolution; 1 for a pool
/// @param depthwise whether every input channel is a group of its own
public record Geometry(
    List<Integer> kernel,
    List<Integer> stride,
    List<Integer> dilation,
    int groups,
    boolean depthwise) {
  /// Copies the lists.
  public Geometry {
    kernel = List.copyOf(kernel);
    stride = List.copyOf(stride);
    dilation = List.copyOf(dilation);
  }

  /// @param node a node
  /// @param graph where it stands
  /// @return the window of a convolution or pool; empty for anything else
  public static Optional<Geometry> of(Node node, Graph graph) {
    return switch (node.op()) {
      case Conv c -> Optional.of(of(c.window(), c.groups(), weightsTakeOneChannel(node, graph)));
      case ConvTranspose c -> {
        var w = graph.type(node.inputs().get(1));
        boolean each = w.ranked() && w.dim(0).is(c.groups());
        yield Optional.of(of(c.window(), c.groups(), c.groups() > 1 && each));
      }
      case Pool p -> Optional.of(of(p.window(), 1, false));
      default -> Optional.empty();
    };
  }

  private static boolean weightsTakeOneChannel(Node node, Graph graph) {
    var w = graph.type(node.inputs().get(1));
    return ((Conv) node.op()).groups() > 1 && w.ranked() && w.dim(1).is(1);
  }

  private static Geometry of(Window w, int groups, boolean depthwise) {
    return new Geometry(w.kernel(), w.stride(), w.dilation(), groups, depthwise);
  }

  /// @return such as `3x3`, `3x3 s2 dw`, `5x5 s2x1 d2 g4`: kernel, stride, dilation, groups where
  ///   they are not 1, `dw` for depthwise
  public String text() {
    StringBuilder b = new StringBuilder();
    b.append(kernel.stream().map(String::valueOf).collect(Collectors.joining("x")));
    append(b, " s", stride);
    append(b, " d", dilation);
    if (depthwise) {
      b.append(" dw");
    } else if (groups > 1) {
      b.append(" g").append(groups);
    }
    return b.toString();
  }

  private static void append(StringBuilder b, String label, List<Integer> values) {
    if (values.stream().allMatch(v -> v == 1)) {
      return;
    }
    b.append(label);
    boolean same = values.stream().distinct().count() == 1;
    b.append(
        same
            ? String.valueOf(values.get(0))
            : values.stream().map(String::valueOf).collect(Collectors.joining("x")));
  }
}
