package dev.sepconv.simd.pointwise;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.gemm.Panels;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// The product of two matrices neither of which need be constant, for every element of a batch, as
/// in attention: `m x k` times `k x n`, the right one packed panel by panel in every run.
public final class Product implements Kernel {
  @Override
  public String id() {
    return "f32-matmul-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        work.nodes().size() == 1
            && MatrixLayer.isKnown(work.graph(), work.first())
            && inputsVary(work.graph(), work.first())
            && switch (work.first().op()) {
              case MatMul _ -> true;
              case Gemm g -> g.alpha() == 1 && !g.transA() && addsRow(work, g);
              default -> false;
            };
    return fits ? Optional.of(Layouts.all(available.size(), Layout.PLAIN)) : Optional.empty();
  }

  private static boolean inputsVary(Graph graph, Node node) {
    return node.inputs().stream().limit(2).allMatch(i -> graph.constant(i).isEmpty());
  }

  private static boolean addsRow(Work work, Gemm g) {
    return !work.first().hasInput(2)
        || MatrixLayer.row(work.graph(), work.first(), work.outputShape().dim(1), g.beta())
            .isPresent();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Node node = work.first();
    Shape a = work.graph().type(node.inputs().get(0)).shape();
    Shape b = work.graph().type(node.inputs().get(1)).shape();
    int left = work.inputs().indexOf(node.inputs().get(0));
    int right = work.inputs().indexOf(node.inputs().get(1));
    int k = a.dim(-1);
    if (node.op() instanceof Gemm g) {
      int n = work.outputShape().dim(1);
      return new ProductTask(
          left,
          right,
          a.dim(0),
          k,
          n,
          g.transB() ? k : 1,
          g.transB() ? 1 : n,
          new int[1],
          new int[1],
          new Panels(n, k),
          MatrixLayer.row(work.graph(), node, n, g.beta()));
    }
    int m = a.rank() == 1 ? 1 : a.dim(-2);
    int n = b.rank() == 1 ? 1 : b.dim(-1);
    int[] batch = batch(work.outputShape(), Math.min(a.rank() - 1, 1) + Math.min(b.rank() - 1, 1));
    return new ProductTask(
        left,
        right,
        m,
        k,
        n,
        1,
        n,
        offsets(batch, batch(a, 2), m * k),
        offsets(batch, batch(b, 2), k * n),
        new Panels(n, k),
        Optional.empty());
  }

  /// The axes of a shape before the last ones.
  private static int[] batch(Shape shape, int last) {
    int[] dims = new int[Math.max(shape.rank() - last, 0)];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = shape.dim(i);
    }
    return dims;
  }

  /// Where the matrix of an operand lies for every element of the batch that it is broadcast to.
  private static int[] offsets(int[] batch, int[] own, int size) {
    int count = 1;
    for (int d : batch) {
      count *= d;
    }
    int[] offsets = new int[count];
    for (int i = 0; i < count; i++) {
      int rest = i;
      int stride = size;
      for (int axis = 1; axis <= own.length; axis++) {
        int dim = own[own.length - axis];
        int wide = batch[batch.length - axis];
        offsets[i] += dim == 1 ? 0 : rest % wide * stride;
        rest /= wide;
        stride *= dim;
      }
    }
    return offsets;
  }
}
