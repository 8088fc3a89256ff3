package dev.sepconv.bench;

import dev.sepconv.graph.Graph;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/// What is measured: networks of the zoo at batch 1, random inputs.
final class Networks {
  /// The networks of the target table.
  static final List<String> ALL =
      List.of(
          "article-standard",
          "article-separable",
          "mobilenet_v1",
          "mobilenet_v2",
          "mobilenet_v3_large",
          "efficientnet_b0",
          "resnet18",
          "mobilenet_v1_conv");

  private Networks() {}

  /// A network of the zoo.
  ///
  /// @param name as the zoo has it
  /// @return its graph, batch 1
  static Graph graph(String name) {
    Graph g = Zoo.graph(name);
    String input = g.inputs().getFirst();
    TensorType type = g.type(input);
    long[] dims = new long[type.rank()];
    dims[0] = 1;
    for (int i = 1; i < dims.length; i++) {
      dims[i] = type.dim(i).value();
    }
    return g.withInputs(Map.of(input, TensorType.of(type.element(), dims)));
  }

  /// The height and width of a network's input.
  ///
  /// @param name as the zoo has it
  /// @return pixels
  static int size(String name) {
    return Zoo.entry(name).input().getLast();
  }

  /// Numbers as a normalised photograph has them.
  ///
  /// @param graph a network with one input
  /// @return its input by name
  static Map<String, Tensor> inputs(Graph graph) {
    String name = graph.inputs().getFirst();
    Shape shape = graph.type(name).shape();
    SplittableRandom random = new SplittableRandom(1);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) (random.nextDouble() * 4 - 2);
    }
    return Map.of(name, Tensor.of(shape, data));
  }
}
