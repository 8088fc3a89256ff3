package dev.sepconv.simd;

import dev.sepconv.graph.Graph;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Random;

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
        "resnet8");
  }

  /// One of them, for a small input where it was made for a large one.
  ///
  /// @param name as in {@link #names}
  /// @return the graph, with a symbolic batch
  public static Graph graph(String name) {
    Integer size = SIZES.get(name);
    return size == null ? Zoo.graph(name) : Zoo.module(name).trace(name, 0, 3, size, size);
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
