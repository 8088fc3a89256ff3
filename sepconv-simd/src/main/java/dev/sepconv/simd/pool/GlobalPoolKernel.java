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

  private record Pool(Reduction f, int n, int channels, int pixels, boolean plain) implements Task {
    @Override
    public int scratchFloats() {
      return Layout.BLOCK;
    }

    @Override
    public void run(Operands operands, Workers workers) {
      float[] src = operands.input(0);
      float[] dst = operands.output(0);
      float[] scratch = operands.scratch();
      int stride = Layout.pixelStride(channels);
      int blocks = stride / Layout.BLOCK;
      workers.run(
          n * blocks,
          (worker, from, to) -> {
            int so = operands.scratchOffset(worker);
            for (int item = from; item < to; item++) {
              int image = item / blocks;
              int c = item % blocks * Layout.BLOCK;
              int at = operands.inputOffset(0) + image * pixels * stride + c;
              for (int l = 0; l < Layout.BLOCK; l += Columns.LANES) {
                Columns.reduce(f, src, at + l, stride, pixels, scratch, so + l);
              }
              int width = plain ? Math.min(channels - c, Layout.BLOCK) : Layout.BLOCK;
              int begin = operands.outputOffset(0) + image * (plain ? channels : stride) + c;
              for (int l = 0; l < width; l++) {
                dst[begin + l] = f.end(scratch[so + l], pixels);
              }
            }
          });
    }
  }
}
