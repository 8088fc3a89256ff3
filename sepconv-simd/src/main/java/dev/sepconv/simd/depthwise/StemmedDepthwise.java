package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.direct.Geometry;
import dev.sepconv.simd.direct.StemLayer;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A network's first convolution, the depthwise one after it, and the pointwise layer that follows
/// at once, if one does and does not widen: how all MobileNets begin. Rows between them stay in
/// scratch memory. As with {@link ExpandedDepthwise}, it pays where what the first one writes would
/// not stay in the cache.
public final class StemmedDepthwise implements Kernel {
  @Override
  public String id() {
    return "f32-stem-dwconv-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return Chain.of(work)
        .filter(c -> BlockTask.follows(c) && fits(c.layers().getFirst()))
        .filter(_ -> available.get(0) == Layout.PLAIN)
        .map(c -> Geometry.layouts(work, Layout.PLAIN));
  }

  private static boolean fits(ConvWork first) {
    return StemLayer.fits(first) && ExpandedDepthwise.pays(first);
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return BlockTask.of(work);
  }
}
