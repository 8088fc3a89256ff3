package dev.sepconv.onnx;

import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.Expand;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Tile;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The same elements in another arrangement.
final class LayoutImport {
  private LayoutImport() {}

  static void reshape(NodeView n) {
    if (n.opset() < 5) {
      long[] shape =
          n.attributes().longs("shape").orElseThrow(() -> n.invalid("has no attribute 'shape'"));
      n.emit(new Reshape(false), List.of(n.input(0), n.literal("shape", Tensor.vector(shape))));
    } else {
      n.input(1);
      n.emit(new Reshape(n.opset() >= 14 && n.attributes().flag("allowzero", false)));
    }
  }

  static void flatten(NodeView n) {
    n.emit(new Flatten(n.attributes().intOr("axis", 1)));
  }

  static void squeeze(NodeView n) {
    n.emit(new Squeeze(), n.opset() < 13 ? withAxes(n) : n.inputs());
  }

  static void unsqueeze(NodeView n) {
    List<String> in = n.opset() < 13 ? withAxes(n) : n.inputs();
    if (in.size() < 2) {
      throw n.invalid("does not say which axes are new");
    }
    n.emit(new Unsqueeze(), in);
  }

  /// The first input, and as the second what an older opset gives as the attribute `axes`.
  static List<String> withAxes(NodeView n) {
    Optional<long[]> axes = n.attributes().longs("axes").filter(a -> a.length > 0);
    return axes.isEmpty()
        ? List.of(n.input(0))
        : List.of(n.input(0), n.literal("axes", Tensor.vector(axes.get())));
  }

  static void transpose(NodeView n) {
    n.emit(new Transpose(n.attributes().ints("perm").orElse(List.of())));
  }

  static void expand(NodeView n) {
    n.emit(new Expand());
  }

  static void tile(NodeView n) {
    if (n.opset() < 6) {
      throw n.unsupported("repeats along one axis, as before opset 6, which is not supported");
    }
    n.emit(new Tile());
  }

  static void concat(NodeView n) {
    if (n.opset() >= 4 && !n.attributes().has("axis")) {
      throw n.invalid("has no attribute 'axis'");
    }
    n.emit(new Concat(n.attributes().intOr("axis", 1)));
  }

  static void split(NodeView n) {
    Attributes a = n.attributes();
    List<String> in = new ArrayList<>(n.inputs());
    if (n.opset() < 13) {
      a.longs("split")
          .ifPresent(s -> {
            while (in.size() > 1) {
              in.removeLast();
            }
            in.add(n.literal("split", Tensor.vector(s)));
          });
    } else if (n.opset() >= 18 && a.has("num_outputs")) {
      int parts = a.intOr("num_outputs", 0);
      if (parts != n.outputs().size()) {
        throw n.invalid("has num_outputs = " + parts + ", but " + n.outputs().size() + " outputs");
      }
    }
    n.emit(new Split(a.intOr("axis", 0)), in);
  }

  static void depthToSpace(NodeView n) {
    String mode = n.attributes().stringOr("mode", "DCR");
    if (!mode.equals("DCR") && !mode.equals("CRD")) {
      throw n.invalid("has mode '" + mode + "'; DCR or CRD is expected");
    }
    n.emit(new DepthToSpace(n.attributes().intOr("blocksize", 0), mode.equals("CRD")));
  }

  static void spaceToDepth(NodeView n) {
    n.emit(new SpaceToDepth(n.attributes().intOr("blocksize", 0)));
  }

  static void identity(NodeView n) {
    n.emit(new Identity());
  }
}
