package dev.sepconv.simd.depthwise;

import dev.sepconv.kernel.ConvWork;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.simd.vector.Simd;
import java.util.List;
import java.util.Optional;

/// A depthwise convolution and the pointwise layer after it: rows of the depthwise result stay in
/// scratch memory and are multiplied while they are in the cache. Any depth multiplier.
public final class SeparableConv implements Kernel {
  @Override
  public String id() {
    return "f32-separable-" + Simd.NAME;
  }

  @Override
  public Optional<Layouts> accepts(Work work, List<Layout> available) {
    List<ConvWork> layers = ConvWork.chain(work);
    boolean fits =
        layers.size() == 2
            && Depthwise.isDepthwise2d(layers.get(0))
            && isWhole(layers.get(0))
            && layers.get(1).isPointwise()
            && pays(layers.get(0), layers.get(1));
    return fits
        ? Optional.of(Layouts.all(available.size(), Layout.CHANNELS_LAST))
        : Optional.empty();
  }

  /// Results of several filters lie one after the other, so each must be whole blocks.
  private static boolean isWhole(ConvWork c) {
    return Depthwise.multiplier(c) == 1 || c.input().dim(1) % Layout.BLOCK == 0;
  }

  /// With a stride most of the depthwise layer's time goes into reading; where the weights of the
  /// other lie in the L2 cache anyway, two steps were up to 12 % faster than one.
  private static boolean pays(ConvWork depthwise, ConvWork pointwise) {
    return depthwise.input().elements() <= depthwise.output().elements()
        || pointwise.weights().length > BlockTask.CACHED_WEIGHTS;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return BlockTask.of(work, ConvWork.chain(work));
  }
}
