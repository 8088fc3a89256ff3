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
    int pixels = in.dim(2) * in.dim(3);
    Reduction f = Reduction.of(work.first().op()).orElseThrow();
    int bands = Pool.bands(in.dim(0), pixels);
    boolean plain = layouts.output() == Layout.PLAIN;
    int stride = Layout.pixelStride(in.dim(1));
    return new Pool(
        new Bands(f, in.dim(0), in.dim(1), pixels, bands), stride, plain ? in.dim(1) : stride);
  }

  /// Bands of pixels, so that each worker reads what it has probably written; where there are few
  /// pixels, workers take channels.
  private record Pool(Bands bands, int stride, int resultStride)
      implements Task, Workers.SharedPart<Operands> {
    private static final int BANDS = 8;
    private static final int BAND_PIXELS = 16;

    /// The same however many threads there are: so are the results.
    static int bands(int images, int pixels) {
      return images < BANDS && pixels >= BANDS * BAND_PIXELS ? BANDS : 1;
    }

    @Override
    public int scratchFloats() {
      return bands.scratchFloats();
    }

    @Override
    public void run(Operands operands, Workers workers) {
      int blocks = stride / Layout.BLOCK;
      workers.run(bands.images() * bands.count() * blocks, operands, this);
      bands.join(
          operands.scratch(),
          operands.scratchOffset(0),
          operands.output(0),
          operands.outputOffset(0),
          resultStride);
    }

    @Override
    public void run(Operands operands, int worker, int from, int to) {
      int blocks = stride / Layout.BLOCK;
      int count = bands.count();
      int pixels = bands.pixels();
      for (int item = from; item < to; item++) {
        int band = item / blocks;
        int c = item % blocks * Layout.BLOCK;
        int first = pixels * (band % count) / count;
        int end = pixels * (band % count + 1) / count;
        int at = operands.inputOffset(0) + (band / count * pixels + first) * stride;
        bands.reduce(
            operands.input(0),
            at,
            stride,
            end - first,
            band,
            c,
            c + Layout.BLOCK,
            operands.scratch(),
            operands.scratchOffset(0));
      }
    }
  }
}
