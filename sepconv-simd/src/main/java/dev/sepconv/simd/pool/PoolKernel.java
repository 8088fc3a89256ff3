package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.Pool;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.Shape;
import java.util.List;
import java.util.Optional;

/// Maximum and average pools over two spatial axes, channels last.
public final class PoolKernel implements Kernel {
  @Override
  public String id() {
    return "f32-pool-nhwc-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && available.size() == 1
            && work.first().op() instanceof Pool p
            && p.window().rank() == 2
            && Reduction.of(p).isPresent()
            && work.outputs().size() == 1;
    return fits ? Optional.of(Layouts.all(1, Layout.CHANNELS_LAST)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Pool p = (Pool) work.first().op();
    Shape in = work.inputShape(0);
    Shape out = work.outputShape();
    return new Windows(
        p.kind() == Pool.Kind.MAX,
        in.dim(0),
        Layout.pixelStride(in.dim(1)),
        PoolAxis.of(p, 0, in.dim(2), out.dim(2)),
        PoolAxis.of(p, 1, in.dim(3), out.dim(3)));
  }

  private record Windows(boolean max, int n, int channels, PoolAxis rows, PoolAxis columns)
      implements Task {
    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      int oh = rows.outputs();
      workers.run(
          n * oh,
          (worker, from, to) -> {
            for (int item = from; item < to; item++) {
              int image = item / oh;
              int so = operands.inputOffset(0) + image * rows.input() * columns.input() * channels;
              row(src, so, dst, operands.outputOffset(0), item, item % oh);
            }
          });
    }

    private void row(float[] src, int so, float[] dst, int out, int item, int y) {
      int line = columns.input() * channels;
      int first = so + rows.first()[y] * line;
      int kh = rows.taps()[y];
      int stepY = rows.step() * line;
      int stepX = columns.step() * channels;
      for (int x = 0; x < columns.outputs(); x++) {
        int at = first + columns.first()[x] * channels;
        int to = out + (item * columns.outputs() + x) * channels;
        int kw = columns.taps()[x];
        if (max) {
          PoolLoops.max(src, at, kh, stepY, kw, stepX, dst, to, channels);
        } else {
          float count = (float) rows.counted()[y] * columns.counted()[x];
          PoolLoops.mean(src, at, kh, stepY, kw, stepX, count, dst, to, channels);
        }
      }
    }
  }
}
