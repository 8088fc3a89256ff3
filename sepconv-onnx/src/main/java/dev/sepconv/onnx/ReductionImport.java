package dev.sepconv.onnx;

import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.TopK;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Reductions over axes, and the search for largest elements.
final class ReductionImport {
  private ReductionImport() {}

  /// @param kind the reduction
  /// @param axesAsInput the opset since which the axes are an input
  static NodeImporter reduce(Reduce.Kind kind, int axesAsInput) {
    return n -> {
      Attributes a = n.attributes();
      boolean keep = a.flag("keepdims", true);
      if (n.opset() >= axesAsInput) {
        n.emit(new Reduce(kind, keep, a.flag("noop_with_empty_axes", false)));
      } else {
        n.emit(new Reduce(kind, keep, false), LayoutImport.withAxes(n));
      }
    };
  }

  static NodeImporter arg(boolean max) {
    return n -> {
      Attributes a = n.attributes();
      int axis = a.intOr("axis", 0);
      boolean keep = a.flag("keepdims", true);
      n.emit(new ArgReduce(max, axis, keep, a.flag("select_last_index", false)));
    };
  }

  static void topK(NodeView n) {
    Attributes a = n.attributes();
    int axis = a.intOr("axis", -1);
    List<String> in = new ArrayList<>(List.of(n.input(0)));
    if (n.opset() >= 10) {
      in.add(n.input(1));
    } else if (a.has("k")) {
      in.add(n.literal("k", Tensor.vector(a.intOr("k", 0))));
    } else {
      throw n.invalid("has no attribute 'k'");
    }
    List<String> out = new ArrayList<>(n.outputs());
    if (out.size() == 1) {
      out.add(n.fresh("indices"));
    }
    n.emit(new TopK(axis, a.flag("largest", true), a.flag("sorted", true)), in, out);
  }
}
