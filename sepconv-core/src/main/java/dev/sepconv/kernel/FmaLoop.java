package dev.sepconv.kernel;

/// Multiply-adds on values in registers, as many at once as the processor can have in flight: its
/// peak, nothing else.
public interface FmaLoop {
  /// The arithmetic of one round.
  ///
  /// @return floating-point operations, two per multiply-add
  long flopsPerRound();

  /// Does some rounds.
  ///
  /// @param rounds how many
  /// @return a number that depends on all of them, so that none can be left out
  float run(int rounds);
}
