package dev.sepconv.bench;

import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The layers of a network that are done together, against the same layers one after the other.
///
/// @param layers every step of several layers
record FusionSample(List<FusedLayer> layers) {
  /// Layers that are done together.
  ///
  /// @param layer the first
  /// @param kernel what does them
  /// @param fusedMicros the median of the step
  /// @param unfusedMicros the median of the sum of the steps that replace it
  record FusedLayer(String layer, String kernel, double fusedMicros, double unfusedMicros) {
    double ratio() {
      return unfusedMicros / fusedMicros;
    }
  }

  static FusionSample measure(String name, int threads, Measurement.Limits limits) {
    Graph graph = Networks.graph(name);
    Map<String, Tensor> inputs = Networks.inputs(graph);
    Kernels all = CpuBackend.discover();
    CompiledModel fused = new CpuBackend(all, threads).compile(graph);
    CompiledModel unfused =
        new CpuBackend(
                new Kernels(all.list().stream().map(OneLayerKernel::of).toList(), all.reorders()),
                threads)
            .compile(graph);
    List<Plan.Step> fusedSteps = fused.plan(Map.of()).steps();
    List<Plan.Step> unfusedSteps = unfused.plan(Map.of()).steps();
    Measurement.warmUp(() -> fused.stepNanos(inputs, Map.of()), limits, _ -> {});
    Measurement.warmUp(() -> unfused.stepNanos(inputs, Map.of()), limits, _ -> {});
    List<long[]> fusedNanos = new ArrayList<>();
    List<long[]> unfusedNanos = new ArrayList<>();
    long end = System.nanoTime() + limits.measuring().toNanos();
    while (System.nanoTime() < end || fusedNanos.size() < limits.leastRuns()) {
      fusedNanos.add(fused.stepNanos(inputs, Map.of()));
      unfusedNanos.add(unfused.stepNanos(inputs, Map.of()));
    }
    List<FusedLayer> layers = new ArrayList<>();
    for (int s = 0; s < fusedSteps.size(); s++) {
      Plan.Step step = fusedSteps.get(s);
      if (OneLayerKernel.layers(step.work()) > 1) {
        int at = s;
        List<Integer> parts = parts(step, unfusedSteps);
        layers.add(
            new FusedLayer(
                step.work().first().name(),
                step.kernel(),
                Spread.over(fusedNanos, n -> n[at]).median() / 1e3,
                Spread.over(unfusedNanos, n -> parts.stream().mapToLong(p -> n[p]).sum()).median()
                    / 1e3));
      }
    }
    return new FusionSample(layers);
  }

  /// The steps that do together what one step does.
  private static List<Integer> parts(Plan.Step whole, List<Plan.Step> steps) {
    Set<String> names = names(whole);
    Set<String> covered = new HashSet<>();
    List<Integer> parts = new ArrayList<>();
    for (int s = 0; s < steps.size(); s++) {
      Set<String> own = names(steps.get(s));
      if (!own.isEmpty() && names.containsAll(own)) {
        parts.add(s);
        covered.addAll(own);
      }
    }
    if (!covered.equals(names)) {
      throw new IllegalStateException(
          "unfused, " + names + " is divided so that only " + covered + " can be compared");
    }
    return parts;
  }

  private static Set<String> names(Plan.Step step) {
    return step.work().nodes().stream().map(Node::name).collect(Collectors.toSet());
  }
}
