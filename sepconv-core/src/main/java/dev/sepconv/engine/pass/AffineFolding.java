package dev.sepconv.engine.pass;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/// Folds what is affine in each channel (a normalisation; a constant added, subtracted, multiplied
/// or divided by) into the layer before it: `W'[o] = W[o]·factor[o]`, `b'[o] = b[o]·factor[o] +
/// shift[o]`, computed in double. The layer is a convolution, a transposed one or a linear layer
/// whose output nobody else reads.
public final class AffineFolding implements Pass {
  private final Predicate<Node> layers;

  /// Folds into every layer.
  public AffineFolding() {
    this(_ -> true);
  }

  /// Folds into some layers.
  ///
  /// @param layers which
  public AffineFolding(Predicate<Node> layers) {
    this.layers = layers;
  }

  @Override
  public String name() {
    return "fold-affine";
  }

  @Override
  public Graph apply(Graph graph) {
    // Of several in a row each goes into the layer that the one before has left.
    Graph before = graph;
    Graph after = once(graph);
    while (after.nodes().size() < before.nodes().size()) {
      before = after;
      after = once(before);
    }
    return after;
  }

  private Graph once(Graph graph) {
    Map<String, List<Node>> consumers = graph.consumers();
    Map<Node, Node> next = new HashMap<>();
    Map<Node, Affine> folded = new HashMap<>();
    for (Node layer : graph.nodes()) {
      List<Node> readers = consumers.getOrDefault(layer.output(), List.of());
      if (!layers.test(layer)
          || readers.size() != 1
          || graph.outputs().contains(layer.output())
          || !foldable(graph, layer)) {
        continue;
      }
      Node reader = readers.getFirst();
      Affine.of(graph, reader, layer.output())
          .ifPresent(a -> {
            next.put(layer, reader);
            folded.put(layer, a);
          });
    }
    GraphBuilder b = graph.toBuilderWithoutNodes(Map.of());
    for (Node n : graph.nodes()) {
      Node reader = next.get(n);
      Affine affine = folded.get(n);
      if (reader != null && affine != null) {
        fold(graph, n, reader, affine, b);
      } else if (!next.containsValue(n)) {
        b.node(n.name(), n.op(), n.inputs(), n.outputs(), n.call());
      }
    }
    return b.build(graph.outputs());
  }

  private static boolean foldable(Graph graph, Node layer) {
    boolean linear =
        switch (layer.op()) {
          case Conv _, ConvTranspose _ -> true;
          case Gemm g -> g.alpha() == 1 && g.beta() == 1 && graph.type(layer.output()).rank() == 2;
          default -> false;
        };
    if (!linear) {
      return false;
    }
    for (int i = 1; i < layer.inputs().size(); i++) {
      if (layer.hasInput(i) && !isFloatConstant(graph, layer.inputs().get(i))) {
        return false;
      }
    }
    // A Gemm's third input may be anything that broadcasts; only a vector over the outputs is a
    // bias.
    return !layer.hasInput(2) || graph.type(layer.inputs().get(2)).rank() == 1;
  }

  private static boolean isFloatConstant(Graph graph, String value) {
    return graph.constant(value).filter(c -> c.type().element() == ElementType.FLOAT32).isPresent();
  }

  private static void fold(Graph graph, Node layer, Node reader, Affine affine, GraphBuilder b) {
    double[] factor = affine.factor();
    int channels = factor.length;
    float[] newBias = new float[channels];
    for (int o = 0; o < channels; o++) {
      double before = 0;
      if (layer.hasInput(2)) {
        float[] old = floats(graph, layer, 2);
        before = old[old.length == 1 ? 0 : o];
      }
      newBias[o] = (float) (before * factor[o] + affine.shift()[o]);
    }
    Tensor weights = graph.constant(layer.inputs().get(1)).orElseThrow().tensor();
    String weightsName = free(b, layer.name() + ".folded-weights");
    String biasName = free(b, layer.name() + ".folded-bias");
    Tensor scaled = Tensor.of(weights.shape(), scaled(layer, weights, factor));
    Tensor shift = Tensor.of(Shape.of(channels), newBias);
    b.constant(Constant.of(weightsName, Role.PARAMETER, scaled));
    b.constant(Constant.of(biasName, Role.PARAMETER, shift));
    b.node(
        layer.name(),
        layer.op(),
        List.of(layer.inputs().get(0), weightsName, biasName),
        reader.outputs(),
        layer.call());
  }

  /// A name that an earlier round has not taken.
  private static String free(GraphBuilder b, String name) {
    return b.has(name) ? free(b, name + "'") : name;
  }

  private static float[] scaled(Node layer, Tensor weights, double[] factor) {
    float[] w = weights.floats();
    float[] out = new float[w.length];
    if (w.length == 0) {
      return out;
    }
    int rows = weights.shape().dim(0);
    int inner = w.length / rows;
    boolean transposed =
        layer.op() instanceof ConvTranspose || (layer.op() instanceof Gemm g && !g.transB());
    if (!transposed) {
      for (int o = 0; o < rows; o++) {
        scale(w, o * inner, inner, factor[o], out);
      }
      return out;
    }
    // Rows are input channels; of a convolution's each has the kernels of its group's outputs.
    int groups = layer.op() instanceof ConvTranspose t ? t.groups() : 1;
    int columns = weights.shape().dim(1);
    int kernel = inner / columns;
    for (int r = 0; r < rows; r++) {
      int first = r / (rows / groups) * columns;
      for (int c = 0; c < columns; c++) {
        scale(w, r * inner + c * kernel, kernel, factor[first + c], out);
      }
    }
    return out;
  }

  private static void scale(float[] w, int from, int count, double factor, float[] out) {
    for (int i = from; i < from + count; i++) {
      out[i] = (float) (w[i] * factor);
    }
  }

  private static float[] floats(Graph graph, Node n, int input) {
    return graph.constant(n.inputs().get(input)).orElseThrow().tensor().floats();
  }
}
