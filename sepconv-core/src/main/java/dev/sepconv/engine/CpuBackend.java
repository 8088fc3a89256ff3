package dev.sepconv.engine;

import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.reference.ReferenceKernel;
import java.util.List;

/// Runs graphs on the CPU.
public final class CpuBackend implements Backend {
  private final Kernels kernels;

  /// A backend that uses every kernel there is.
  public CpuBackend() {
    this(new Kernels(List.of(new ReferenceKernel())));
  }

  /// A backend with kernels of one's choice.
  ///
  /// @param kernels the list, most specific first
  public CpuBackend(Kernels kernels) {
    this.kernels = kernels;
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public CompiledModel compile(Graph graph) {
    return new CpuModel(graph, kernels);
  }
}
