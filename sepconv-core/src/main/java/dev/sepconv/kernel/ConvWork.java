package dev.sepconv.kernel;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.Op;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A convolution or linear layer with what follows it: `activation(layer(x) + residual)`.
///
/// @param graph where it stands
/// @param node the layer
/// @param weights the weights, constant
/// @param bias the bias; empty for none
/// @param residual the name of the value that is added; empty for none
/// @param activation what is applied at the end
/// @param nodes how many nodes of the work this is
@SuppressWarnings("ArrayRecordComponent") // weights are read, never compared
public record ConvWork(
    Graph graph,
    Node node,
    float[] weights,
    Optional<float[]> bias,
    Optional<String> residual,
    Activation activation,
    int nodes) {

  /// Reads a work that begins with a layer of constant float32 weights.
  ///
  /// @param work any work
  /// @return the layer and all that follows it in this work; empty if it is something else
  public static Optional<ConvWork> of(Work work) {
    return at(work, 0).filter(c -> c.nodes == work.nodes().size());
  }

  /// Reads a work of layers one after the other, such as depthwise and pointwise. Only the last may
  /// add a residual.
  ///
  /// @param work any work
  /// @return the layers; none if it is something else
  public static List<ConvWork> chain(Work work) {
    List<ConvWork> layers = new ArrayList<>();
    int begin = 0;
    while (begin < work.nodes().size()) {
      Optional<ConvWork> next = at(work, begin);
      boolean follows =
          next.isPresent()
              && (begin == 0
                  || next.get().node.inputs().get(0).equals(work.nodes().get(begin - 1).output()));
      if (!follows || (!layers.isEmpty() && layers.getLast().residual.isPresent())) {
        return List.of();
      }
      layers.add(next.get());
      begin += next.get().nodes;
    }
    return layers;
  }

  private static Optional<ConvWork> at(Work work, int begin) {
    Graph graph = work.graph();
    Node layer = work.nodes().get(begin);
    boolean linear =
        switch (layer.op()) {
          case Conv _, ConvTranspose _, Gemm _ -> true;
          default -> false;
        };
    if (!linear || layer.inputs().size() < 2) {
      return Optional.empty();
    }
    Optional<float[]> weights = floats(graph, layer, 1);
    Optional<float[]> bias = floats(graph, layer, 2);
    if (weights.isEmpty() || (layer.hasInput(2) && bias.isEmpty())) {
      return Optional.empty();
    }
    Optional<String> residual = Optional.empty();
    Activation activation = Activation.NONE;
    String value = layer.output();
    int end = begin + 1;
    if (end < work.nodes().size() && work.nodes().get(end).op() instanceof Binary b) {
      Node add = work.nodes().get(end);
      boolean first = add.inputs().get(0).equals(value);
      if (b.kind() == Binary.Kind.ADD && (first || add.inputs().get(1).equals(value))) {
        residual = Optional.of(add.inputs().get(first ? 1 : 0));
        value = add.output();
        end++;
      }
    }
    if (end < work.nodes().size() && work.nodes().get(end).inputs().get(0).equals(value)) {
      Optional<Activation> a = Activation.of(graph, work.nodes().get(end));
      if (a.isPresent()) {
        activation = a.get();
        end++;
      }
    }
    return Optional.of(
        new ConvWork(graph, layer, weights.get(), bias, residual, activation, end - begin));
  }

  private static Optional<float[]> floats(Graph graph, Node node, int input) {
    return node.hasInput(input)
        ? graph
            .constant(node.inputs().get(input))
            .map(c -> c.tensor())
            .filter(t -> t.element() == ElementType.FLOAT32)
            .map(t -> t.floats())
        : Optional.empty();
  }

  /// The layer's operator.
  ///
  /// @return a convolution, a transposed one or a linear layer
  public Op op() {
    return node.op();
  }

  /// The operator where it is a convolution over two spatial axes.
  ///
  /// @return the convolution; empty for anything else
  public Optional<Conv> conv2d() {
    return op() instanceof Conv c && c.window().rank() == 2 ? Optional.of(c) : Optional.empty();
  }

  /// The dimensions of what the layer reads.
  ///
  /// @return `N x ic x ih x iw`
  public Shape input() {
    return graph.type(node.inputs().get(0)).shape();
  }

  /// The dimensions of what the layer writes.
  ///
  /// @return `N x oc x oh x ow`
  public Shape output() {
    return graph.type(node.output()).shape();
  }

  /// Whether every channel is convolved alone, with one filter or more each.
  ///
  /// @return whether groups equal the input channels, of which there are several
  public boolean isDepthwise() {
    return op() instanceof Conv c && c.groups() == input().dim(1) && c.groups() > 1;
  }

  /// Whether it is a 1x1 convolution of stride 1 without padding in one group.
  ///
  /// @return whether each pixel is multiplied by one matrix
  public boolean isPointwise() {
    return conv2d()
        .filter(c -> c.groups() == 1)
        .map(Conv::window)
        .filter(w -> w.kernel().equals(List.of(1, 1)) && w.stride().equals(List.of(1, 1)))
        .filter(w -> w.padBegin(0, 1) + w.padEnd(0, 1) + w.padBegin(1, 1) + w.padEnd(1, 1) == 0)
        .isPresent();
  }
}
