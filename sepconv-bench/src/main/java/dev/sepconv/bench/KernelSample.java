package dev.sepconv.bench;

import dev.sepconv.engine.Alternating;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/// Single layers of known networks on one thread, against what the processor can do.
///
/// @param peakFlops floating-point operations a second
/// @param layers every shape
record KernelSample(double peakFlops, List<LayerTime> layers) {
  /// A layer.
  ///
  /// @param shape the convolution
  /// @param kernel what did it
  /// @param micros the median of its step alone
  record LayerTime(ConvShape shape, String kernel, double micros) {
    double flopsPerSecond() {
      return 2e6 * shape.macs() / micros;
    }
  }

  /// A network of one layer.
  private record Candidate(ConvShape shape, Alternating.Subject subject) {
    static Candidate of(ConvShape shape) {
      Graph graph = shape.graph();
      CompiledModel model = new CpuBackend(1).compile(graph);
      return new Candidate(shape, Alternating.Subject.of(model, Networks.inputs(graph)));
    }

    List<Plan.Step> steps() {
      return subject.model().plan(Map.of()).steps();
    }

    /// The time of the layer without the reorders around it.
    long nanos() {
      long[] nanos = subject.stepNanos();
      List<Plan.Step> steps = steps();
      return IntStream.range(0, nanos.length)
          .filter(s -> !steps.get(s).isReorder())
          .mapToLong(s -> nanos[s])
          .sum();
    }

    String kernel() {
      return steps().stream().filter(s -> !s.isReorder()).findFirst().orElseThrow().kernel();
    }
  }

  static KernelSample measure(Measurement.Limits limits) {
    List<Candidate> candidates =
        ConvShape.of(ConvShape.SEPARABLE_FILES).stream().map(Candidate::of).toList();
    double before = Calibration.of(1).flopsPerSecond();
    // All shapes in turn, as in a network: the compiler must not specialise on one.
    Measurement.warmUp(() -> candidates.forEach(Candidate::nanos), limits, _ -> {});
    int rounds = Math.max(15, limits.leastRuns());
    long[][] nanos = new long[candidates.size()][rounds];
    for (int r = 0; r < rounds; r++) {
      for (int c = 0; c < nanos.length; c++) {
        Candidate candidate = candidates.get(c);
        // The first of two brings the weights into the cache.
        candidate.nanos();
        nanos[c][r] = candidate.nanos();
      }
    }
    double after = Calibration.of(1).flopsPerSecond();
    return new KernelSample(
        Math.max(before, after),
        IntStream.range(0, nanos.length)
            .mapToObj(c ->
                new LayerTime(
                    candidates.get(c).shape,
                    candidates.get(c).kernel(),
                    Spread.of(Arrays.stream(nanos[c]).asDoubleStream().toArray()).median() / 1e3))
            .toList());
  }
}
