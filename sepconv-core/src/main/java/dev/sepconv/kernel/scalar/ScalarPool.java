package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The largest element or the mean of a window that slides over one axis or two.
final class ScalarPool implements Kernel {
  /// Output pixels that are done together: three rows of them stay in the first cache.
  private static final int TILE = 1024;

  @Override
  public String id() {
    return "f32-pool-scalar";
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        work.nodes().size() == 1
            && work.inputs().size() == 1
            && work.outputs().size() == 1
            && work.first().op() instanceof Pool p
            && p.kind() != Pool.Kind.LP
            && p.window().rank() <= 2
            && work.graph().type(work.inputs().get(0)).element() == ElementType.FLOAT32
            && work.graph().type(work.inputs().get(0)).isStatic()
            && work.inputShape(0).elements() > 0
            && work.outputShape().elements() > 0;
    return fits ? Optional.of(Layouts.all(1, Layout.PLAIN)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Pool p = (Pool) work.first().op();
    Shape in = work.inputShape(0);
    Window w = p.window();
    Patches patches = new Patches(w, in, work.outputShape());
    int last = w.rank() - 1;
    int padBottom = last == 0 ? 0 : w.padEnd(0, in.dim(2));
    float[] counts =
        patches.counts(padBottom, w.padEnd(last, in.dim(2 + last)), p.countIncludePad());
    return new PoolTask(patches, p.kind() == Pool.Kind.MAX, counts, in.dim(0) * in.dim(1));
  }

  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  private record PoolTask(Patches patches, boolean max, float[] counts, int planes)
      implements Task {
    @Override
    public void run(Operands operands, Workers workers) {
      int tiles = Math.ceilDiv(patches.pixels(), TILE);
      workers.run(
          Math.multiplyExact(planes, tiles),
          (worker, from, to) -> {
            float[] row = new float[TILE];
            float[] result = new float[TILE];
            for (int i = from; i < to; i++) {
              tile(operands, i / tiles, i % tiles * TILE, row, result);
            }
          });
    }

    private void tile(Operands operands, int plane, int pixel, float[] row, float[] result) {
      int n = Math.min(TILE, patches.pixels() - pixel);
      float neutral = max ? Float.NEGATIVE_INFINITY : 0;
      int at = operands.inputOffset(0) + plane * patches.ih * patches.iw;
      Arrays.fill(result, 0, n, neutral);
      for (int k = 0; k < patches.taps(); k++) {
        patches.copy(operands.input(0), at, k, pixel, row, n, neutral);
        if (max) {
          Rows.max(result, row, n);
        } else {
          Rows.add(result, row, n);
        }
      }
      if (!max) {
        System.arraycopy(counts, pixel, row, 0, n);
        Rows.divide(result, row, n);
      }
      int to = operands.outputOffset(0) + plane * patches.pixels() + pixel;
      System.arraycopy(result, 0, operands.output(0), to, n);
    }
  }
}
