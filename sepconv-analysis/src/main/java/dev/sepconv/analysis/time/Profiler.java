package dev.sepconv.analysis.time;

import dev.sepconv.engine.Alternating;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Noise;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Runs networks on noise and measures them once they are warm.
///
/// @param threads how many threads work
/// @param limits when to stop
/// @param progress is told
public record Profiler(int threads, Measurement.Limits limits, Measurement.Progress progress) {
  /// Measures whole runs alone.
  ///
  /// @param graph a network whose inputs' sizes are known
  /// @return the times
  public Measurement runs(Graph graph) {
    return Measurement.of(subject(graph, backend())::run, limits, progress);
  }

  /// Measures whole runs of two networks in turn.
  ///
  /// @param a a network whose inputs' sizes are known
  /// @param b another
  /// @return the times
  public Alternating.Pair runs(Graph a, Graph b) {
    CpuBackend backend = backend();
    return Alternating.measure(
        subject(a, backend)::run, subject(b, backend)::run, limits, progress);
  }

  /// Measures whole runs of any number of networks in turn.
  ///
  /// @param graphs networks whose inputs' sizes are known
  /// @return the times of each
  public List<Measurement> runs(List<Graph> graphs) {
    CpuBackend backend = backend();
    List<Runnable> runs = new ArrayList<>();
    graphs.forEach(g -> runs.add(subject(g, backend)::run));
    return Alternating.measure(runs, limits, progress);
  }

  /// Measures a network, its steps and the machine.
  ///
  /// @param graph a network whose inputs' sizes are known
  /// @return the times
  public Profile profile(Graph graph) {
    Alternating.Subject subject = subject(graph, backend());
    Measurement runs = Measurement.of(subject::run, limits, progress);
    List<Measurement> steps = Measurement.ofSteps(subject, limits, progress);
    return profile(subject.model(), runs, steps, machine());
  }

  /// Measures two networks in turn, their steps and the machine.
  ///
  /// @param a a network whose inputs' sizes are known
  /// @param b another
  /// @return the times
  public PairTimes profile(Graph a, Graph b) {
    CpuBackend backend = backend();
    Alternating.Subject x = subject(a, backend);
    Alternating.Subject y = subject(b, backend);
    Alternating.Pair runs = Alternating.measure(x::run, y::run, limits, progress);
    Alternating.StepPair steps = Alternating.steps(x, y, limits, progress);
    Calibration machine = machine();
    return new PairTimes(
        profile(x.model(), runs.first(), steps.first(), machine),
        profile(y.model(), runs.second(), steps.second(), machine),
        runs.ratio());
  }

  private CpuBackend backend() {
    return new CpuBackend(threads);
  }

  private static Alternating.Subject subject(Graph graph, CpuBackend backend) {
    return Alternating.Subject.of(backend.compile(graph), Noise.inputs(graph, 0));
  }

  private Calibration machine() {
    progress.ran(Measurement.Phase.MACHINE);
    return Calibration.of(threads);
  }

  private Profile profile(
      CompiledModel model, Measurement runs, List<Measurement> steps, Calibration machine) {
    Plan plan = model.plan(Map.of());
    return new Profile(
        model.graph(),
        threads,
        runs,
        StepTimes.of(model, steps, machine),
        plan.arenaBytes() + 4L * plan.scratchFloats() * threads);
  }
}
