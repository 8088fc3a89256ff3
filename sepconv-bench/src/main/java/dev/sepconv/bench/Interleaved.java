package dev.sepconv.bench;

import dev.sepconv.engine.Measurement;
import java.util.Arrays;

/// Two things measured in turn, in small groups of runs, so that what happens on the machine meets
/// both alike.
final class Interleaved {
  /// Threads that wait for more work spin for a while after a run; the other side must not pay.
  private static final long PAUSE_MILLIS = 15;

  /// After the other side's turn the caches are its own: the first runs of a group do not count.
  private static final long UNCOUNTED_NANOS = 3_000_000;

  private static final long GROUP_NANOS = 30_000_000;

  private final Runnable run;
  private long[] nanos = new long[64];
  private int runs;

  private Interleaved(Runnable run) {
    this.run = run;
  }

  /// The times of both.
  ///
  /// @param first of the first
  /// @param second of the second
  record Pair(Measurement first, Measurement second) {}

  /// Warms both until their times stop falling, then measures.
  ///
  /// @param first one thing
  /// @param second the other
  /// @param limits when to stop
  /// @return the times
  static Pair measure(Runnable first, Runnable second, Measurement.Limits limits) {
    Measurement.warmUp(first, limits, _ -> {});
    Measurement.warmUp(second, limits, _ -> {});
    Interleaved one = new Interleaved(first);
    Interleaved other = new Interleaved(second);
    long end = System.nanoTime() + limits.measuring().toNanos();
    while (System.nanoTime() < end || Math.min(one.runs, other.runs) < limits.leastRuns()) {
      one.group();
      other.group();
    }
    return new Pair(one.times(), other.times());
  }

  private void group() {
    pause();
    long begin = System.nanoTime();
    do {
      run.run();
    } while (System.nanoTime() - begin < UNCOUNTED_NANOS);
    begin = System.nanoTime();
    long now = begin;
    do {
      long start = now;
      run.run();
      now = System.nanoTime();
      add(now - start);
    } while (now - begin < GROUP_NANOS);
  }

  private void add(long time) {
    if (runs == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * runs);
    }
    nanos[runs++] = time;
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
