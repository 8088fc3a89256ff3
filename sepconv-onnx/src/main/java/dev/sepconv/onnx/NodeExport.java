package dev.sepconv.onnx;

import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.ConstantOfShape;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.DequantizeLinear;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Expand;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.GatherElements;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.NonMaxSuppression;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.QuantizeLinear;
import dev.sepconv.graph.op.Range;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Resize;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Size;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Tile;
import dev.sepconv.graph.op.TopK;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.graph.op.Where;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The ONNX form of every operator.
final class NodeExport {
  private NodeExport() {}

  /// @param node a node of a graph
  /// @param to where its ONNX nodes go
  static void write(Node node, GraphExporter to) {
    NodeWriter w = new NodeWriter(node.op().type(), node.name(), inputs(node, to), node.outputs());
    switch (node.op()) {
      case Conv o -> to.add(window(w, o.window()).with("group", o.groups()));
      case ConvTranspose o -> to.add(transposed(w, o));
      case Pool o -> to.add(pool(w, o));
      case GlobalPool o -> to.add(o.kind() == Pool.Kind.LP ? w.with("p", o.p()) : w);
      case Gemm o ->
          to.add(
              w.with("alpha", o.alpha())
                  .with("beta", o.beta())
                  .with("transA", o.transA())
                  .with("transB", o.transB()));
      case BatchNormalization o -> to.add(w.with("epsilon", o.epsilon()));
      case InstanceNormalization o -> to.add(w.with("epsilon", o.epsilon()));
      case Lrn o ->
          to.add(
              w.with("size", o.size())
                  .with("alpha", o.alpha())
                  .with("beta", o.beta())
                  .with("bias", o.bias()));
      case Softmax o -> softmax(node, o, w, to);
      case Unary o when o.kind() == Unary.Kind.SILU -> silu(node, to);
      case Unary o -> to.add(unary(w, o));
      case Binary o -> to.add(binary(w, o));
      case Reduce o -> to.add(reduce(node, w, o, to));
      case ArgReduce o ->
          to.add(
              w.with("axis", o.axis())
                  .with("keepdims", o.keepDims())
                  .with("select_last_index", o.last()));
      case TopK o ->
          to.add(w.with("axis", o.axis()).with("largest", o.largest()).with("sorted", o.sorted()));
      case Cast o -> to.add(w.with("to", DataTypes.code(o.to())));
      case Concat o -> to.add(w.with("axis", o.axis()));
      case ConstantOfShape o -> to.add(w.with("value", TensorWriter.write("", o.value())));
      case DepthToSpace o ->
          to.add(w.with("blocksize", o.block()).with("mode", o.columnRow() ? "CRD" : "DCR"));
      case SpaceToDepth o -> to.add(w.with("blocksize", o.block()));
      case QuantizeLinear o -> to.add(w.with("axis", o.axis()));
      case DequantizeLinear o -> to.add(w.with("axis", o.axis()));
      case Flatten o -> to.add(w.with("axis", o.axis()));
      case Gather o -> to.add(w.with("axis", o.axis()));
      case GatherElements o -> to.add(w.with("axis", o.axis()));
      case NonMaxSuppression o -> to.add(w.with("center_point_box", o.centerBox()));
      case Pad o -> to.add(w.with("mode", o.mode().name().toLowerCase(Locale.ROOT)));
      case Reshape o -> to.add(o.allowZero() ? w.with("allowzero", 1) : w);
      case Resize o -> to.add(resize(node, w, o));
      case ShapeOf o -> to.add(shape(w, o));
      case Split o -> {
        w.with("axis", o.axis());
        boolean said = node.hasInput(1) || to.opset() < 18;
        to.add(said ? w : w.with("num_outputs", node.outputs().size()));
      }
      case Transpose o -> to.add(o.permutation().isEmpty() ? w : w.with("perm", o.permutation()));
      case Dropout _, Clip _, Expand _, Identity _, MatMul _, PRelu _, Range _, Size _, Slice _ ->
          to.add(w);
      case Squeeze _, Tile _, Unsqueeze _, Variadic _, Where _ -> to.add(w);
    }
  }

  private static List<String> inputs(Node node, GraphExporter to) {
    if (!(node.op() instanceof Dropout d)) {
      return node.inputs();
    }
    return List.of(node.inputs().get(0), to.literal(node, "ratio", Tensor.scalar(d.ratio())));
  }

  /// Most axes were attributes before opset 18.
  private static NodeWriter reduce(Node node, NodeWriter w, Reduce o, GraphExporter to) {
    if (to.opset() >= 18 || o.kind() == Reduce.Kind.SUM) {
      return w.with("keepdims", o.keepDims()).with("noop_with_empty_axes", o.noopWithoutAxes());
    }
    List<String> data = List.of(node.inputs().get(0));
    NodeWriter old = new NodeWriter(o.type(), node.name(), data, node.outputs());
    old.with("keepdims", o.keepDims());
    if (node.hasInput(1)) {
      long[] axes = to.known(node.inputs().get(1)).orElseThrow().toLongs();
      old.with("axes", Arrays.stream(axes).mapToObj(Math::toIntExact).toList());
    }
    return old;
  }

  private static NodeWriter window(NodeWriter w, Window window) {
    w.with("kernel_shape", window.kernel()).with("strides", window.stride());
    // Older pools have no dilations.
    if (window.dilation().stream().anyMatch(d -> d != 1)) {
      w.with("dilations", window.dilation());
    }
    Padding p = window.padding();
    if (p.mode() != Padding.Mode.EXPLICIT) {
      return w.with("auto_pad", p.mode().name());
    }
    List<Integer> pads = new ArrayList<>(p.begin());
    pads.addAll(p.end());
    return w.with("pads", pads);
  }

  private static NodeWriter transposed(NodeWriter w, ConvTranspose o) {
    window(w, o.window()).with("group", o.groups()).with("output_padding", o.outputPadding());
    return o.outputShape().isEmpty() ? w : w.with("output_shape", o.outputShape());
  }

  private static NodeWriter pool(NodeWriter w, Pool o) {
    window(w, o.window()).with("ceil_mode", o.ceil());
    return switch (o.kind()) {
      case MAX -> o.columnMajor() ? w.with("storage_order", 1) : w;
      case AVERAGE -> w.with("count_include_pad", o.countIncludePad());
      case LP -> w.with("p", o.p());
    };
  }

  private static NodeWriter unary(NodeWriter w, Unary o) {
    return switch (o.kind()) {
      case LEAKY_RELU, ELU, CELU, THRESHOLDED_RELU -> w.with("alpha", o.alpha());
      case SELU -> w.with("alpha", o.alpha()).with("gamma", o.beta());
      case HARD_SIGMOID -> w.with("alpha", o.alpha()).with("beta", o.beta());
      case GELU -> w.with("approximate", o.alpha() == 1 ? "tanh" : "none");
      case RELU, SIGMOID, HARD_SWISH, MISH, SOFTPLUS, SOFTSIGN, TANH, ABS, NEG, RECIPROCAL -> w;
      case FLOOR, CEIL, ROUND, SIGN, SQRT, EXP, LOG, ERF, SIN, COS, NOT, IS_NAN, SILU -> w;
    };
  }

  /// `Swish` came after the opset that is written.
  private static void silu(Node node, GraphExporter to) {
    String gate = to.step(node, "sigmoid", "Sigmoid", node.inputs());
    List<String> factors = List.of(node.inputs().get(0), gate);
    to.add(new NodeWriter("Mul", node.name(), factors, node.outputs()));
  }

  private static NodeWriter binary(NodeWriter w, Binary o) {
    return o.kind() == Binary.Kind.FMOD ? w.with("fmod", 1) : w;
  }

  private static NodeWriter shape(NodeWriter w, ShapeOf o) {
    if (o.start() != 0) {
      w.with("start", o.start());
    }
    return o.end() == Integer.MAX_VALUE ? w : w.with("end", o.end());
  }

  /// Axes normalised together are gone since opset 13: through a matrix and back.
  private static void softmax(Node node, Softmax o, NodeWriter w, GraphExporter to) {
    if (!o.trailing()) {
      to.add(w.with("axis", o.axis()));
      return;
    }
    List<String> x = node.inputs();
    String matrix = to.step(node, "flatten", "Flatten", x, Map.of("axis", o.axis()));
    String shape = to.step(node, "shape", "Shape", x);
    String rows = to.step(node, "rows", o.type(), List.of(matrix), Map.of("axis", -1));
    to.add(new NodeWriter("Reshape", node.name(), List.of(rows, shape), node.outputs()));
  }

  private static NodeWriter resize(Node node, NodeWriter w, Resize o) {
    w.with("mode", o.mode().name().toLowerCase(Locale.ROOT))
        .with("coordinate_transformation_mode", o.coordinates().name().toLowerCase(Locale.ROOT));
    switch (o.mode()) {
      case NEAREST -> w.with("nearest_mode", o.nearest().name().toLowerCase(Locale.ROOT));
      case LINEAR -> {}
      case CUBIC -> w.with("cubic_coeff_a", o.cubicCoefficient());
    }
    if (o.excludeOutside()) {
      w.with("exclude_outside", 1);
    }
    if (o.coordinates() == Resize.Coordinates.TF_CROP_AND_RESIZE) {
      w.with("extrapolation_value", o.extrapolation());
    }
    if (o.antialias()) {
      w.with("antialias", 1);
    }
    if (node.hasInput(3)) {
      w.with("keep_aspect_ratio_policy", o.aspect().name().toLowerCase(Locale.ROOT));
    }
    return o.axes().isEmpty() ? w : w.with("axes", o.axes());
  }
}
