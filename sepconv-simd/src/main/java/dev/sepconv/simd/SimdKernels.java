package dev.sepconv.simd;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.KernelProvider;
import dev.sepconv.simd.pointwise.Linear;
import dev.sepconv.simd.pointwise.Pointwise;
import dev.sepconv.simd.pointwise.Product;
import java.util.List;
import jdk.incubator.vector.FloatVector;

/// The kernels of this module, most specific first: the one list that selection, parity tests and
/// benchmarks walk.
public final class SimdKernels implements KernelProvider {
  @Override
  public String name() {
    return "simd";
  }

  @Override
  public String description() {
    return FloatVector.SPECIES_PREFERRED.vectorBitSize() + " bits";
  }

  @Override
  public List<Kernel> kernels() {
    return List.of(new Pointwise(), new Linear(), new Product());
  }
}
