package dev.sepconv.draw.figure;

import dev.sepconv.analysis.Derivation;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.TensorType;

/// One convolution of a graph, in the sizes that a figure shows.
///
/// @param kind how its kernels see the channels
/// @param input what goes in
/// @param kernel one of its kernels; as many channels as it sees
/// @param output what comes out, a channel per kernel
/// @param window how it slides
/// @param numbers its parameters and MACs, and how they come about
record ConvStep(
    Kind kind, Volume input, Volume kernel, Volume output, Window window, Derivation numbers) {
  /// How kernels see the channels.
  enum Kind {
    NORMAL,
    DEPTHWISE,
    POINTWISE;

    /// @return whether each kernel has a channel of its own
    boolean ownChannel() {
      return this == DEPTHWISE;
    }
  }

  /// Channels x height x width.
  record Volume(int channels, int height, int width) {
    static Volume of(TensorType type) {
      return new Volume(dim(type, 1), dim(type, 2), dim(type, 3));
    }

    private static int dim(TensorType type, int axis) {
      return Math.toIntExact(type.dim(axis).value());
    }

    /// @return such as `3 × 224 × 224`
    @Override
    public String toString() {
      return channels + " × " + height + " × " + width;
    }
  }

  /// @param kind what it is drawn as
  /// @param n a two-dimensional convolution
  /// @param g its graph, sizes fully known
  /// @return its sizes and numbers
  static ConvStep of(Kind kind, Node n, Graph g) {
    return new ConvStep(
        kind,
        Volume.of(g.type(n.inputs().get(0))),
        Volume.of(g.type(n.inputs().get(1))),
        Volume.of(g.type(n.output())),
        ((Conv) n.op()).window(),
        Derivation.ofConvolution(n, g));
  }
}
