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
    return Chain.of(work)
        .filter(c -> c.pool().isEmpty())
        .map(Chain::layers)
        .filter(c -> isPair(c) && (repeats(work, c.getFirst()) || pays(c.get(0), c.get(1))))
        .map(c -> Layouts.all(available.size(), Layout.CHANNELS_LAST));
  }

  private static boolean isPair(List<ConvWork> layers) {
    return layers.size() == 2
        && Depthwise.isDepthwise2d(layers.get(0))
        && layers.get(1).isPointwise();
  }

  /// Channels that have several filters, or are picked, are read once only if the order of the
  /// results is free.
  private static boolean repeats(Work work, ConvWork depthwise) {
    return !work.first().equals(depthwise.node()) || Depthwise.multiplier(depthwise) > 1;
  }

  /// With a stride most of the depthwise layer's time goes into reading; where the weights of the
  /// other lie in the L2 cache anyway, two steps were up to 12 % faster than one.
  private static boolean pays(ConvWork depthwise, ConvWork pointwise) {
    return depthwise.input().elements() <= depthwise.output().elements()
        || pointwise.weights().length > BlockTask.CACHED_WEIGHTS;
  }

  @Override
  public Task prepare(Work work, Layouts layouts) {
    return BlockTask.of(work);
  }
}
