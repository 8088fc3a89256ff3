package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// The position of the largest or smallest element along an axis, row-major.
public final class ArgReduceKernel implements Kernel {
  @Override
  public String id() {
    return "f32-arg-reduce-scalar";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        work.nodes().size() == 1
            && work.first().op() instanceof ArgReduce
            && available.size() == 1
            && Floats.is(work.graph(), work.first().inputs().get(0));
    return fits ? Optional.of(Layouts.all(1, Layout.PLAIN)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ArgReduce op = (ArgReduce) work.first().op();
    int[] dims = work.inputShape(0).toInts();
    int axis = op.axis() < 0 ? op.axis() + dims.length : op.axis();
    int n = Floats.product(dims, axis, Math.min(axis + 1, dims.length));
    int inner = Floats.product(dims, axis + 1, dims.length);
    Shape out = work.outputShape();
    return (operands, workers) -> {
      float[] src = operands.input(0);
      long[] best = new long[out.elements()];
      workers.run(
          best.length,
          (worker, from, to) -> {
            for (int i = from; i < to; i++) {
              int at = operands.inputOffset(0) + i / inner * n * inner + i % inner;
              best[i] = best(op, src, at, inner, n);
            }
          });
      operands.setOutput(0, Tensor.of(out, best));
    };
  }

  private static int best(ArgReduce op, float[] src, int at, int stride, int n) {
    int best = 0;
    for (int i = 1; i < n; i++) {
      float x = src[at + i * stride];
      float y = src[at + best * stride];
      // Not-a-number counts as the largest.
      boolean above = x > y || (Float.isNaN(x) && !Float.isNaN(y));
      boolean below = x < y || (Float.isNaN(y) && !Float.isNaN(x));
      boolean better = op.max() ? above : below;
      best = better || (op.last() && !above && !below) ? i : best;
    }
    return best;
  }
}
