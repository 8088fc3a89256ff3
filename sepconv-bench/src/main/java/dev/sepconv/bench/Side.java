package dev.sepconv.bench;

import dev.sepconv.engine.Spread;

/// What one of the two came to.
///
/// @param unit of the figure
/// @param spread over forks
record Side(Unit unit, Spread spread) {
  String text() {
    return unit.format(spread);
  }
}
