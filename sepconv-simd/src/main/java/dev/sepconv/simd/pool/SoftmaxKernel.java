package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Softmax and its logarithm: row-major over any axis, channels last over the channels. Each set of
/// numbers that goes together is computed in scratch memory.
public final class SoftmaxKernel implements Kernel {
  private static final Activation EXP =
      new Activation(
          Optional.of(Unary.of(Unary.Kind.EXP)), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);

  @Override
  public String id() {
    return "f32-softmax-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    if (!Floats.only(work) || available.size() != 1 || !(work.first().op() instanceof Softmax s)) {
      return Optional.empty();
    }
    Shape shape = work.outputShape();
    boolean channels = shape.rank() == 4 && axis(s, shape) == 1 && !s.trailing();
    return Optional.of(Layouts.all(1, channels ? available.get(0) : Layout.PLAIN));
  }

  private static int axis(Softmax s, Shape shape) {
    return s.axis() < 0 ? s.axis() + shape.rank() : s.axis();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Softmax s = (Softmax) work.first().op();
    Shape shape = work.outputShape();
    int[] dims = shape.toInts();
    if (layouts.output() == Layout.CHANNELS_LAST) {
      int pixels = dims[0] * dims[2] * dims[3];
      return new Sets(s.log(), pixels, dims[1], 1, Layout.pixelStride(dims[1]));
    }
    int axis = axis(s, shape);
    int end = s.trailing() ? dims.length : Math.min(axis + 1, dims.length);
    int n = Floats.product(dims, axis, end);
    int inner = Floats.product(dims, end, dims.length);
    return new Sets(s.log(), Floats.product(dims, 0, axis) * inner, n, inner, n * inner);
  }

  /// @param log whether the logarithm is wanted
  /// @param sets how many sets there are
  /// @param n the elements of a set
  /// @param inner the distance between them, and how many sets lie between each other
  /// @param outer the distance between two groups of such sets
  private record Sets(boolean log, int sets, int n, int inner, int outer) implements Task {
    @Override
    public int scratchFloats() {
      return (Math.ceilDiv(n, Layout.BLOCK) + 1) * Layout.BLOCK;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      float[] scratch = operands.scratch();
      workers.run(
          sets,
          (worker, from, to) -> {
            for (int i = from; i < to; i++) {
              int at = i / inner * outer + i % inner;
              one(
                  src,
                  operands.inputOffset(0) + at,
                  dst,
                  operands.outputOffset(0) + at,
                  scratch,
                  operands.scratchOffset(worker));
            }
          });
    }

    private void one(float[] src, int at, float[] dst, int to, float[] scratch, int so) {
      int lanes = so + scratchFloats() - Layout.BLOCK;
      int length = lanes - so;
      load(src, at, scratch, so, length);
      float max = Columns.row(Reduction.MAX, scratch, so, n, scratch, lanes);
      SoftmaxLoops.subtract(scratch, so, length, max);
      VectorFunctions.apply(EXP, scratch, so, length);
      float sum = Columns.row(Reduction.SUM, scratch, so, length, scratch, lanes);
      if (log) {
        load(src, at, scratch, so, length);
        SoftmaxLoops.subtract(scratch, so, length, max);
        SoftmaxLoops.subtract(scratch, so, length, (float) Math.log(sum));
      } else {
        SoftmaxLoops.divide(scratch, so, length, sum);
      }
      if (inner == 1) {
        System.arraycopy(scratch, so, dst, to, n);
      } else {
        for (int i = 0; i < n; i++) {
          dst[to + i * inner] = scratch[so + i];
        }
      }
    }

    /// Whole vectors, filled up with what becomes 0.
    private void load(float[] src, int at, float[] scratch, int so, int length) {
      Arrays.fill(scratch, so + length - Layout.BLOCK, so + length, Float.NEGATIVE_INFINITY);
      if (inner == 1) {
        System.arraycopy(src, at, scratch, so, n);
      } else {
        for (int i = 0; i < n; i++) {
          scratch[so + i] = src[at + i * inner];
        }
      }
    }
  }
}
