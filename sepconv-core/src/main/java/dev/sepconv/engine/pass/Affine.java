package dev.sepconv.engine.pass;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;
import java.util.Optional;

/// What a node does to each channel of a value, where that is `factor·x + shift` with constants.
///
/// @param factor one number per channel
/// @param shift one number per channel
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record Affine(double[] factor, double[] shift) {
  /// Reads a normalisation, or an addition, subtraction, multiplication or division by a constant.
  ///
  /// @param graph where the node stands
  /// @param node any node
  /// @param value one of its inputs, `N x C x …`
  /// @return what it does to that value, if it is affine and keeps the shape
  static Optional<Affine> of(Graph graph, Node node, String value) {
    TensorType type = graph.type(value);
    boolean channels = type.ranked() && type.rank() >= 2 && type.dim(1).isKnown();
    if (!channels || type.element() != ElementType.FLOAT32) {
      return Optional.empty();
    }
    int n = Math.toIntExact(type.dim(1).value());
    return switch (node.op()) {
      case BatchNormalization b when node.inputs().get(0).equals(value) ->
          normalization(graph, node, b.epsilon());
      case Binary b -> {
        boolean left = node.inputs().get(0).equals(value);
        Optional<double[]> c = perChannel(graph, node.inputs().get(left ? 1 : 0), type.rank(), n);
        yield c.flatMap(d -> binary(b.kind(), left, d));
      }
      default -> Optional.empty();
    };
  }

  private static Optional<Affine> normalization(Graph graph, Node node, double epsilon) {
    float[][] given = new float[4][];
    for (int i = 0; i < 4; i++) {
      Optional<float[]> c = floats(graph, node.inputs().get(i + 1));
      if (c.isEmpty()) {
        return Optional.empty();
      }
      given[i] = c.get();
    }
    int n = given[0].length;
    double[] factor = new double[n];
    double[] shift = new double[n];
    for (int c = 0; c < n; c++) {
      factor[c] = given[0][c] / Math.sqrt(given[3][c] + epsilon);
      shift[c] = given[1][c] - given[2][c] * factor[c];
    }
    return Optional.of(new Affine(factor, shift));
  }

  private static Optional<Affine> binary(Binary.Kind kind, boolean left, double[] c) {
    double[] one = new double[c.length];
    Arrays.fill(one, 1);
    double[] zero = new double[c.length];
    double[] negative = Arrays.stream(c).map(v -> -v).toArray();
    double[] inverse = Arrays.stream(c).map(v -> 1 / v).toArray();
    return switch (kind) {
      case ADD -> Optional.of(new Affine(one, c));
      case MUL -> Optional.of(new Affine(c, zero));
      case SUB ->
          Optional.of(
              left
                  ? new Affine(one, negative)
                  : new Affine(Arrays.stream(one).map(v -> -v).toArray(), c));
      case DIV -> left ? Optional.of(new Affine(inverse, zero)) : Optional.empty();
      default -> Optional.empty();
    };
  }

  /// A constant that is one number, or one per channel, of a value of some rank.
  private static Optional<double[]> perChannel(Graph graph, String name, int rank, int channels) {
    Optional<float[]> data = floats(graph, name);
    if (data.isEmpty() || graph.type(name).rank() > rank) {
      return Optional.empty();
    }
    TensorType type = graph.type(name);
    int lead = rank - type.rank();
    for (int a = 0; a < type.rank(); a++) {
      Dim d = type.dim(a);
      if (!d.is(1) && !(a + lead == 1 && d.is(channels))) {
        return Optional.empty();
      }
    }
    double[] c = new double[channels];
    for (int i = 0; i < channels; i++) {
      c[i] = data.get()[data.get().length == 1 ? 0 : i];
    }
    return Optional.of(c);
  }

  private static Optional<float[]> floats(Graph graph, String name) {
    return graph
        .constant(name)
        .filter(c -> c.type().element() == ElementType.FLOAT32)
        .map(c -> c.tensor().floats());
  }
}
