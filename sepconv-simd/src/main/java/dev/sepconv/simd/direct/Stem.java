package dev.sepconv.simd.direct;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.Workers;
import dev.sepconv.simd.elementwise.Epilogue;
import dev.sepconv.simd.gemm.MicroKernels;
import dev.sepconv.simd.gemm.PackedMatrix;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// A convolution of few input channels, which come plain as an image does: vectors run over the
/// output channels, and neighbouring pixels share each weight. Rows are copied with padding and
/// with their columns sorted by the stride, so that neighbouring pixels read neighbouring floats.
public final class Stem implements Kernel {
  /// With more, a plain input is better reordered: a vector of channels costs one load then.
  private static final int MAX_CHANNELS = 4;

  @Override
  public String id() {
    return "f32-conv-stem-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> c.residual().isEmpty() && available.get(0) == Layout.PLAIN)
        .flatMap(Geometry::of)
        .filter(g -> g.groups() == 1 && g.ic() <= MAX_CHANNELS)
        .map(g -> Geometry.layouts(work, Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    return new StemTask(conv, Geometry.of(conv).orElseThrow());
  }

  private static final class StemTask implements Task {
    private static final int LANES = FloatVector.SPECIES_PREFERRED.length();

    /// Rows that are copied at once share the L1 cache with the weights.
    private static final int ROWS_FLOATS = 8192;

    /// What a tile may read beyond the last pixel of a row, and then does not use.
    private static final int SLACK = 16;

    private final Geometry g;
    private final Epilogue epilogue;
    private final PackedMatrix packed;
    private final int[] taps;
    private final StemRows rows;
    private final int chunk;

    StemTask(ConvWork conv, Geometry g) {
      this.g = g;
      epilogue = new Epilogue(conv.activation());
      int terms = g.ic() * g.kh() * g.kw();
      packed = PackedMatrix.of(conv.weights(), g.oc(), terms, conv.bias());
      rows = new StemRows(g);
      taps = rows.taps();
      int fit = (ROWS_FLOATS / rows.rowFloats() - (g.kh() - 1) * g.dh() - 1) / g.sh() + 1;
      chunk = Math.clamp(fit, 1, g.oh());
    }

    @Override
    public int scratchFloats() {
      return rows.floats(chunk) + SLACK + SLACK * 4 * LANES;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      workers.run(
          g.n() * g.oh(),
          (worker, from, to) -> {
            int count;
            for (int r = from; r < to; r += count) {
              int first = r % g.oh();
              count = Math.min(Math.min(to - r, g.oh() - first), chunk);
              int image = operands.inputOffset(0) + r / g.oh() * g.ic() * g.ih() * g.iw();
              int scratch = operands.scratchOffset(worker);
              rows.copy(operands.input(0), image, first, count, operands.scratch(), scratch);
              for (int i = 0; i < count; i++) {
                row(
                    operands.scratch(),
                    scratch + i * g.sh() * rows.rowFloats(),
                    scratch + rows.floats(chunk) + SLACK,
                    operands.output(0),
                    operands.outputOffset(0) + (r + i) * g.ow() * g.outputStride());
              }
            }
          });
    }

    private void row(float[] scratch, int s, int spare, float[] dst, int d) {
      for (int p = 0; p < packed.panels(); p++) {
        int pixels = pixels(packed.vectors(p));
        if (g.ow() < pixels) {
          int width = packed.vectors(p) * LANES;
          tile(p, scratch, s, scratch, spare, width);
          for (int x = 0; x < g.ow(); x++) {
            int to = d + x * g.outputStride() + packed.channel(p);
            System.arraycopy(scratch, spare + x * width, dst, to, width);
          }
          continue;
        }
        for (int x = 0; x < g.ow(); x += pixels) {
          // The last tile overlaps the one before, and writes the same there.
          int at = Math.min(x, g.ow() - pixels);
          int to = d + at * g.outputStride() + packed.channel(p);
          tile(p, scratch, s + at, dst, to, g.outputStride());
        }
      }
      epilogue.function(dst, d, g.ow() * g.outputStride());
    }

    private static int pixels(int vectors) {
      return switch (vectors) {
        case 4 -> StemTile6x4.PIXELS;
        case 3 -> StemTile8x3.PIXELS;
        case 2 -> MicroKernels.MANY_REGISTERS ? StemTile8x2.PIXELS : StemTile6x2.PIXELS;
        default -> StemTile12x1.PIXELS;
      };
    }

    private void tile(int p, float[] src, int s, float[] dst, int d, int step) {
      float[] data = packed.data();
      int panel = packed.offset(p);
      float[] range = epilogue.range();
      switch (packed.vectors(p)) {
        case 4 -> StemTile6x4.run(src, s, taps, data, panel, range, dst, d, step);
        case 3 -> StemTile8x3.run(src, s, taps, data, panel, range, dst, d, step);
        case 2 -> {
          if (MicroKernels.MANY_REGISTERS) {
            StemTile8x2.run(src, s, taps, data, panel, range, dst, d, step);
          } else {
            StemTile6x2.run(src, s, taps, data, panel, range, dst, d, step);
          }
        }
        default -> StemTile12x1.run(src, s, taps, data, panel, range, dst, d, step);
      }
    }
  }
}
