package dev.sepconv.simd.few;

import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise 3x3 convolution of few channels and the pointwise layer after it, all plain, in one
/// pass: what is between the two never leaves the registers.
public final class FewChannelSeparable implements Kernel {
  @Override
  public String id() {
    return "f32-separable-few-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return Optional.of(ConvWork.chain(work))
        .filter(p -> p.size() == 2)
        .filter(p -> FewChannelDepthwise.isFilter(p.get(0), available))
        .filter(p -> p.get(0).activation().isRange())
        .filter(p -> p.get(1).isPointwise() && p.get(1).residual().isEmpty())
        .flatMap(p -> Geometry.of(p.get(1)))
        .filter(g -> FewChannelConv.isFew(g, available))
        .map(g -> Layouts.all(1, Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    List<ConvWork> pair = ConvWork.chain(work);
    return new SeparableTask(Geometry.of(pair.get(0)).orElseThrow(), pair.get(0), pair.get(1));
  }

  private static final class SeparableTask extends RowPairs {
    private final int oc;
    private final Activation between;
    private final boolean isBetween;
    private final float[] packed;
    private final int block;

    SeparableTask(Geometry g, ConvWork depthwise, ConvWork pointwise) {
      super(g, pointwise.output().dim(1), pointwise.activation());
      oc = pointwise.output().dim(1);
      between = depthwise.activation();
      isBetween = !between.isNone();
      block = 4 + g.ic() * SeparableTile.STEP;
      packed = pack(depthwise, pointwise);
    }

    /// Blocks of four channels; the last channel fills the last block up, which writes it again.
    private float[] pack(ConvWork depthwise, ConvWork pointwise) {
      int blocks = Math.ceilDiv(oc, 4);
      int ic = g.ic();
      float[] packed = new float[blocks * block];
      float[] filters = FewChannelDepthwise.pack(depthwise, ic);
      float[] bias = pointwise.bias().orElseGet(() -> new float[oc]);
      for (int i = 0; i < blocks * 4; i++) {
        int o = Math.min(i, oc - 1);
        int at = i / 4 * block;
        packed[at + i % 4] = bias[o];
        for (int c = 0; c < ic; c++) {
          int to = at + 4 + c * SeparableTile.STEP;
          int filter = FewChannelDepthwise.STEP;
          System.arraycopy(filters, c * filter, packed, to, filter);
          packed[to + filter + i % 4] = pointwise.weights()[o * ic + c];
        }
      }
      return packed;
    }

    @Override
    void pair(float[] src, int s, float[] dst, int d, int below) {
      for (int o = 0; o < oc; o += 4) {
        SeparableTile.run(
            src,
            s,
            plane(),
            row(),
            g.ic(),
            packed,
            o / 4 * block,
            isBetween,
            between.low(),
            between.high(),
            isLimited(),
            low(),
            high(),
            dst,
            channel(d, o),
            channel(d, o + 1),
            channel(d, o + 2),
            channel(d, o + 3),
            below,
            g.ow());
      }
    }
  }
}
