package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// The largest element or the mean of each channel.
final class ScalarGlobalPool implements Kernel {
  @Override
  public String id() {
    return "f32-globalpool-scalar";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        work.nodes().size() == 1
            && work.inputs().size() == 1
            && work.first().op() instanceof GlobalPool p
            && p.kind() != Pool.Kind.LP
            && work.graph().type(work.inputs().get(0)).element() == ElementType.FLOAT32
            && work.graph().type(work.inputs().get(0)).isStatic()
            && work.inputShape(0).elements() > 0;
    return fits ? Optional.of(Layouts.all(1, Layout.PLAIN)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    boolean max = ((GlobalPool) work.first().op()).kind() == Pool.Kind.MAX;
    Shape in = work.inputShape(0);
    int planes = in.dim(0) * in.dim(1);
    int size = in.elements() / planes;
    return (operands, workers) ->
        workers.run(
            planes,
            (worker, from, to) -> {
              for (int p = from; p < to; p++) {
                int at = operands.inputOffset(0) + p * size;
                float[] src = operands.input(0);
                operands.output(0)[operands.outputOffset(0) + p] =
                    max ? max(src, at, size) : (float) (sum(src, at, size) / size);
              }
            });
  }

  /// Four sums at once, as each addition waits for the one before it.
  private static double sum(float[] src, int at, int n) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 4 <= n; i += 4) {
      a += src[at + i];
      b += src[at + i + 1];
      c += src[at + i + 2];
      d += src[at + i + 3];
    }
    for (; i < n; i++) {
      a += src[at + i];
    }
    return a + b + (c + d);
  }

  private static float max(float[] src, int at, int n) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, src[at + i]);
    }
    return max;
  }
}
