package dev.sepconv.simd.pointwise;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.gemm.PackedMatrix;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;
import java.util.Optional;

/// Rows times a constant matrix: `activation(alpha · src · W + beta · bias)`.
///
/// @param rows the rows of the input, all axes but the last taken together
/// @param in the inner dimension
/// @param out the columns
/// @param weights the matrix as it is stored
/// @param transposed whether it is stored `out x in`
/// @param alpha the factor of the product
/// @param bias one per column, with its factor applied; empty for none
/// @param activation what is applied at the end
@SuppressWarnings("ArrayRecordComponent") // weights are read, never compared
record MatrixLayer(
    int rows,
    int in,
    int out,
    float[] weights,
    boolean transposed,
    float alpha,
    Optional<float[]> bias,
    Activation activation) {

  /// Reads a linear layer with what follows it, or a product with a constant on its right.
  static Optional<MatrixLayer> of(Work work) {
    return work.first().op() instanceof MatMul ? ofMatMul(work) : ofGemm(work);
  }

  private static Optional<MatrixLayer> ofGemm(Work work) {
    Optional<ConvWork> layer = ConvWork.of(work);
    if (layer.isEmpty()
        || layer.get().residual().isPresent()
        || !(layer.get().op() instanceof Gemm g)
        || g.transA()
        || !isKnown(work.graph(), layer.get().node())) {
      return Optional.empty();
    }
    Shape input = layer.get().input();
    int out = layer.get().output().dim(1);
    Optional<float[]> bias = row(work.graph(), layer.get().node(), out, g.beta());
    if (layer.get().bias().isPresent() && bias.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MatrixLayer(
            input.dim(0),
            input.dim(1),
            out,
            layer.get().weights(),
            g.transB(),
            g.alpha(),
            bias,
            layer.get().activation()));
  }

  private static Optional<MatrixLayer> ofMatMul(Work work) {
    Node node = work.first();
    Optional<Tensor> right =
        work.graph()
            .constant(node.inputs().get(1))
            .map(Constant::tensor)
            .filter(t -> t.element() == ElementType.FLOAT32)
            .filter(t -> t.shape().rank() == 1 || t.shape().rank() == 2);
    if (work.nodes().size() > 1
        || right.isEmpty()
        || work.graph().constant(node.inputs().get(0)).isPresent()
        || !isKnown(work.graph(), node)) {
      return Optional.empty();
    }
    Shape b = right.get().shape();
    int in = b.dim(0);
    int out = b.rank() == 1 ? 1 : b.dim(1);
    int rows = work.outputShape().elements() / out;
    return Optional.of(
        new MatrixLayer(
            rows, in, out, right.get().floats(), false, 1, Optional.empty(), Activation.NONE));
  }

  /// Whether a product's operands are floats of known, nonempty shapes.
  static boolean isKnown(Graph graph, Node node) {
    return node.inputs().stream()
            .limit(2)
            .filter(i -> !i.equals(Node.ABSENT))
            .map(graph::type)
            .allMatch(t -> isKnown(t) && t.shape().elements() > 0)
        && isKnown(graph.type(node.output()));
  }

  private static boolean isKnown(TensorType t) {
    return t.element() == ElementType.FLOAT32 && t.isStatic();
  }

  /// The third input of a {@link Gemm} as one number per column, times a factor.
  ///
  /// @return empty if there is none, or it is no constant, or rows differ in it
  static Optional<float[]> row(Graph graph, Node node, int columns, float factor) {
    Optional<Tensor> bias =
        node.hasInput(2)
            ? graph.constant(node.inputs().get(2)).map(Constant::tensor)
            : Optional.empty();
    return bias.filter(t -> t.element() == ElementType.FLOAT32)
        .filter(t -> t.size() == 1 || (t.size() == columns && t.shape().dim(-1) == columns))
        .map(t -> {
          float[] row = t.size() == 1 ? filled(columns, t.floats()[0]) : t.floats().clone();
          for (int i = 0; i < columns; i++) {
            row[i] *= factor;
          }
          return row;
        });
  }

  private static float[] filled(int n, float value) {
    float[] x = new float[n];
    Arrays.fill(x, value);
    return x;
  }

  PackedMatrix pack() {
    float[] w = weights;
    if (alpha != 1) {
      w = w.clone();
      for (int i = 0; i < w.length; i++) {
        w[i] *= alpha;
      }
    }
    return PackedMatrix.of(w, out, transposed ? in : 1, in, transposed ? 1 : out, bias);
  }
}
