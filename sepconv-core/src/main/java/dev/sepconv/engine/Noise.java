package dev.sepconv.engine;

import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Inputs for a run whose result does not matter.
public final class Noise {
  private static final int INTEGER_BOUND = 10;

  private Noise() {}

  /// Noise for every input of a network.
  ///
  /// @param graph a network whose inputs' sizes are known
  /// @param seed of the noise
  /// @return a tensor for every input, by name
  public static Map<String, Tensor> inputs(Graph graph, long seed) {
    Random random = new Random(seed);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    graph.inputs().forEach(input -> tensors.put(input, of(graph.type(input), random)));
    return tensors;
  }

  /// A tensor of noise: standard normal numbers, integers from 0 to 9, or 0 and 1 for booleans.
  ///
  /// @param type a fully known type
  /// @param random where the elements come from
  /// @return the tensor
  public static Tensor of(TensorType type, Random random) {
    Shape shape = type.shape();
    Tensor t = Tensor.zeros(type.element(), shape);
    for (int i = 0; i < t.size(); i++) {
      switch (type.element()) {
        case BOOL -> t.setLong(i, random.nextInt(2));
        case FLOAT32, FLOAT64, FLOAT16, BFLOAT16 -> t.setDouble(i, random.nextGaussian());
        default -> t.setLong(i, random.nextInt(INTEGER_BOUND));
      }
    }
    return t;
  }
}
