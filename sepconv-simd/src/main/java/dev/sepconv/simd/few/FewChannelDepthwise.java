package dev.sepconv.simd.few;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise 3x3 convolution of few channels, all plain, with a stride of 1.
public final class FewChannelDepthwise implements Kernel {
  @Override
  public String id() {
    return "f32-dwconv-few-3x3-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return ConvWork.of(work)
        .filter(c -> FilteredPairs.accepts(c, available))
        .map(c -> Layouts.all(1, Layout.PLAIN));
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    ConvWork conv = ConvWork.of(work).orElseThrow();
    return new FilterTask(conv);
  }

  private static final class FilterTask extends FilteredPairs {
    FilterTask(ConvWork conv) {
      super(conv, conv.output().dim(1), conv.activation(), 0);
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
      for (int c = 0; c < g.oc(); c++) {
        filter(c, src, s + c * plane, row, dst, channel(d, c), below);
      }
    }
  }
}
