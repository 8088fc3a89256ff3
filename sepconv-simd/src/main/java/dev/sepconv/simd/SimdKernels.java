package dev.sepconv.simd;

import dev.sepconv.kernel.FmaLoop;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.KernelProvider;
import dev.sepconv.kernel.Reorder;
import dev.sepconv.simd.depthwise.Depthwise;
import dev.sepconv.simd.depthwise.ExpandedDepthwise;
import dev.sepconv.simd.depthwise.SeparableConv;
import dev.sepconv.simd.depthwise.StemmedDepthwise;
import dev.sepconv.simd.direct.Direct;
import dev.sepconv.simd.direct.Stem;
import dev.sepconv.simd.direct.Transposed;
import dev.sepconv.simd.elementwise.BinaryKernel;
import dev.sepconv.simd.elementwise.UnaryKernel;
import dev.sepconv.simd.few.FewChannelConv;
import dev.sepconv.simd.few.FewChannelDepthwise;
import dev.sepconv.simd.few.FewChannelSeparable;
import dev.sepconv.simd.move.ChannelShuffleKernel;
import dev.sepconv.simd.move.ConcatKernel;
import dev.sepconv.simd.move.CopyKernel;
import dev.sepconv.simd.move.IndexedCopyKernel;
import dev.sepconv.simd.move.PermuteKernel;
import dev.sepconv.simd.move.ResizeKernel;
import dev.sepconv.simd.move.SplitKernel;
import dev.sepconv.simd.move.VectorReorder;
import dev.sepconv.simd.pointwise.Linear;
import dev.sepconv.simd.pointwise.Pointwise;
import dev.sepconv.simd.pointwise.Product;
import dev.sepconv.simd.pointwise.ScaledPointwise;
import dev.sepconv.simd.pool.ArgReduceKernel;
import dev.sepconv.simd.pool.BatchNormalizationKernel;
import dev.sepconv.simd.pool.GlobalPoolKernel;
import dev.sepconv.simd.pool.InstanceNormalizationKernel;
import dev.sepconv.simd.pool.LrnKernel;
import dev.sepconv.simd.pool.PoolKernel;
import dev.sepconv.simd.pool.ReduceKernel;
import dev.sepconv.simd.pool.SoftmaxKernel;
import dev.sepconv.simd.pool.StemmedPool;
import dev.sepconv.simd.winograd.BandedConvs;
import dev.sepconv.simd.winograd.Winograd;
import java.util.List;
import java.util.Optional;
import jdk.incubator.vector.FloatVector;

/// The kernels of this module, most specific first: the one list that selection, parity tests and
/// benchmarks walk.
public final class SimdKernels implements KernelProvider {
  private static final String MODULE = "jdk.incubator.vector";

  @Override
  public String name() {
    return "simd";
  }

  @Override
  public String description() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits";
  }

  @Override
  public int priority() {
    return 100;
  }

  @Override
  public boolean isAvailable() {
    return ModuleLayer.boot().findModule(MODULE).isPresent();
  }

  @Override
  public String requirement() {
    return "--add-modules " + MODULE;
  }

  /// What the compiler does not replace by an instruction is a call that allocates its result.
  @Override
  public boolean startsSlowly() {
    return true;
  }

  @Override
  public List<Kernel> kernels() {
    return List.of(
        new FewChannelSeparable(),
        new FewChannelDepthwise(),
        new FewChannelConv(),
        new StemmedDepthwise(),
        new StemmedPool(),
        new ExpandedDepthwise(),
        new SeparableConv(),
        new Depthwise(),
        new Pointwise(),
        new ScaledPointwise(),
        new Stem(),
        new BandedConvs(),
        Winograd.four(),
        Winograd.two(),
        new Direct(),
        new Transposed(),
        new Linear(),
        new Product(),
        new UnaryKernel(),
        new BinaryKernel(),
        new PoolKernel(),
        new GlobalPoolKernel(),
        new ReduceKernel(),
        new ArgReduceKernel(),
        new SoftmaxKernel(),
        new BatchNormalizationKernel(),
        new InstanceNormalizationKernel(),
        new LrnKernel(),
        new ChannelShuffleKernel(),
        new SplitKernel(),
        new ConcatKernel(),
        new IndexedCopyKernel(),
        new ResizeKernel(),
        new PermuteKernel(),
        new CopyKernel());
  }

  @Override
  public Reorder.Maker reorders() {
    return VectorReorder::of;
  }

  @Override
  public Optional<FmaLoop> fmaLoop() {
    return Optional.of(new VectorFmaLoop());
  }
}
