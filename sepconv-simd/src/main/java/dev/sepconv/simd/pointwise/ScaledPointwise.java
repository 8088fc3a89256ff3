package dev.sepconv.simd.pointwise;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// A {@link Pointwise} layer of stride 1 whose input channels are multiplied by a factor each, as a
/// squeeze-excite block ends: `dst[p] = activation(W · (factors ∘ src[p]) + bias + residual[p])`.
public final class ScaledPointwise implements Kernel {
  /// A layer and what goes into it.
  ///
  /// @param source the name of the value that is multiplied
  /// @param factors the name of the factors, one per image and channel
  /// @param layer the layer
  private record Scaled(String source, String factors, ConvWork layer) {
    static Optional<Scaled> of(Work work) {
      Node product = work.first();
      if (!(product.op() instanceof Binary b)
          || b.kind() != Binary.Kind.MUL
          || work.nodes().size() == 1) {
        return Optional.empty();
      }
      Graph graph = work.graph();
      Work rest = new Work(graph, work.nodes().subList(1, work.nodes().size()));
      boolean first = areFactors(graph, product.inputs().get(0), product);
      String factors = product.inputs().get(first ? 0 : 1);
      String source = product.inputs().get(first ? 1 : 0);
      boolean fits =
          areFactors(graph, factors, product)
              && work.inputs().contains(factors)
              && work.inputs().contains(source)
              && graph.type(source).equals(graph.type(product.output()));
      return ConvWork.of(rest)
          .filter(c -> fits && c.node().inputs().get(0).equals(product.output()))
          .map(c -> new Scaled(source, factors, c));
    }

    private static boolean areFactors(Graph graph, String value, Node product) {
      if (!graph.type(value).isStatic() || !graph.type(product.output()).isStatic()) {
        return false;
      }
      Shape out = graph.type(product.output()).shape();
      return out.rank() == 4
          && graph.type(value).shape().equals(Shape.of(out.dim(0), out.dim(1), 1, 1));
    }
  }

  @Override
  public String id() {
    return "f32-scaled-pointwise-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return Scaled.of(work)
        .filter(s -> s.layer.isPointwise() && Pointwise.fits(work, s.layer))
        .map(s -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Scaled s = Scaled.of(work).orElseThrow();
    List<String> inputs = work.inputs();
    int source = inputs.indexOf(s.source);
    return new ScaledTask(
        new PointwiseTask(work, s.layer, source),
        s.layer.input(),
        source,
        inputs.indexOf(s.factors));
  }
}
