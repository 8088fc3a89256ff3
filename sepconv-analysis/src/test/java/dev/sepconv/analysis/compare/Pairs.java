package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.analysis.time.Profile;
import dev.sepconv.analysis.time.StepCost;
import dev.sepconv.analysis.time.StepTime;
import dev.sepconv.analysis.time.StepTimes;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;

/// Networks side by side, with times that nobody measured.
final class Pairs {
  /// 100 GFLOP/s, and memory so fast that arithmetic bounds everything.
  static final Calibration COMPUTE = machine(1e15);

  /// 100 GFLOP/s, and memory so slow that it bounds everything.
  static final Calibration MEMORY = machine(2e9);

  private Pairs() {}

  static Calibration machine(double bytesPerSecond) {
    return new Calibration(
        1, 100e9, List.of(new Calibration.Memory(1 << 15, bytesPerSecond, bytesPerSecond)));
  }

  static Comparison article() {
    return Comparison.of(Zoo.graph("article-standard"), Zoo.graph("article-separable"));
  }

  /// Every node is a step of its own; the steps of A take 2 ms each, those of B half of one.
  static Comparison timed(Comparison c, Calibration machine, Spread speedup) {
    return c.with(
        new PairTimes(
            profile(c.a().graph(), machine, 2, 3_000_000, 4_000_000, 5_000_000),
            profile(c.b().graph(), machine, 0.5, 1_000_000, 2_000_000),
            speedup));
  }

  private static Profile profile(Graph g, Calibration machine, double millis, long... nanos) {
    List<StepTime> steps = new ArrayList<>();
    g.nodes()
        .forEach(n ->
            steps.add(
                new StepTime(n.name(), "kernel", List.of(n.name()), millis, StepCost.of(n, g))));
    return new Profile(g, 1, Measurement.ofTimes(nanos), new StepTimes(machine, steps), 12_345);
  }
}
