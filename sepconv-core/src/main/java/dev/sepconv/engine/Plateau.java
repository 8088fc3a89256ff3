package dev.sepconv.engine;

import java.time.Duration;
import java.util.Arrays;

/// Tells when times have stopped falling: the just-in-time compiler works in the background, so a
/// level counts only when it has lasted. Knows no clock but the times themselves.
final class Plateau {
  /// Runs are looked at in windows of this length, by their median.
  private static final long WINDOW = Duration.ofMillis(100).toNanos();

  /// HotSpot's first compiler reaches a level of its own that lasts for about a second.
  private static final long SHORTEST = Duration.ofSeconds(2).toNanos();

  private static final long LASTING = Duration.ofSeconds(1).toNanos();

  /// Less than this is noise.
  private static final double IMPROVEMENT = 0.98;

  private long[] window = new long[16];
  private int runs;
  private long windowNanos;
  private long total;
  private long best = Long.MAX_VALUE;
  private long bestAt;

  /// Takes the next time.
  ///
  /// @param nanos what a run took
  /// @return whether the times have stopped falling
  boolean isReachedAfter(long nanos) {
    if (runs == window.length) {
      window = Arrays.copyOf(window, 2 * runs);
    }
    window[runs++] = nanos;
    windowNanos += nanos;
    total += nanos;
    if (windowNanos >= WINDOW) {
      Arrays.sort(window, 0, runs);
      if (window[runs / 2] < best * IMPROVEMENT) {
        best = window[runs / 2];
        bestAt = total;
      }
      runs = 0;
      windowNanos = 0;
    }
    return total >= SHORTEST && total - bestAt >= Math.max(LASTING, total / 2);
  }
}
