package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A pointwise layer that expands, the depthwise convolution after it, and the pointwise layer that
/// projects back, if one follows at once and does not widen: the inverted residual of MobileNetV2.
/// The expanded rows stay in scratch memory.
///
/// It pays where the expanded value would not stay in the L2 cache; elsewhere the expanding layer
/// is faster on all pixels at once.
public final class ExpandedDepthwise implements Kernel {
  /// 544 KB: half of an L2 cache, and 672 channels of 14x14.
  private static final int CACHED_FLOATS = 136 * 1024;

  @Override
  public String id() {
    return "f32-expanded-dwconv-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return Chain.of(work)
        .filter(c -> BlockTask.follows(c) && fits(c.layers().getFirst()))
        .map(c -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  private static boolean fits(ConvWork first) {
    return first.isPointwise() && pays(first);
  }

  static boolean pays(ConvWork expand) {
    return expand.output().elements() / expand.output().dim(0) > CACHED_FLOATS;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return BlockTask.of(work);
  }
}
