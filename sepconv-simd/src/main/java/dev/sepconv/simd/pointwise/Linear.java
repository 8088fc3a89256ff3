package dev.sepconv.simd.pointwise;

import dev.sepconv.graph.op.Gemm;
import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.Simd;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.simd.gemm.PackedMatrix;
import java.util.List;
import java.util.Optional;

/// A linear layer with constant weights: `N x in` to `N x out`. For one row it is bound by reading
/// the weights once.
public final class Linear implements Kernel {
  @Override
  public String id() {
    return "f32-linear-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> c.op() instanceof Gemm g && !g.transA() && g.alpha() == 1 && g.beta() == 1)
        .filter(c -> c.residual().isEmpty() && VectorFunctions.supports(c.activation()))
        .filter(c -> c.bias().isEmpty() || c.bias().get().length == c.output().dim(1))
        .map(c -> Layouts.all(available.size(), Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork layer = ConvWork.of(work).orElseThrow();
    boolean transposed = ((Gemm) layer.op()).transB();
    int in = layer.input().dim(1);
    int out = layer.output().dim(1);
    float[] w = layer.weights();
    PackedMatrix matrix =
        new PackedMatrix(
            out, in, (o, i) -> transposed ? w[o * in + i] : w[i * out + o], layer.bias());
    return new LinearTask(matrix, layer.input().dim(0), in, out, layer.activation());
  }

  /// Vectors reach beyond the last output, so a row is computed in scratch memory and copied.
  private record LinearTask(PackedMatrix matrix, int rows, int in, int out, Activation activation)
      implements Task {
    @Override
    public int scratchFloats() {
      return rows * Layout.pixelStride(out);
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      float[] scratch = operands.scratch();
      int stride = Layout.pixelStride(out);
      workers.run(
          matrix.panels(),
          (worker, from, to) -> {
            int s = operands.scratchOffset(worker);
            matrix.multiply(
                from,
                to,
                src,
                operands.inputOffset(0),
                in,
                rows,
                scratch,
                s,
                stride,
                scratch,
                s,
                0,
                activation.low(),
                activation.high());
            int begin = matrix.column(from);
            int end = matrix.column(to);
            VectorFunctions.apply(activation, scratch, s + begin, rows, stride, end - begin);
            for (int r = 0; r < rows; r++) {
              System.arraycopy(
                  scratch,
                  s + r * stride + begin,
                  dst,
                  operands.outputOffset(0) + r * out + begin,
                  Math.min(end, out) - begin);
            }
          });
    }
  }
}
