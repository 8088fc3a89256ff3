package dev.sepconv.engine;

import dev.sepconv.engine.runtime.WorkerPool;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernels;

/// Runs graphs on the CPU. Its models share its threads.
public final class CpuBackend implements Backend {
  /// The property that forces one provider of kernels: `simd`, `scalar` or `reference`.
  public static final String KERNELS_PROPERTY = "sepconv.kernels";

  private final Kernels kernels;
  private final WorkerPool workers;

  /// A backend that uses every kernel there is and all processors.
  public CpuBackend() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /// A backend that uses every kernel there is.
  ///
  /// @param threads how many threads work on one call
  public CpuBackend(int threads) {
    this(discover(), threads);
  }

  /// A backend with kernels of one's choice.
  ///
  /// @param kernels the list, most specific first, the reference last
  /// @param threads how many threads work on one call
  public CpuBackend(Kernels kernels, int threads) {
    if (threads < 1) {
      throw new InvalidInputException("threads is " + threads + "; it must be 1 or more");
    }
    this.kernels = kernels;
    workers = new WorkerPool(threads);
  }

  /// All kernels that can run in this JVM in the order of their providers, the reference last; or
  /// those that the system property `sepconv.kernels` names, and the reference.
  ///
  /// @return the list
  /// @throws InvalidInputException if the property names a provider that is not there or cannot run
  public static Kernels discover() {
    return Providers.found().kernels(System.getProperty(KERNELS_PROPERTY, ""));
  }

  @Override
  public String name() {
    return "cpu";
  }

  @Override
  public CompiledModel compile(Graph graph) {
    return new CpuModel(graph, kernels, workers);
  }
}
