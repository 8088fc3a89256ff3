package dev.sepconv.simd.few;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise 3x3 convolution of few channels, all plain, with a stride of 1.
public final class FewChannelDepthwise implements Kernel {
  /// Nine weights and a bias.
  static final int STEP = 10;

  @Override
  public String id() {
    return "f32-dwconv-few-3x3-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> isFilter(c, available))
        .map(c -> Layouts.all(1, Layout.PLAIN));
  }

  /// Whether each of a few channels is filtered by one dense 3x3 kernel of stride 1.
  static boolean isFilter(ConvWork conv, List<Layout> available) {
    return conv.isDepthwise()
        && conv.residual().isEmpty()
        && Geometry.of(conv)
            .filter(g -> FewChannelConv.isFew(g, available) && g.oc() == g.ic())
            .filter(g -> g.kh() == 3 && g.kw() == 3 && g.sh() == 1 && g.dh() * g.dw() == 1)
            .isPresent();
  }

  /// The filters of all channels.
  static float[] pack(ConvWork conv, int channels) {
    float[] packed = new float[channels * STEP];
    for (int c = 0; c < channels; c++) {
      System.arraycopy(conv.weights(), c * 9, packed, c * STEP, 9);
      packed[c * STEP + 9] = conv.bias().isPresent() ? conv.bias().get()[c] : 0;
    }
    return packed;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    return new FilterTask(Geometry.of(conv).orElseThrow(), conv);
  }

  private static final class FilterTask extends RowPairs {
    private final float[] packed;

    FilterTask(Geometry g, ConvWork conv) {
      super(g, g.oc(), conv.activation());
      packed = pack(conv, g.oc());
    }

    @Override
    void pair(float[] src, int s, float[] dst, int d, int below) {
      for (int c = 0; c < g.oc(); c++) {
        FilterTile.run(
            src,
            s + c * plane(),
            row(),
            packed,
            c * STEP,
            isLimited(),
            low(),
            high(),
            dst,
            channel(d, c),
            below,
            g.ow());
      }
    }
  }
}
