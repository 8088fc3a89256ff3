package dev.sepconv.onnx;

import static dev.sepconv.onnx.Models.integer;
import static dev.sepconv.onnx.Models.ints;
import static dev.sepconv.onnx.Models.node;
import static dev.sepconv.onnx.Models.real;
import static dev.sepconv.onnx.Models.string;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The same operator says the same thing in different ways from version to version. ONNX Runtime is
/// the judge from opset 7 on; before that the expected numbers are written here.
class OpsetTest {
  private static final Shape IMAGE = Shape.of(1, 4, 6, 8);

  /// A model of one node from x (and constants c0, c1, …) to y.
  record Case(int opset, Shape x, List<Tensor> constants, NodeProto.Builder node) {
    @Override
    public String toString() {
      return node.getOpType()
          + " "
          + opset
          + node.getAttributeList().stream().map(AttributeProto::getName).toList();
    }

    byte[] model() {
      GraphProto.Builder g = Models.graph(List.of(node));
      Models.input(g, "x", TensorType.of(ElementType.FLOAT32, x));
      for (int i = 0; i < constants.size(); i++) {
        g.addInitializer(Models.tensor("c" + i, constants.get(i)));
      }
      node.getOutputList().stream()
          .filter(o -> o.startsWith("y"))
          .forEach(o -> Models.output(g, o));
      return Models.model(opset, g).build().toByteArray();
    }
  }

  private static Case of(int opset, NodeProto.Builder node, Tensor... constants) {
    return new Case(opset, IMAGE, List.of(constants), node);
  }

  private static Tensor floats(float... values) {
    return Tensor.of(Shape.of(values.length), values);
  }

  private static Tensor longs(long... values) {
    return Tensor.vector(values);
  }

  static Stream<Case> cases() {
    List<Case> all = new ArrayList<>();
    // Axes: an attribute, then an input.
    all.add(of(11, node("ReduceSum", "x", "y").addAttribute(ints("axes", 1, -1))));
    all.add(of(13, node("ReduceSum", "x c0", "y").addAttribute(integer("keepdims", 0)), longs(2)));
    all.add(of(13, node("ReduceMean", "x", "y").addAttribute(ints("axes", 2, 3))));
    all.add(of(18, node("ReduceMean", "x c0", "y"), longs(2, 3)));
    all.add(of(18, node("ReduceMax", "x", "y").addAttribute(integer("keepdims", 0))));
    all.add(of(18, node("ReduceL2", "x", "y").addAttribute(integer("noop_with_empty_axes", 1))));
    all.add(of(11, node("Squeeze", "x", "y").addAttribute(ints("axes", 0))));
    all.add(of(13, node("Squeeze", "x c0", "y"), longs(0)));
    all.add(of(11, node("Unsqueeze", "x", "y").addAttribute(ints("axes", 0, 3))));
    all.add(of(13, node("Unsqueeze", "x c0", "y"), longs(-1)));
    // Split by attribute, by input, by count.
    all.add(
        of(
            11,
            node("Split", "x", "y y2")
                .addAttribute(ints("split", 1, 3))
                .addAttribute(integer("axis", 1))));
    all.add(of(11, node("Split", "x", "y y2").addAttribute(integer("axis", 3))));
    all.add(of(13, node("Split", "x c0", "y y2").addAttribute(integer("axis", 1)), longs(3, 1)));
    all.add(
        of(
            18,
            node("Split", "x", "y y2 y3")
                .addAttribute(integer("axis", 3))
                .addAttribute(integer("num_outputs", 3))));
    // Slices.
    all.add(
        of(
            9,
            node("Slice", "x", "y")
                .addAttribute(ints("starts", 1, 0))
                .addAttribute(ints("ends", 3, -1))
                .addAttribute(ints("axes", 1, 3))));
    all.add(
        of(13, node("Slice", "x c0 c1 c2 c3", "y"), longs(-1), longs(-100), longs(3), longs(-2)));
    // Clip: attributes, then inputs.
    all.add(
        of(
            7,
            node("Clip", "x", "y")
                .addAttribute(real("min", -0.5f))
                .addAttribute(real("max", 0.5f))));
    all.add(of(7, node("Clip", "x", "y").addAttribute(real("max", 0.5f))));
    all.add(of(13, node("Clip", "x - c0", "y"), Tensor.scalar(0.25f)));
    // Padding.
    all.add(
        of(
            7,
            node("Pad", "x", "y")
                .addAttribute(ints("pads", 0, 0, 1, 2, 0, 0, 3, 0))
                .addAttribute(real("value", 2))));
    all.add(
        of(
            7,
            node("Pad", "x", "y")
                .addAttribute(ints("pads", 0, 0, 1, 2, 0, 0, 3, 0))
                .addAttribute(string("mode", "reflect"))));
    all.add(of(13, node("Pad", "x c0 c1", "y"), longs(0, 0, -1, 2, 0, 0, 3, 0), Tensor.scalar(1)));
    all.add(
        of(
            18,
            node("Pad", "x c0 - c1", "y").addAttribute(string("mode", "edge")),
            longs(1, 2, 0, 1),
            longs(3, -2)));
    all.add(
        of(
            19,
            node("Pad", "x c0", "y").addAttribute(string("mode", "wrap")),
            longs(0, 0, 2, 1, 0, 0, 1, 3)));
    // The largest elements.
    all.add(
        of(
            9,
            node("TopK", "x", "y y_indices")
                .addAttribute(integer("k", 3))
                .addAttribute(integer("axis", 2))));
    all.add(of(10, node("TopK", "x c0", "y y_indices"), longs(3)));
    all.add(
        of(11, node("TopK", "x c0", "y y_indices").addAttribute(integer("largest", 0)), longs(2)));
    all.add(
        of(
            13,
            node("ArgMax", "x", "y")
                .addAttribute(integer("axis", 1))
                .addAttribute(integer("select_last_index", 1))));
    // Resampling.
    all.add(of(7, node("Upsample", "x", "y").addAttribute(scales(1, 1, 2, 3))));
    all.add(
        of(
            9,
            node("Upsample", "x c0", "y").addAttribute(string("mode", "linear")),
            floats(1, 1, 2, 2)));
    all.add(of(10, node("Resize", "x c0", "y"), floats(1, 1, 2, 1.5f)));
    all.add(of(10, node("Resize", "x c0", "y"), floats(1, 1, 0.6f, 0.5f)));
    all.add(
        of(
            10,
            node("Resize", "x c0", "y").addAttribute(string("mode", "linear")),
            floats(1, 1, 2, 0.5f)));
    all.add(
        of(
            11,
            node("Resize", "x c0 c1", "y").addAttribute(string("mode", "linear")),
            floats(),
            floats(1, 1, 2, 2)));
    all.add(
        of(
            11,
            node("Resize", "x c0 c0 c1", "y")
                .addAttribute(string("nearest_mode", "floor"))
                .addAttribute(string("coordinate_transformation_mode", "asymmetric")),
            floats(),
            longs(1, 4, 9, 5)));
    all.add(
        of(
            13,
            node("Resize", "x - - c0", "y")
                .addAttribute(string("mode", "cubic"))
                .addAttribute(string("coordinate_transformation_mode", "align_corners")),
            longs(1, 4, 9, 11)));
    all.add(
        of(
            18,
            node("Resize", "x - c0", "y")
                .addAttribute(ints("axes", 2, 3))
                .addAttribute(string("mode", "linear"))
                .addAttribute(integer("antialias", 1)),
            floats(0.5f, 0.6f)));
    all.add(
        of(
            18,
            node("Resize", "x - - c0", "y")
                .addAttribute(ints("axes", 2, 3))
                .addAttribute(string("keep_aspect_ratio_policy", "not_larger")),
            longs(12, 9)));
    all.add(
        of(
            19,
            node("Resize", "x - c0", "y")
                .addAttribute(string("mode", "linear"))
                .addAttribute(string("coordinate_transformation_mode", "half_pixel_symmetric")),
            floats(1, 1, 1.3f, 0.7f)));
    // Normalisation and dropout.
    Tensor[] statistics = {
      floats(1, 2, 3, 4), floats(4, 3, 2, 1), floats(0, 1, -1, 0.5f), floats(1, 0.5f, 2, 4)
    };
    all.add(
        of(
            7,
            node("BatchNormalization", "x c0 c1 c2 c3", "y").addAttribute(real("epsilon", 1e-3f)),
            statistics));
    all.add(
        of(
            9,
            node("BatchNormalization", "x c0 c1 c2 c3", "y").addAttribute(real("momentum", 0.5f)),
            statistics));
    all.add(of(15, node("BatchNormalization", "x c0 c1 c2 c3", "y"), statistics));
    all.add(of(7, node("Dropout", "x", "y").addAttribute(real("ratio", 0.3f))));
    all.add(of(13, node("Dropout", "x", "y y_mask")));
    all.add(of(13, node("Dropout", "x c0", "y"), Tensor.scalar(0.7f)));
    all.add(of(11, node("Softmax", "x", "y")));
    all.add(of(11, node("LogSoftmax", "x", "y").addAttribute(integer("axis", 2))));
    all.add(of(13, node("Softmax", "x", "y").addAttribute(integer("axis", 1))));
    // Activations by name.
    all.add(of(14, node("HardSwish", "x", "y")));
    all.add(of(18, node("Mish", "x", "y")));
    all.add(of(20, node("Gelu", "x", "y")));
    all.add(of(20, node("Gelu", "x", "y").addAttribute(string("approximate", "tanh"))));
    all.add(of(16, node("PRelu", "x c0", "y"), Models.random(Shape.of(4, 1, 1), 4)));
    // Windows.
    Tensor weights = Models.random(Shape.of(6, 2, 3, 3), 5);
    for (String auto : List.of("SAME_UPPER", "SAME_LOWER", "VALID")) {
      all.add(
          of(
              11,
              node("Conv", "x c0", "y")
                  .addAttribute(string("auto_pad", auto))
                  .addAttribute(ints("strides", 2, 2))
                  .addAttribute(integer("group", 2)),
              weights));
      all.add(
          of(
              11,
              node("MaxPool", "x", "y")
                  .addAttribute(string("auto_pad", auto))
                  .addAttribute(ints("kernel_shape", 3, 2))
                  .addAttribute(ints("strides", 2, 2))));
      all.add(
          of(
              11,
              node("ConvTranspose", "x c0", "y")
                  .addAttribute(string("auto_pad", auto))
                  .addAttribute(ints("strides", 2, 2)),
              Models.random(Shape.of(4, 2, 3, 3), 6)));
    }
    all.add(
        of(
            22,
            node("Conv", "x c0", "y")
                .addAttribute(ints("pads", 0, 2, 1, 0))
                .addAttribute(ints("dilations", 2, 1))
                .addAttribute(integer("group", 2)),
            weights));
    all.add(
        of(
            11,
            node("ConvTranspose", "x c0", "y")
                .addAttribute(ints("strides", 3, 2))
                .addAttribute(ints("output_padding", 1, 1))
                .addAttribute(ints("pads", 1, 0, 0, 1))
                .addAttribute(integer("group", 2)),
            Models.random(Shape.of(4, 3, 3, 3), 7)));
    all.add(
        of(
            11,
            node("ConvTranspose", "x c0", "y")
                .addAttribute(ints("strides", 2, 2))
                .addAttribute(ints("output_shape", 12, 16)),
            Models.random(Shape.of(4, 2, 3, 3), 8)));
    all.add(
        of(
            12,
            node("MaxPool", "x", "y y_indices")
                .addAttribute(ints("kernel_shape", 2, 2))
                .addAttribute(ints("strides", 2, 3))
                .addAttribute(integer("ceil_mode", 1))));
    all.add(
        of(
            11,
            node("AveragePool", "x", "y")
                .addAttribute(ints("kernel_shape", 3, 3))
                .addAttribute(ints("pads", 1, 1, 1, 1))
                .addAttribute(integer("count_include_pad", 1))));
    all.add(
        of(
            19,
            node("AveragePool", "x", "y")
                .addAttribute(ints("kernel_shape", 2, 2))
                .addAttribute(ints("dilations", 2, 3))
                .addAttribute(ints("pads", 1, 1, 1, 1))));
    all.add(
        of(
            18,
            node("LpPool", "x", "y")
                .addAttribute(ints("kernel_shape", 2, 3))
                .addAttribute(integer("p", 3))));
    all.add(of(11, node("GlobalLpPool", "x", "y").addAttribute(integer("p", 1))));
    all.add(
        of(
            15,
            node("Shape", "x", "y")
                .addAttribute(integer("start", 1))
                .addAttribute(integer("end", -1))));
    all.add(
        of(
            13,
            node("DepthToSpace", "x", "y")
                .addAttribute(integer("blocksize", 2))
                .addAttribute(string("mode", "CRD"))));
    all.add(of(12, node("Pow", "x c0", "y"), longs(2)));
    all.add(
        of(
            21,
            node("QuantizeLinear", "x c0", "y").addAttribute(integer("output_dtype", 3)),
            Tensor.scalar(0.02f)));
    return all.stream();
  }

  private static AttributeProto scales(float... values) {
    AttributeProto.Builder a = AttributeProto.newBuilder().setName("scales").setType(6);
    for (float v : values) {
      a.addFloats(v);
    }
    return a.build();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void asOnnxRuntime(Case c) {
    byte[] bytes = c.model();
    Map<String, Tensor> in = Map.of("x", Models.random(c.x(), 11));
    Graph graph = OnnxReader.read(bytes, "model");
    Map<String, Tensor> found = Models.run(graph, in);
    Map<String, Tensor> expected = Models.onnxRuntime(bytes, in);
    Map<String, Tensor> again = Models.onnxRuntime(OnnxWriter.toBytes(graph), in);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach((name, e) -> {
      close(e, Objects.requireNonNull(found.get(name)));
      close(e, Objects.requireNonNull(again.get(name)));
      assertThat(graph.type(name)).isEqualTo(e.type());
    });
  }

  private static void close(Tensor expected, Tensor found) {
    assertThat(found.type()).isEqualTo(expected.type());
    for (int i = 0; i < expected.size(); i++) {
      double e = expected.getDouble(i);
      assertThat(Math.abs(found.getDouble(i) - e))
          .as("element %d: %s for %s", i, found.getDouble(i), e)
          .isLessThanOrEqualTo(expected.element().isFloat() ? 2e-5 + 2e-5 * Math.abs(e) : 0);
    }
  }

  private static float[] run(int opset, Tensor x, NodeProto.Builder node, Tensor... constants) {
    byte[] model = new Case(opset, x.shape(), List.of(constants), node).model();
    Tensor y = Models.run(OnnxReader.read(model, "old"), Map.of("x", x)).get("y");
    return Objects.requireNonNull(y).toFloats();
  }

  @Test
  void beforeOpset7OperandsWereLaidAlongAnAxis() {
    Tensor x = Tensor.of(Shape.of(1, 2, 2), new float[] {1, 2, 3, 4});
    NodeProto.Builder add = node("Add", "x c0", "y").addAttribute(integer("broadcast", 1));
    assertThat(run(6, x, add.clone().addAttribute(integer("axis", 1)), floats(10, 20)))
        .containsExactly(11, 12, 23, 24);
    assertThat(run(6, x, add, floats(10, 20))).containsExactly(11, 22, 13, 24);
  }

  @Test
  void attributesOfTheFirstOpsets() {
    Tensor x = Tensor.of(Shape.of(1, 2, 1, 2), new float[] {-1, 2, -3, 4});
    assertThat(run(6, x, node("PRelu", "x c0", "y"), floats(2, 3))).containsExactly(-2, 2, -9, 4);
    assertThat(run(1, x, node("Relu", "x", "y").addAttribute(ints("consumed_inputs", 0))))
        .containsExactly(0, 2, 0, 4);
    assertThat(run(1, x, node("Reshape", "x", "y").addAttribute(ints("shape", 0, -1))))
        .containsExactly(-1, 2, -3, 4);
    assertThat(run(5, x, node("Cast", "x", "y").addAttribute(string("to", "DOUBLE"))))
        .containsExactly(-1, 2, -3, 4);
    assertThat(
            run(1, x, node("Pad", "x", "y").addAttribute(ints("paddings", 0, 0, 0, 0, 0, 0, 0, 1))))
        .containsExactly(-1, 2, 0, -3, 4, 0);
    assertThat(run(6, x, node("Dropout", "x", "y y_mask").addAttribute(integer("is_test", 1))))
        .containsExactly(-1, 2, -3, 4);
    NodeProto.Builder bn =
        node("BatchNormalization", "x c0 c1 c2 c3", "y mean var saved_mean saved_var")
            .addAttribute(integer("spatial", 1))
            .addAttribute(real("epsilon", 0));
    Tensor ones = floats(1, 1);
    assertThat(run(6, x, bn, floats(1, 2), ones, ones, ones)).containsExactly(-1, 2, -7, 7);
    assertThat(
            run(
                6,
                x,
                node("Upsample", "x", "y")
                    .addAttribute(real("width_scale", 2))
                    .addAttribute(real("height_scale", 1))))
        .containsExactly(-1, -1, 2, 2, -3, -3, 4, 4);
  }

  @Test
  void swish() {
    Tensor x = floats(-1, 0, 2);
    for (float alpha : new float[] {1, 2}) {
      float[] y = run(24, x, node("Swish", "x", "y").addAttribute(real("alpha", alpha)));
      for (int i = 0; i < y.length; i++) {
        double v = x.getDouble(i);
        assertThat((double) y[i]).isCloseTo(v / (1 + Math.exp(-alpha * v)), Offset.offset(1e-6));
      }
    }
  }
}
