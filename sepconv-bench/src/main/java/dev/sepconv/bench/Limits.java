package dev.sepconv.bench;

import dev.sepconv.engine.Measurement;
import java.time.Duration;

/// How long a fork measures.
final class Limits {
  private Limits() {}

  /// The limits of a mode.
  ///
  /// @param quick whether only to see that everything works
  /// @return when to stop
  static Measurement.Limits of(boolean quick) {
    return quick
        ? new Measurement.Limits(Duration.ofSeconds(2), Duration.ofMillis(500), 5)
        : new Measurement.Limits(Duration.ofSeconds(15), Duration.ofSeconds(4), 20);
  }
}
