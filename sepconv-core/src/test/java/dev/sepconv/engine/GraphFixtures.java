package dev.sepconv.engine;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// Small graphs with random constants.
public final class GraphFixtures {
  private final Random random;

  /// @param seed of the constants
  public GraphFixtures(long seed) {
    random = new Random(seed);
  }

  /// @return a builder with an input `x` of `N x dims…`
  public GraphBuilder input(long... dims) {
    List<Dim> all = new ArrayList<>(List.of(Dim.symbol("N")));
    for (long d : dims) {
      all.add(Dim.of(d));
    }
    return new GraphBuilder("test", Reference.EVALUATOR)
        .input("x", TensorType.of(ElementType.FLOAT32, all));
  }

  /// @return a parameter of uniform numbers from 0.5 to 1.5, fit for a variance too
  public Constant positive(String name, long... dims) {
    return Constant.of(name, Role.PARAMETER, random(0.5f, dims));
  }

  /// @return a parameter of uniform numbers from -0.5 to 0.5
  public Constant parameter(String name, long... dims) {
    return Constant.of(name, Role.PARAMETER, random(-0.5f, dims));
  }

  /// @return a tensor of uniform numbers from `low` to `low + 1`
  public Tensor random(float low, long... dims) {
    Shape shape = Shape.of(dims);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = low + random.nextFloat();
    }
    return Tensor.of(shape, data);
  }
}
