package dev.sepconv.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// How long something takes once it is warm.
public final class Measurement {
  private final long[] sorted;

  private Measurement(long[] nanos) {
    sorted = nanos.clone();
    Arrays.sort(sorted);
  }

  /// When to stop.
  ///
  /// @param warmUp the longest that times may go on falling
  /// @param measuring how long to measure after that
  /// @param leastRuns how many runs to measure at least
  public record Limits(Duration warmUp, Duration measuring, int leastRuns) {
    /// Enough for a network of a few milliseconds to become stable.
    public static final Limits DEFAULT =
        new Limits(Duration.ofSeconds(20), Duration.ofSeconds(2), 5);
  }

  /// Is told what goes on.
  @FunctionalInterface
  public interface Progress {
    /// Called between runs.
    ///
    /// @param phase what is being done
    void ran(Phase phase);
  }

  /// What is being done.
  public enum Phase {
    /// Until times stop falling.
    WARM_UP,
    /// Whole runs.
    RUNS,
    /// Runs with every step timed.
    STEPS,
    /// What the machine can do; takes a second or two.
    MACHINE
  }

  /// Measures whole runs.
  ///
  /// @param run what is measured
  /// @param limits when to stop
  /// @param progress is told
  /// @return the times
  public static Measurement of(Runnable run, Limits limits, Progress progress) {
    warmUp(run, limits, progress);
    long[] nanos = new long[Math.max(limits.leastRuns, 16)];
    int runs = 0;
    long end = System.nanoTime() + limits.measuring.toNanos();
    while (runs < Math.max(1, limits.leastRuns) || System.nanoTime() < end) {
      if (runs == nanos.length) {
        nanos = Arrays.copyOf(nanos, 2 * runs);
      }
      nanos[runs++] = nanos(run);
      progress.ran(Phase.RUNS);
    }
    return new Measurement(Arrays.copyOf(nanos, runs));
  }

  /// Times that were taken elsewhere.
  ///
  /// @param nanos at least one
  /// @return the same times
  public static Measurement ofTimes(long... nanos) {
    if (nanos.length == 0) {
      throw new IllegalArgumentException("a measurement has at least one time");
    }
    return new Measurement(nanos);
  }

  /// Runs until times stop falling.
  ///
  /// @param run what is warmed
  /// @param limits when to stop at the latest
  /// @param progress is told
  public static void warmUp(Runnable run, Limits limits, Progress progress) {
    Plateau plateau = new Plateau();
    long end = System.nanoTime() + limits.warmUp.toNanos();
    boolean stable = false;
    while (!stable && System.nanoTime() < end) {
      stable = plateau.isReachedAfter(nanos(run));
      progress.ran(Phase.WARM_UP);
    }
  }

  /// Measures every step of a model that is warm.
  ///
  /// @param subject the model and what it is run on
  /// @param limits when to stop
  /// @param progress is told
  /// @return one measurement per step of the plan
  public static List<Measurement> ofSteps(
      Alternating.Subject subject, Limits limits, Progress progress) {
    List<long[]> runs = new ArrayList<>();
    long end = System.nanoTime() + limits.measuring.toNanos();
    while (runs.size() < Math.max(1, limits.leastRuns) || System.nanoTime() < end) {
      runs.add(subject.stepNanos());
      progress.ran(Phase.STEPS);
    }
    return perStep(runs);
  }

  /// @param runs the times of all steps, one array per run
  /// @return the times of all runs, one measurement per step
  static List<Measurement> perStep(List<long[]> runs) {
    List<Measurement> steps = new ArrayList<>();
    for (int s = 0; s < runs.getFirst().length; s++) {
      int step = s;
      steps.add(new Measurement(runs.stream().mapToLong(r -> r[step]).toArray()));
    }
    return steps;
  }

  private static long nanos(Runnable run) {
    long begin = System.nanoTime();
    run.run();
    return System.nanoTime() - begin;
  }

  /// How many runs were measured.
  ///
  /// @return at least 1
  public int runs() {
    return sorted.length;
  }

  /// The median.
  ///
  /// @return milliseconds
  public double medianMillis() {
    return quantileMillis(0.5);
  }

  /// The time that a share of the runs does not exceed, interpolated between neighbours.
  ///
  /// @param share from 0 to 1
  /// @return milliseconds
  public double quantileMillis(double share) {
    double at = share * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return (sorted[below] + (at - below) * (sorted[above] - sorted[below])) / 1e6;
  }
}
