package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Op;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// Tensors and calls in few words.
final class Run {
  private Run() {}

  /// The first output of an operator whose inputs are all given.
  static Tensor run(Op op, Tensor... inputs) {
    return Reference.run(op, Arrays.stream(inputs).map(Optional::of).toList(), 1).get(0);
  }

  static List<Tensor> outputs(int n, Op op, Tensor... inputs) {
    return Reference.run(op, Arrays.stream(inputs).map(Optional::of).toList(), n);
  }

  static Tensor floats(Shape shape, double... values) {
    return of(ElementType.FLOAT32, shape, values);
  }

  static Tensor vector(double... values) {
    return floats(Shape.of(values.length), values);
  }

  static Tensor of(ElementType element, Shape shape, double... values) {
    Tensor t = Tensor.zeros(element, shape);
    for (int i = 0; i < t.size(); i++) {
      t.setDouble(i, values[i]);
    }
    return t;
  }

  static Tensor longs(ElementType element, long... values) {
    Tensor t = Tensor.zeros(element, Shape.of(values.length));
    for (int i = 0; i < values.length; i++) {
      t.setLong(i, values[i]);
    }
    return t;
  }

  /// 0, 1, 2, …
  static Tensor iota(long... dims) {
    Tensor t = Tensor.zeros(ElementType.FLOAT32, Shape.of(dims));
    for (int i = 0; i < t.size(); i++) {
      t.setDouble(i, i);
    }
    return t;
  }

  /// Small integers, so that every sum of products is exact and results compare with `==`.
  static Tensor integers(long seed, long... dims) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(ElementType.FLOAT32, Shape.of(dims));
    for (int i = 0; i < t.size(); i++) {
      t.setDouble(i, random.nextInt(-4, 5));
    }
    return t;
  }

  static Tensor random(long seed, long... dims) {
    Random random = new Random(seed);
    Tensor t = Tensor.zeros(ElementType.FLOAT32, Shape.of(dims));
    for (int i = 0; i < t.size(); i++) {
      t.setDouble(i, random.nextGaussian());
    }
    return t;
  }

  static double dot(Tensor a, Tensor b) {
    double sum = 0;
    for (int i = 0; i < a.size(); i++) {
      sum += a.getDouble(i) * b.getDouble(i);
    }
    return sum;
  }
}
