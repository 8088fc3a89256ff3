package dev.sepconv.analysis.compare;

import dev.sepconv.engine.Spread;

/// How the second of two things stands to the first.
public enum Change {
  /// It takes less.
  LESS,
  /// No difference that counts.
  SAME,
  /// It takes more.
  MORE;

  /// What is nearer to 1 reads as 1.00.
  private static final double NOTHING = 0.005;

  /// @param first what the first takes
  /// @param second what the second takes
  /// @return how they stand
  public static Change of(double first, double second) {
    return second < first * (1 - NOTHING) ? LESS : second > first * (1 + NOTHING) ? MORE : SAME;
  }

  /// A measured ratio: a difference counts only if nine of ten measurements agree.
  ///
  /// @param ratio first / second
  /// @return how they stand
  public static Change of(Spread ratio) {
    return switch (of(ratio.median(), 1)) {
      case LESS -> ratio.p10() > 1 ? LESS : SAME;
      case SAME -> SAME;
      case MORE -> ratio.p90() < 1 ? MORE : SAME;
    };
  }
}
