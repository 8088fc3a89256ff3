package dev.sepconv.engine.pass;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Folds a batch normalisation into the layer before it: `W'[o] = W[o]·s[o]`, `b'[o] = (b[o] -
/// mean[o])·s[o] + bias[o]` with `s = scale / sqrt(variance + epsilon)`, computed in double. The
/// layer is a convolution, a transposed one or a linear layer whose output nobody else reads.
public final class BatchNormalizationFolding implements Pass {
  @Override
  public String name() {
    return "fold-batch-normalization";
  }

  @Override
  public Graph apply(Graph graph) {
    Map<String, List<Node>> consumers = graph.consumers();
    Map<String, Node> producers = graph.producers();
    Map<Node, Node> folded = new HashMap<>();
    for (Node n : graph.nodes()) {
      Node layer = n.op() instanceof BatchNormalization ? producers.get(n.inputs().get(0)) : null;
      if (layer != null
          && consumers.getOrDefault(layer.output(), List.of()).size() == 1
          && !graph.outputs().contains(layer.output())
          && foldable(graph, layer, n)) {
        folded.put(layer, n);
      }
    }
    GraphBuilder b = graph.toBuilderWithoutNodes(Map.of());
    for (Node n : graph.nodes()) {
      Node normalization = folded.get(n);
      if (normalization != null) {
        fold(graph, n, normalization, b);
      } else if (!folded.containsValue(n)) {
        b.node(n.name(), n.op(), n.inputs(), n.outputs(), n.call());
      }
    }
    return b.build(graph.outputs());
  }

  private static boolean foldable(Graph graph, Node layer, Node normalization) {
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
    if (layer.hasInput(2) && graph.type(layer.inputs().get(2)).rank() != 1) {
      return false;
    }
    return normalization.inputs().stream().skip(1).allMatch(i -> isFloatConstant(graph, i));
  }

  private static boolean isFloatConstant(Graph graph, String value) {
    return graph.constant(value).filter(c -> c.type().element() == ElementType.FLOAT32).isPresent();
  }

  private static void fold(Graph graph, Node layer, Node normalization, GraphBuilder b) {
    double epsilon = ((BatchNormalization) normalization.op()).epsilon();
    float[] scale = floats(graph, normalization, 1);
    float[] bias = floats(graph, normalization, 2);
    float[] mean = floats(graph, normalization, 3);
    float[] variance = floats(graph, normalization, 4);
    Optional<float[]> oldBias =
        layer.hasInput(2) ? Optional.of(floats(graph, layer, 2)) : Optional.empty();
    int channels = scale.length;
    double[] factor = new double[channels];
    float[] newBias = new float[channels];
    for (int o = 0; o < channels; o++) {
      factor[o] = scale[o] / Math.sqrt(variance[o] + epsilon);
      double before = oldBias.isPresent() ? oldBias.get()[oldBias.get().length == 1 ? 0 : o] : 0;
      newBias[o] = (float) ((before - mean[o]) * factor[o] + bias[o]);
    }
    Tensor weights = graph.constant(layer.inputs().get(1)).orElseThrow().tensor();
    String weightsName = layer.name() + ".folded-weights";
    String biasName = layer.name() + ".folded-bias";
    Tensor scaled = Tensor.of(weights.shape(), scaled(layer, weights, factor));
    Tensor shift = Tensor.of(Shape.of(channels), newBias);
    b.constant(Constant.of(weightsName, Role.PARAMETER, scaled));
    b.constant(Constant.of(biasName, Role.PARAMETER, shift));
    b.node(
        layer.name(),
        layer.op(),
        List.of(layer.inputs().get(0), weightsName, biasName),
        normalization.outputs(),
        layer.call());
  }

  private static float[] scaled(Node layer, Tensor weights, double[] factor) {
    float[] w = weights.floats();
    float[] out = new float[w.length];
    int inner = weights.size() / weights.shape().dim(0);
    for (int i = 0; i < w.length; i++) {
      int o =
          switch (layer.op()) {
            case ConvTranspose t -> {
              // ic x oc/groups x kernel: the group follows from the input channel.
              int ocPerGroup = weights.shape().dim(1);
              int icPerGroup = weights.shape().dim(0) / t.groups();
              int kernel = inner / ocPerGroup;
              yield i / inner / icPerGroup * ocPerGroup + i / kernel % ocPerGroup;
            }
            case Gemm g when !g.transB() -> i % weights.shape().dim(1);
            default -> i / inner;
          };
      out[i] = (float) (w[i] * factor[o]);
    }
    return out;
  }

  private static float[] floats(Graph graph, Node n, int input) {
    return graph.constant(n.inputs().get(input)).orElseThrow().tensor().floats();
  }
}
