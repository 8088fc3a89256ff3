package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise convolution with any number of filters per channel, channels last.
public final class Depthwise implements Kernel {
  @Override
  public String id() {
    return "f32-dwconv-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    return Chain.of(work)
        .filter(c -> c.layers().size() == 1 && isDepthwise2d(c.layers().getFirst()))
        .map(c -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  static boolean isDepthwise2d(ConvWork c) {
    return c.isDepthwise() && c.conv2d().isPresent() && c.residual().isEmpty();
  }

  static int multiplier(ConvWork c) {
    return c.output().dim(1) / c.input().dim(1);
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return BlockTask.of(work);
  }
}
