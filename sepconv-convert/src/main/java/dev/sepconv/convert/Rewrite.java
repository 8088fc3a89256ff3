package dev.sepconv.convert;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Puts separable convolutions in the place of normal ones: a depthwise `Conv`, with a depth
/// multiplier where every input channel has as many components, else after a `Gather` of the
/// channels, and a pointwise `Conv` that writes what the normal one wrote. Weights that are shared
/// stay shared.
final class Rewrite {
  private final Graph graph;
  private final Set<String> names = new HashSet<>();

  private Rewrite(Graph graph) {
    this.graph = graph;
    names.addAll(graph.types().keySet());
    graph.nodes().forEach(n -> names.add(n.name()));
  }

  /// The nodes' inputs after the data.
  private record Constants(
      ConvLayer layer,
      Separable weights,
      String channels,
      String depthwise,
      String pointwise,
      String bias) {}

  /// @param graph a network without a module trace
  /// @param replaced new weights of some of its convolutions
  /// @param metadata is added to the network's own
  /// @return the network with those
  static Graph apply(
      Graph graph, Map<ConvLayer, Separable> replaced, Map<String, String> metadata) {
    return new Rewrite(graph).apply(replaced, metadata);
  }

  private Graph apply(Map<ConvLayer, Separable> replaced, Map<String, String> metadata) {
    Set<String> gone = new HashSet<>();
    replaced.keySet().forEach(l -> l.nodes().forEach(n -> gone.add(n.name())));
    Set<String> needed = new HashSet<>(graph.outputs());
    graph.nodes().stream()
        .filter(n -> !gone.contains(n.name()))
        .forEach(n -> needed.addAll(n.inputs()));
    GraphBuilder b = graph.toBuilder(Map.of(), needed::contains);
    metadata.forEach(b::metadata);
    Map<String, Constants> byNode = new HashMap<>();
    replaced.forEach((layer, weights) -> {
      Constants c = constants(layer, weights, b);
      layer.nodes().forEach(n -> byNode.put(n.name(), c));
    });
    for (Node n : graph.nodes()) {
      Constants c = byNode.get(n.name());
      if (c == null) {
        b.node(n.name(), n.op(), n.inputs(), n.outputs());
      } else {
        nodes(n, c, b);
      }
    }
    return b.build(graph.outputs());
  }

  private Constants constants(ConvLayer layer, Separable s, GraphBuilder b) {
    Window window = layer.window();
    long[] depthwise = new long[window.rank() + 2];
    long[] pointwise = new long[window.rank() + 2];
    Arrays.fill(pointwise, 1);
    depthwise[0] = s.components();
    depthwise[1] = 1;
    for (int a = 0; a < window.rank(); a++) {
      depthwise[a + 2] = window.kernel().get(a);
    }
    pointwise[0] = layer.oc();
    pointwise[1] = s.components() / layer.groups();
    String name = layer.name();
    String channels = "";
    if (s.multiplier(layer.ic()) == 0) {
      long[] indices = Arrays.stream(s.channels()).asLongStream().toArray();
      channels = add(b, name + ".channels", Role.LITERAL, Tensor.vector(indices));
    }
    return new Constants(
        layer,
        s,
        channels,
        add(b, name + ".depthwise.weight", Tensor.of(Shape.of(depthwise), s.depthwise())),
        add(b, name + ".pointwise.weight", Tensor.of(Shape.of(pointwise), s.pointwise())),
        add(b, name + ".pointwise.bias", Tensor.of(Shape.of(layer.oc()), s.bias())));
  }

  private String add(GraphBuilder b, String wanted, Tensor tensor) {
    return add(b, wanted, Role.PARAMETER, tensor);
  }

  private String add(GraphBuilder b, String wanted, Role role, Tensor tensor) {
    String name = unique(wanted);
    b.constant(Constant.of(name, role, tensor));
    return name;
  }

  private void nodes(Node n, Constants c, GraphBuilder b) {
    String data = n.inputs().get(0);
    int groups = c.layer.ic();
    if (!c.channels.isEmpty()) {
      String gathered = unique(n.name() + ".gather");
      b.node(gathered, new Gather(1), List.of(data, c.channels), List.of(gathered));
      data = gathered;
      groups = c.weights.components();
    }
    Window window = c.layer.window();
    String depthwise = unique(n.name() + ".depthwise");
    b.node(depthwise, new Conv(window, groups), List.of(data, c.depthwise), List.of(depthwise));
    List<Integer> ones = Collections.nCopies(window.rank(), 1);
    Window point = new Window(ones, ones, ones, Padding.none(window.rank()));
    List<String> inputs = new ArrayList<>(List.of(depthwise, c.pointwise, c.bias));
    b.node(unique(n.name() + ".pointwise"), new Conv(point, c.layer.groups()), inputs, n.outputs());
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }
}
