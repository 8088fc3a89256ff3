package dev.sepconv.convert;

import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// A normal convolution with trained weights, normalisation folded in, that may become separable.
///
/// @param nodes the nodes that apply these weights; more than one where they are shared
/// @param weights `oc x ic/groups x kernel…`
/// @param bias `oc`
/// @param positions output pixels of all nodes together, of one image where the batch is open
/// @param range what values survive the activation that follows every one of the nodes
public record ConvLayer(
    List<Node> nodes, Tensor weights, Optional<Tensor> bias, long positions, Range range) {
  /// Copies the list.
  public ConvLayer {
    nodes = List.copyOf(nodes);
  }

  /// The values that an activation lets through unchanged; below and above it gives the limit.
  ///
  /// @param low the lower limit, 0 for ReLU; -∞ without one
  /// @param high the upper limit, 6 for ReLU6; ∞ without one
  public record Range(double low, double high) {
    /// No activation, or one that is not of this kind.
    public static final Range ALL = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    /// @param x any value
    /// @return what survives of it
    double clamp(double x) {
      return Math.clamp(x, low, high);
    }
  }

  /// @return the first node's name
  public String name() {
    return nodes.getFirst().name();
  }

  private Conv conv() {
    return (Conv) nodes.getFirst().op();
  }

  /// @return kernel, stride, dilation and padding
  public Window window() {
    return conv().window();
  }

  /// @return groups of the convolution
  public int groups() {
    return conv().groups();
  }

  /// @return input channels
  public int ic() {
    return weights.shape().dim(1) * groups();
  }

  /// @return output channels
  public int oc() {
    return weights.shape().dim(0);
  }

  /// @return output channels of one group
  public int ocPerGroup() {
    return oc() / groups();
  }

  /// @return positions of the kernel, k²
  public int taps() {
    return weights.size() / (weights.shape().dim(0) * weights.shape().dim(1));
  }

  /// @return components of an input channel with which the separable form is exact: min(k², oc)
  public int fullRank() {
    return Math.min(taps(), ocPerGroup());
  }

  /// @return multiply-adds, of one image where the batch is open
  public long macs() {
    return positions * weights.size();
  }

  /// The cost of one component of one input channel, a depthwise filter and its column of the
  /// pointwise weights.
  ///
  /// @return k² + oc/groups weights, and as many multiply-adds per output pixel
  public int componentWeights() {
    return taps() + ocPerGroup();
  }

  /// The filter that output channel `o` has for an input channel.
  ///
  /// @param o an output channel
  /// @param i an input channel within its group
  /// @return where its taps begin in the weights
  int filter(int o, int i) {
    return (o * weights.shape().dim(1) + i) * taps();
  }
}
