package dev.sepconv.engine;

import dev.sepconv.engine.runtime.Executable;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/// One network for one set of input shapes in two forms: the first calls are served by one whose
/// kernels run well at once. What the first call was given is then run through the other one in the
/// background, until HotSpot has compiled its kernels; from then on that one serves.
final class Stages {
  private final Supplier<Executable> make;
  private final Measurement.Limits limits;
  private final AtomicBoolean warming = new AtomicBoolean();
  private volatile Executable serving;
  private volatile boolean isWarm;
  private Optional<Executable> steady = Optional.empty();

  /// Both stages.
  ///
  /// @param prompt what serves the first calls
  /// @param make makes what serves the others
  /// @param limits how long times of the second may go on falling
  Stages(Executable prompt, Supplier<Executable> make, Measurement.Limits limits) {
    serving = prompt;
    this.make = make;
    this.limits = limits;
  }

  /// A network whose kernels need not wait for the compiler.
  ///
  /// @param only what serves all calls
  Stages(Executable only) {
    this(only, () -> only, Measurement.Limits.DEFAULT);
    steady = Optional.of(only);
    warming.set(true);
    isWarm = true;
  }

  /// Runs once.
  ///
  /// @param inputs as for {@link Executable#run(Map, Map)}
  /// @param outputs likewise
  /// @return every graph output, in order
  Map<String, Tensor> run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    Map<String, Tensor> results = serving.run(inputs, outputs);
    if (!warming.getPlain() && warming.compareAndSet(false, true)) {
      // Now: the map is the caller's, who may change it.
      Map<String, Tensor> copy = Map.copyOf(inputs);
      Thread.ofPlatform().daemon().name("sepconv-warm-up").start(() -> warmUp(copy));
    }
    return results;
  }

  private void warmUp(Map<String, Tensor> inputs) {
    try {
      Executable next = steady();
      Measurement.warmUp(() -> next.run(inputs), limits, phase -> {});
      serving = next;
      isWarm = true;
    } catch (RuntimeException | OutOfMemoryError e) {
      System.getLogger("dev.sepconv.engine")
          .log(
              System.Logger.Level.WARNING,
              "fast kernels could not be prepared, calls stay with plain ones",
              e);
    }
  }

  /// What both run.
  ///
  /// @return the network with the sizes of its inputs
  Graph graph() {
    return serving.plan().graph();
  }

  /// Whether the kernels that serve from now on do so.
  ///
  /// @return whether the first stage is over
  boolean isWarm() {
    return isWarm;
  }

  /// What serves once everything is compiled.
  ///
  /// @return the same at every call
  synchronized Executable steady() {
    if (steady.isEmpty()) {
      steady = Optional.of(make.get());
    }
    return steady.get();
  }
}
