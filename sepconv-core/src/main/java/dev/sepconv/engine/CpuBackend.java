package dev.sepconv.engine;

import dev.sepconv.engine.runtime.WorkerPool;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.KernelProvider;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.reference.ReferenceKernel;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;

/// Runs graphs on the CPU. Its models share its threads.
public final class CpuBackend implements Backend {
  /// The property that forces one provider of kernels: `simd`, `scalar` or `reference`.
  public static final String KERNELS_PROPERTY = "sepconv.kernels";

  private static final System.Logger LOG = System.getLogger("dev.sepconv.engine");

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

  /// All kernels on the class path in the order of their providers, the reference last; or those
  /// that the system property `sepconv.kernels` names.
  ///
  /// @return the list
  /// @throws InvalidInputException if the property names a provider that is not there
  public static Kernels discover() {
    String wanted = System.getProperty(KERNELS_PROPERTY, "");
    List<Kernel> list = new ArrayList<>();
    boolean found = wanted.isEmpty() || wanted.equals("reference");
    for (KernelProvider p : ServiceLoader.load(KernelProvider.class)) {
      if (wanted.isEmpty() || wanted.equals(p.name())) {
        list.addAll(p.kernels());
        LOG.log(System.Logger.Level.DEBUG, "kernels: {0}, {1}", p.name(), p.description());
        found = true;
      }
    }
    if (!found) {
      throw new InvalidInputException(
          KERNELS_PROPERTY + " asks for '" + wanted + "' kernels, which are not on the class path");
    }
    list.add(new ReferenceKernel());
    return new Kernels(list);
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
