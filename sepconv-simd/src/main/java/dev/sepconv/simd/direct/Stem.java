package dev.sepconv.simd.direct;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// A convolution of few input channels, as {@link StemLayer} computes it, into memory.
public final class Stem implements Kernel {
  @Override
  public String id() {
    return "f32-conv-stem-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> available.get(0) == Layout.PLAIN && StemLayer.fits(c))
        .map(c -> Geometry.layouts(work, Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return new StemTask(new StemLayer(ConvWork.of(work).orElseThrow()));
  }

  private static final class StemTask implements Task {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    /// Rows that are copied at once share the L1 cache with the weights.
    private static final int ROWS_FLOATS = 8192;

    private final StemLayer layer;
    private final Geometry g;
    private final int chunk;

    StemTask(StemLayer layer) {
      this.layer = layer;
      g = layer.geometry();
      int fit = (ROWS_FLOATS / layer.rowFloats() - (g.kh() - 1) * g.dh() - 1) / g.sh() + 1;
      chunk = Math.clamp(fit, 1, g.oh());
    }

    @Override
    public int scratchFloats() {
      return layer.scratchFloats(chunk);
    }

    @Override
    public void run(Operands operands, Workers workers) {
      workers.run(
          g.n() * g.oh(),
          (worker, from, to) -> {
            int count;
            for (int r = from; r < to; r += count) {
              count = Math.min(Math.min(to - r, g.oh() - r % g.oh()), chunk);
              int copies = operands.scratchOffset(worker);
              layer.copy(
                  operands.input(0), operands.inputOffset(0), r, count, operands.scratch(), copies);
              for (int i = 0; i < count; i++) {
                row(operands, copies, i, r + i);
              }
            }
          });
    }

    private void row(Operands operands, int copies, int i, int row) {
      int pixel = g.outputStride();
      int d = operands.outputOffset(0) + row * g.ow() * pixel;
      float[] dst = operands.output(0);
      for (int p = 0; p < layer.matrix().panels(); p++) {
        int to = d + layer.matrix().channel(p);
        layer.row(p, operands.scratch(), copies, chunk, i, g.ow(), dst, to, pixel, LANES);
      }
      layer.function(dst, d, g.ow() * pixel);
    }
  }
}
