package dev.sepconv.simd.few;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise 3x3 convolution of few channels and the pointwise layer after it, all plain, in one
/// pass: what is between the two are a few rows that stay in the first cache.
public final class FewChannelSeparable implements Kernel {
  @Override
  public String id() {
    return "f32-separable-few-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return Optional.of(ConvWork.chain(work))
        .filter(p -> p.size() == 2)
        .filter(p -> FilteredPairs.accepts(p.get(0), available))
        .filter(p -> p.get(0).activation().isRange())
        .filter(p -> p.get(1).isPointwise() && p.get(1).residual().isEmpty())
        .flatMap(p -> Geometry.of(p.get(1)))
        .filter(g -> FewChannelConv.isFew(g, available))
        .map(g -> Layouts.all(1, Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<ConvWork> pair = ConvWork.chain(work);
    return new SeparableTask(pair.get(0), pair.get(1));
  }

  private static final class SeparableTask extends FilteredPairs {
    private static final int CHANNELS = PointwiseTile.CHANNELS;

    private final int oc;
    private final int blocks;
    private final int width;
    private final float[] packed;

    SeparableTask(ConvWork depthwise, ConvWork pointwise) {
      super(
          depthwise,
          pointwise.output().dim(1),
          pointwise.activation(),
          2 * rows(pointwise) * Layout.pixelStride(pointwise.output().dim(3)));
      oc = pointwise.output().dim(1);
      blocks = Math.ceilDiv(g.ic(), CHANNELS);
      width = Layout.pixelStride(g.ow());
      packed = pack(pointwise);
    }

    /// A row per filtered channel, zero for those that fill the last block up, and a block of sums.
    private static int rows(ConvWork pointwise) {
      return (Math.ceilDiv(pointwise.input().dim(1), CHANNELS) + 1) * CHANNELS;
    }

    /// Blocks of four output channels, in them blocks of four input channels; the last output
    /// channel fills its block up, which writes it again.
    private float[] pack(ConvWork pointwise) {
      int ic = g.ic();
      float[] bias = pointwise.bias().orElseGet(() -> new float[oc]);
      float[] to = new float[Math.ceilDiv(oc, CHANNELS) * blocks * PointwiseTile.STEP];
      for (int i = 0; i < to.length / PointwiseTile.STEP; i++) {
        for (int j = 0; j < CHANNELS; j++) {
          int o = Math.min(i / blocks * CHANNELS + j, oc - 1);
          int c = i % blocks * CHANNELS;
          int at = i * PointwiseTile.STEP;
          int count = Math.min(CHANNELS, ic - c);
          System.arraycopy(pointwise.weights(), o * ic + c, to, at + j * CHANNELS, count);
          to[at + CHANNELS * CHANNELS + j] = bias[o];
        }
      }
      return to;
    }

    @Override
    void pair(
        float[] src,
        int s,
        int plane,
        int row,
        float[] scratch,
        int at,
        float[] dst,
        int d,
        int below) {
      for (int c = 0; c < g.ic(); c++) {
        filter(c, src, s + c * plane, row, scratch, at + c * 2 * width, width);
      }
      mix(scratch, at, dst, d);
      if (below > 0) {
        mix(scratch, at + width, dst, d + below);
      }
    }

    /// Computes a row of all output channels.
    private void mix(float[] scratch, int at, float[] dst, int d) {
      int sums = at + blocks * CHANNELS * 2 * width;
      for (int o = 0; o < oc; o += CHANNELS) {
        for (int i = 0; i < blocks; i++) {
          boolean last = i == blocks - 1;
          PointwiseTile.run(
              scratch,
              at + i * CHANNELS * 2 * width,
              2 * width,
              packed,
              (o / CHANNELS * blocks + i) * PointwiseTile.STEP,
              i > 0,
              sums,
              last && isLimited(),
              low(),
              high(),
              last ? dst : scratch,
              last ? channel(d, o) : sums,
              last ? channel(d, o + 1) : sums + 2 * width,
              last ? channel(d, o + 2) : sums + 4 * width,
              last ? channel(d, o + 3) : sums + 6 * width,
              g.ow());
        }
      }
    }
  }
}
