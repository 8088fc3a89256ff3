package dev.sepconv.simd.pool;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.move.Floats;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A reduction over neighbouring axes, row-major: of `outer x count x inner` to `outer x inner`.
public final class ReduceKernel implements Kernel {
  @Override
  public String id() {
    return "f32-reduce-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits = Floats.only(work) && available.size() == 1 && ReducedAxes.of(work).isPresent();
    return fits ? Optional.of(Layouts.all(1, Layout.PLAIN)) : Optional.empty();
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ReducedAxes axes = ReducedAxes.of(work).orElseThrow();
    int[] dims = work.inputShape(0).toInts();
    return new Reduce(
        Reduction.of(work.first().op()).orElseThrow(),
        Floats.product(dims, 0, axes.begin()),
        Floats.product(dims, axes.begin(), axes.end()),
        Floats.product(dims, axes.end(), dims.length));
  }

  private record Reduce(Reduction f, int outer, int count, int inner) implements Task {
    @Override
    public int scratchFloats() {
      return Layout.BLOCK;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      int so = operands.inputOffset(0);
      int to = operands.outputOffset(0);
      int blocks = Math.ceilDiv(inner, Columns.LANES);
      workers.run(
          outer * blocks,
          (worker, from, end) -> {
            float[] scratch = operands.scratch();
            int s = operands.scratchOffset(worker);
            for (int item = from; item < end; item++) {
              int row = item / blocks;
              int first = item % blocks * Columns.LANES;
              int at = so + row * count * inner;
              int result = to + row * inner;
              if (inner == 1) {
                dst[result] = f.end(Columns.row(f, src, at, count, scratch, s), count);
              } else if (inner < Columns.LANES) {
                narrow(src, at, dst, result);
              } else {
                // The last vector overlaps the one before; of its results only the new ones count.
                int begin = Math.min(first, inner - Columns.LANES);
                Columns.reduce(f, src, at + begin, inner, count, scratch, s);
                for (int i = first; i < Math.min(first + Columns.LANES, inner); i++) {
                  dst[result + i] = f.end(scratch[s + i - begin], count);
                }
              }
            }
          });
    }

    private void narrow(float[] src, int at, float[] dst, int to) {
      for (int i = 0; i < inner; i++) {
        float all = f.start();
        for (int k = 0; k < count; k++) {
          all = f.join(all, f.of(src[at + k * inner + i]));
        }
        dst[to + i] = f.end(all, count);
      }
    }
  }
}
