package dev.sepconv.convert;

import java.util.stream.IntStream;

/// Which samples judge instead of taking part in a fit: every fifth of ten and more.
///
/// @param samples how many there are
record Holdout(int samples) {
  private static final int EVERY = 5;

  /// @param sample the number of a sample
  /// @return whether it judges
  boolean isHeldOut(int sample) {
    return samples >= 2 * EVERY && sample % EVERY == EVERY - 1;
  }

  /// @return the numbers of those that judge; all if none are held out
  int[] judges() {
    return IntStream.range(0, samples).filter(s -> samples < 2 * EVERY || isHeldOut(s)).toArray();
  }
}
