package dev.sepconv.simd;

import dev.sepconv.kernel.FmaLoop;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.KernelProvider;
import java.util.List;
import java.util.Optional;
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
    return List.of();
  }

  @Override
  public Optional<FmaLoop> fmaLoop() {
    return Optional.of(new VectorFmaLoop());
  }
}
