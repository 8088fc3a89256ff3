package dev.sepconv.engine;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Things measured in turn, in small groups of runs, so that what happens on the machine meets all
/// alike.
public final class Alternating {
  /// Threads that wait for more work spin for a while after a run; the other side must not pay.
  private static final long PAUSE_MILLIS = 15;

  /// After the other side's turn the caches are its own: the first runs of a group do not count.
  private static final long UNCOUNTED_NANOS = 3_000_000;

  private static final long GROUP_NANOS = 30_000_000;

  private final Runnable run;
  private long[] nanos = new long[64];
  private int runs;
  private int begin;

  private Alternating(Runnable run) {
    this.run = run;
  }

  /// The times of both.
  ///
  /// @param first of the first
  /// @param second of the second
  /// @param ratio the first's time divided by the second's, of the medians of two neighbouring
  ///   groups: above 1 the second is faster
  public record Pair(Measurement first, Measurement second, Spread ratio) {}

  /// The times of both's steps.
  ///
  /// @param first one per step of the first
  /// @param second one per step of the second
  public record StepPair(List<Measurement> first, List<Measurement> second) {
    /// Copies the lists.
    public StepPair {
      first = List.copyOf(first);
      second = List.copyOf(second);
    }
  }

  /// A model and what it is run on. All runs write into the same tensors: to get fresh memory from
  /// the system can take longer than a small network.
  ///
  /// @param model the model
  /// @param inputs its inputs
  /// @param outputs what it writes into
  public record Subject(
      CompiledModel model, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    /// Copies the maps.
    public Subject {
      inputs = Map.copyOf(inputs);
      outputs = Map.copyOf(outputs);
    }

    /// Runs a model once for its outputs.
    ///
    /// @param model the model
    /// @param inputs its inputs
    /// @return both and the outputs that can be written into
    public static Subject of(CompiledModel model, Map<String, Tensor> inputs) {
      Map<String, Tensor> outputs = new LinkedHashMap<>(model.run(inputs));
      outputs.values().removeIf(t -> t.element() != ElementType.FLOAT32);
      return new Subject(model, inputs, outputs);
    }

    /// Runs the model once.
    public void run() {
      model.run(inputs, outputs);
    }

    /// Runs the model once and times its steps.
    ///
    /// @return as {@link CompiledModel#stepNanos} does
    public long[] stepNanos() {
      return model.stepNanos(inputs, outputs);
    }
  }

  /// Warms both until their times stop falling, then measures.
  ///
  /// @param first one thing
  /// @param second the other
  /// @param limits when to stop
  /// @param progress is told
  /// @return the times
  public static Pair measure(
      Runnable first, Runnable second, Measurement.Limits limits, Measurement.Progress progress) {
    Alternating one = new Alternating(first);
    Alternating other = new Alternating(second);
    List<Double> ratios = new ArrayList<>();
    rounds(
        List.of(one, other),
        limits,
        progress,
        () -> ratios.add(one.groupNanos() / other.groupNanos()));
    return new Pair(one.times(), other.times(), Spread.over(ratios, r -> r));
  }

  /// Warms any number of things until their times stop falling, then measures.
  ///
  /// @param runs what is measured
  /// @param limits when to stop
  /// @param progress is told
  /// @return the times of each
  public static List<Measurement> measure(
      List<Runnable> runs, Measurement.Limits limits, Measurement.Progress progress) {
    List<Alternating> all = runs.stream().map(Alternating::new).toList();
    rounds(all, limits, progress, () -> {});
    return all.stream().map(Alternating::times).toList();
  }

  private static void rounds(
      List<Alternating> all,
      Measurement.Limits limits,
      Measurement.Progress progress,
      Runnable afterRound) {
    all.forEach(a -> Measurement.warmUp(a.run, limits, progress));
    long end = System.nanoTime() + limits.measuring().toNanos();
    do {
      all.forEach(a -> a.group(progress));
      afterRound.run();
    } while (System.nanoTime() < end || all.stream().anyMatch(a -> a.runs < limits.leastRuns()));
  }

  /// Measures the steps of two models that are warm.
  ///
  /// @param first one model
  /// @param second the other
  /// @param limits when to stop
  /// @param progress is told
  /// @return the times
  public static StepPair steps(
      Subject first, Subject second, Measurement.Limits limits, Measurement.Progress progress) {
    List<long[]> one = new ArrayList<>();
    List<long[]> other = new ArrayList<>();
    long end = System.nanoTime() + limits.measuring().toNanos();
    do {
      steps(first, one, progress);
      steps(second, other, progress);
    } while (System.nanoTime() < end || Math.min(one.size(), other.size()) < limits.leastRuns());
    return new StepPair(Measurement.perStep(one), Measurement.perStep(other));
  }

  private static void steps(Subject subject, List<long[]> times, Measurement.Progress progress) {
    turn(
        subject::run,
        () -> {
          times.add(subject.stepNanos());
          progress.ran(Measurement.Phase.STEPS);
        });
  }

  private void group(Measurement.Progress progress) {
    begin = runs;
    turn(
        run,
        () -> {
          long start = System.nanoTime();
          run.run();
          add(System.nanoTime() - start);
          progress.ran(Measurement.Phase.RUNS);
        });
  }

  private static void turn(Runnable uncounted, Runnable counted) {
    pause();
    long start = System.nanoTime();
    do {
      uncounted.run();
    } while (System.nanoTime() - start < UNCOUNTED_NANOS);
    start = System.nanoTime();
    do {
      counted.run();
    } while (System.nanoTime() - start < GROUP_NANOS);
  }

  private void add(long time) {
    if (runs == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * runs);
    }
    nanos[runs++] = time;
  }

  private double groupNanos() {
    return Spread.of(Arrays.stream(nanos, begin, runs).asDoubleStream().toArray()).median();
  }

  private Measurement times() {
    return Measurement.ofTimes(Arrays.copyOf(nanos, runs));
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    }
  }
}
