package dev.sepconv.simd.pool;

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

/// A reduction over all pixels, channels last: `N x C x H x W` to `N x C x 1 x 1` or `N x C`.
public final class GlobalPoolKernel implements Kernel {
  @Override
  public String id() {
    return "f32-global-pool-nhwc-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    boolean fits =
        Floats.only(work)
            && available.size() == 1
            && available.get(0) == Layout.CHANNELS_LAST
            && ReducedAxes.of(work).filter(a -> a.begin() == 2 && a.end() == 4).isPresent();
    if (!fits) {
      return Optional.empty();
    }
    Layout out = work.outputShape().rank() == 4 ? Layout.CHANNELS_LAST : Layout.PLAIN;
    return Optional.of(new Layouts(List.of(Layout.CHANNELS_LAST), out));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    Shape in = work.inputShape(0);
    boolean plain = layouts.output() == Layout.PLAIN;
    return new Pool(
        Reduction.of(work.first().op()).orElseThrow(),
        in.dim(0),
        in.dim(1),
        in.dim(2) * in.dim(3),
        plain);
  }

  /// Bands of pixels are reduced one by one and then joined, so that each worker reads what it has
  /// probably written; where there are few pixels, workers take channels.
  private record Pool(Reduction f, int n, int channels, int pixels, boolean plain)
      implements Task, Workers.SharedPart<Operands> {
    private static final int BANDS = 8;
    private static final int BAND_PIXELS = 16;

    /// The same however many threads there are: so are the results.
    private int bands() {
      return n < BANDS && pixels >= BANDS * BAND_PIXELS ? BANDS : 1;
    }

    private int stride() {
      return Layout.pixelStride(channels);
    }

    @Override
    public int scratchFloats() {
      return n * bands() * stride() + Layout.BLOCK;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      workers.run(n * bands() * stride() / Layout.BLOCK, operands, this);
      join(operands, partial(operands));
    }

    private static int partial(Operands operands) {
      return operands.scratchOffset(0) + Layout.BLOCK;
    }

    @Override
    public void run(Operands operands, int worker, int from, int to) {
      int bands = bands();
      int blocks = stride() / Layout.BLOCK;
      for (int item = from; item < to; item++) {
        int band = item / blocks;
        int c = item % blocks * Layout.BLOCK;
        int first = pixels * (band % bands) / bands;
        int end = pixels * (band % bands + 1) / bands;
        int at = operands.inputOffset(0) + (band / bands * pixels + first) * stride() + c;
        int sum = partial(operands) + band * stride() + c;
        reduce(f, operands.input(0), at, end - first, operands.scratch(), sum);
      }
    }

    private void join(Operands operands, int partial) {
      float[] scratch = operands.scratch();
      int all = operands.scratchOffset(0);
      for (int image = 0; image < n; image++) {
        int to = operands.outputOffset(0) + image * (plain ? channels : stride());
        for (int c = 0; c < stride(); c += Layout.BLOCK) {
          int at = partial + image * bands() * stride() + c;
          reduce(f.joining(), scratch, at, bands(), scratch, all);
          int width = plain ? Math.min(channels - c, Layout.BLOCK) : Layout.BLOCK;
          for (int l = 0; l < width; l++) {
            operands.output(0)[to + c + l] = f.end(scratch[all + l], pixels);
          }
        }
      }
    }

    private void reduce(Reduction r, float[] src, int at, int count, float[] dst, int to) {
      for (int l = 0; l < Layout.BLOCK; l += Columns.LANES) {
        Columns.reduce(r, src, at + l, stride(), count, dst, to + l);
      }
    }
  }
}
