package dev.sepconv.engine;

import dev.sepconv.engine.runtime.WorkerPool;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernels;
import java.util.Optional;
import java.util.function.Supplier;

/// Runs graphs on the CPU. Its models share its threads.
///
/// Vector kernels are slow until HotSpot's optimising compiler has done them, so that a first call
/// takes seconds. A backend made by {@link #prompt} serves the first calls with plain Java kernels
/// meanwhile; those made by constructors always use the same kernels and so give the same result
/// for the same input, bit for bit, from the first call on.
public final class CpuBackend implements Backend {
  /// The property that forces one provider of kernels: `simd`, `scalar` or `reference`.
  public static final String KERNELS_PROPERTY = "sepconv.kernels";

  private final Supplier<Kernels> kernels;
  private final Optional<Kernels> prompt;
  private final WorkerPool promptWorkers;
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
    this(() -> kernels, Optional.empty(), threads);
  }

  private CpuBackend(Supplier<Kernels> kernels, Optional<Kernels> prompt, int threads) {
    if (threads < 1) {
      throw new InvalidInputException("threads is " + threads + "; it must be 1 or more");
    }
    this.kernels = kernels;
    this.prompt = prompt;
    workers = new WorkerPool(threads);
    // Of two processors the compiler takes one: with both threads first calls took longer.
    promptWorkers = Runtime.getRuntime().availableProcessors() <= 2 ? new WorkerPool(1) : workers;
  }

  /// A backend whose models answer the first call soon. After the first call of a model its input
  /// is run in the background, for some seconds and with the same threads, until the fast kernels
  /// are compiled, which then serve all calls. Results differ in their last digits before and
  /// after, since sums are formed in another order. Meanwhile a model holds its weights twice.
  ///
  /// Where the property `sepconv.kernels` names a provider, or the JVM cannot run vector kernels,
  /// it is as `new CpuBackend(threads)`.
  ///
  /// @param threads how many threads work on one call; on one or two processors first calls have
  ///   one, since the other is busy compiling
  /// @return the backend
  public static CpuBackend prompt(int threads) {
    Optional<Kernels> prompt =
        Providers.found().promptKernels(System.getProperty(KERNELS_PROPERTY, ""));
    return prompt.isEmpty()
        ? new CpuBackend(threads)
        : new CpuBackend(CpuBackend::discover, prompt, threads);
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
    return new CpuModel(graph, kernels, prompt, Measurement.Limits.DEFAULT, promptWorkers, workers);
  }
}
