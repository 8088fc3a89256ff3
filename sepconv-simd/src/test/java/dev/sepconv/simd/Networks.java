package dev.sepconv.simd;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/// Networks that run in milliseconds and together use every kind of kernel.
public final class Networks {
  private static final Map<String, Integer> SIZES =
      Map.of(
          "article-separable", 41,
          "mobilenet_v1_0.25", 67,
          "mobilenet_v2", 64,
          "mobilenet_v3_small", 64,
          "shufflenet_v2_x0_5", 64,
          "squeezenet1_1", 64,
          "resnet18", 64,
          "xception", 96);

  /// Depthwise layers with several filters per channel, as a conversion writes them.
  private static final String MULTIPLIED = "multiplied";

  private Networks() {}

  /// The names of these networks, as test cases.
  ///
  /// @return the names
  public static List<String> names() {
    return List.of(
        "article-separable",
        "mobilenet_v1_0.25",
        "mobilenet_v2",
        "mobilenet_v3_small",
        "shufflenet_v2_x0_5",
        "squeezenet1_1",
        "resnet18",
        "xception",
        "ds_cnn",
        "resnet8",
        MULTIPLIED);
  }

  /// One of them, for a small input where it was made for a large one.
  ///
  /// @param name as in {@link #names}
  /// @return the graph, with a symbolic batch
  public static Graph graph(String name) {
    if (name.equals(MULTIPLIED)) {
      return multiplied();
    }
    Integer size = SIZES.get(name);
    return size == null ? Zoo.graph(name) : Zoo.module(name).trace(name, 0, 3, size, size);
  }

  private static Graph multiplied() {
    GraphBuilder b = new GraphBuilder(MULTIPLIED, Reference.EVALUATOR);
    b.input(
        "x",
        TensorType.of(
            ElementType.FLOAT32, List.of(Dim.UNKNOWN, Dim.of(20), Dim.of(23), Dim.of(21))));
    int[] alternating = IntStream.range(0, 90).map(i -> i % 3 * 15 + i % 7).toArray();
    String value = separable(b, "a", "x", new int[0], 20, 3, 40, 1);
    value = separable(b, "b", value, new int[0], 40, 2, 45, 2);
    value = separable(b, "c", value, alternating, alternating.length, 1, 64, 1);
    value = separable(b, "d", value, new int[0], 64, 4, 24, 2);
    separable(b, "y", value, new int[0], 24, 9, 33, 1);
    return b.build(List.of("y"));
  }

  /// A depthwise layer on some channels, or on all if none are picked, a pointwise one, a ReLU.
  private static String separable(
      GraphBuilder b, String name, String src, int[] picks, int ic, int multiplier, int oc, int s) {
    String value = src;
    if (picks.length > 0) {
      long[] indices = Arrays.stream(picks).asLongStream().toArray();
      Tensor table = Tensor.of(Shape.of(picks.length), indices);
      b.constant(Constant.of(name + "_picks", Role.PARAMETER, table));
      value = name + "_picked";
      b.node(value, new Gather(1), List.of(src, name + "_picks"), List.of(value));
    }
    int m = ic * multiplier;
    b.constant(Constant.of(name + "_w", Role.PARAMETER, random(Shape.of(m, 1, 3, 3), m)));
    b.constant(Constant.of(name + "_v", Role.PARAMETER, random(Shape.of(oc, m, 1, 1), oc)));
    b.constant(Constant.of(name + "_b", Role.PARAMETER, random(Shape.of(oc), 1)));
    Window three = Window.of(List.of(3, 3), List.of(s, s), List.of(1, 1));
    Window point = Window.of(List.of(1, 1), List.of(1, 1), List.of(0, 0));
    String filtered = name + "_filtered";
    String mixed = name + "_mixed";
    b.node(filtered, new Conv(three, ic), List.of(value, name + "_w"), List.of(filtered));
    List<String> inputs = List.of(filtered, name + "_v", name + "_b");
    b.node(mixed, new Conv(point, 1), inputs, List.of(mixed));
    b.node(name, Unary.of(Unary.Kind.RELU), List.of(mixed), List.of(name));
    return name;
  }

  /// The shape of the only input.
  ///
  /// @param graph a network
  /// @param batch how many images
  /// @return the shape
  public static Shape shape(Graph graph, int batch) {
    TensorType type = graph.type(graph.inputs().getFirst());
    long[] dims = new long[type.rank()];
    dims[0] = batch;
    for (int a = 1; a < dims.length; a++) {
      dims[a] = type.dim(a).value();
    }
    return Shape.of(dims);
  }

  /// Random numbers.
  ///
  /// @param shape how many
  /// @param seed other seeds give others
  /// @return numbers of mean 0 and variance 1
  public static Tensor random(Shape shape, long seed) {
    Random random = new Random(seed);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, data);
  }
}
