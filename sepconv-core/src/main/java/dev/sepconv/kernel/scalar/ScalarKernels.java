package dev.sepconv.kernel.scalar;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.KernelProvider;
import java.util.List;

/// The kernels of this package, most specific first: what every JVM can run.
public final class ScalarKernels implements KernelProvider {
  /// The name of this provider.
  public static final String NAME = "scalar";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "loops over float[]";
  }

  @Override
  public int priority() {
    return 0;
  }

  @Override
  public List<Kernel> kernels() {
    return List.of(
        new ScalarConv(),
        new ScalarLinear(),
        new ScalarUnary(),
        new ScalarBinary(),
        new ScalarPool(),
        new ScalarGlobalPool());
  }
}
