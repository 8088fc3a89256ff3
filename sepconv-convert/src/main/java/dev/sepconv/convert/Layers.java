package dev.sepconv.convert;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The convolutions of a network: those that may become separable, and why the others stay.
///
/// @param candidates in the order in which they run
/// @param kept the others by node name, with the reason
record Layers(List<ConvLayer> candidates, Map<String, String> kept) {
  /// With so few input channels or less there is next to nothing to save.
  private static final int HANDFUL = 4;

  /// @param graph a network, normalisation folded, its inputs' sizes known but for the batch
  /// @return its convolutions
  static Layers of(Graph graph) {
    Map<String, String> kept = new LinkedHashMap<>();
    Map<List<String>, List<Node>> byWeights = new LinkedHashMap<>();
    for (Node n : graph.nodes()) {
      if (n.op() instanceof Conv c) {
        Optional<String> reason = reasonToKeep(graph, n, c);
        if (reason.isPresent()) {
          kept.put(n.name(), reason.get());
        } else {
          byWeights.computeIfAbsent(key(n), _ -> new ArrayList<>()).add(n);
        }
      }
    }
    Map<String, List<Node>> consumers = graph.consumers();
    List<ConvLayer> candidates = new ArrayList<>();
    for (List<Node> nodes : byWeights.values()) {
      if (nodes.stream().map(Node::op).distinct().count() > 1) {
        nodes.forEach(n -> kept.put(n.name(), "its weights are shared by different convolutions"));
        continue;
      }
      candidates.add(layer(graph, nodes, consumers));
    }
    return new Layers(List.copyOf(candidates), kept);
  }

  private static List<String> key(Node n) {
    return n.inputs().subList(1, n.inputs().size());
  }

  private static Optional<String> reasonToKeep(Graph graph, Node n, Conv c) {
    if (!isFloatConstant(graph, n.inputs().get(1))
        || (n.hasInput(2) && !isFloatConstant(graph, n.inputs().get(2)))) {
      return Optional.of("its weights are not float32 constants");
    }
    TensorType weights = graph.type(n.inputs().get(1));
    long taps =
        c.window().kernel().stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
    long ic = weights.dim(1).value();
    long oc = weights.dim(0).value() / c.groups();
    if (taps == 1) {
      return Optional.of("its kernel is 1: it is pointwise already");
    }
    if (ic == 1 && c.groups() > 1) {
      return Optional.of("it is depthwise already");
    }
    if (ic <= HANDFUL) {
      return Optional.of(
          "it has only " + ic + " input channels" + (c.groups() > 1 ? " a group" : ""));
    }
    if (taps + oc >= taps * oc) {
      return Optional.of("its " + oc + " output channels leave nothing to save");
    }
    return Optional.empty();
  }

  private static boolean isFloatConstant(Graph graph, String value) {
    return graph.constant(value).filter(x -> x.type().element() == ElementType.FLOAT32).isPresent();
  }

  private static ConvLayer layer(Graph graph, List<Node> nodes, Map<String, List<Node>> consumers) {
    Node first = nodes.getFirst();
    long positions = nodes.stream().mapToLong(n -> positions(graph, n)).reduce(0, Math::addExact);
    Tensor weights = graph.constant(first.inputs().get(1)).orElseThrow().tensor();
    Optional<Tensor> bias =
        first.hasInput(2)
            ? graph.constant(first.inputs().get(2)).map(c -> c.tensor())
            : Optional.empty();
    List<ConvLayer.Range> ranges =
        nodes.stream().map(n -> range(graph, n, consumers)).distinct().toList();
    return new ConvLayer(
        nodes,
        weights,
        bias,
        positions,
        ranges.size() == 1 ? ranges.getFirst() : ConvLayer.Range.ALL);
  }

  private static long positions(Graph graph, Node n) {
    long product = 1;
    List<Dim> dims = new ArrayList<>(graph.type(n.output()).dims());
    // The channels.
    dims.remove(1);
    for (Dim d : dims) {
      if (!d.isKnown()) {
        throw new InvalidInputException(
            "the output of layer "
                + n
                + " is "
                + graph.type(n.output())
                + "; a conversion needs the sizes of the inputs, as in --input 1x3x224x224");
      }
      product = Math.multiplyExact(product, d.value());
    }
    return product;
  }

  /// What survives of a node's output, if nothing but one such activation reads it.
  private static ConvLayer.Range range(Graph graph, Node n, Map<String, List<Node>> consumers) {
    List<Node> readers = consumers.getOrDefault(n.output(), List.of());
    if (readers.size() != 1 || graph.outputs().contains(n.output())) {
      return ConvLayer.Range.ALL;
    }
    Node reader = readers.getFirst();
    return switch (reader.op()) {
      case Unary u when u.kind() == Unary.Kind.RELU ->
          new ConvLayer.Range(0, Double.POSITIVE_INFINITY);
      case Clip _ ->
          new ConvLayer.Range(
              limit(graph, reader, 1, Double.NEGATIVE_INFINITY),
              limit(graph, reader, 2, Double.POSITIVE_INFINITY));
      default -> ConvLayer.Range.ALL;
    };
  }

  private static double limit(Graph graph, Node clip, int input, double none) {
    return clip.hasInput(input)
        ? graph.known(clip.inputs().get(input)).map(t -> t.getDouble(0)).orElse(none)
        : none;
  }
}
