package dev.sepconv.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// What a figure is held against.
///
/// @param less whether less is better
/// @param floor the least that counts
/// @param goal the aim
public record Goal(boolean less, double floor, double goal) {
  /// How a figure stands.
  public enum Verdict {
    /// The goal is reached.
    OK,
    /// The floor is reached, the goal is not.
    BELOW_GOAL,
    /// Not even the floor is reached.
    BELOW_FLOOR;

    @Override
    public String toString() {
      return this == OK ? "OK" : name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
  }

  /// Judges a figure.
  ///
  /// @param value the figure
  /// @return how it stands
  public Verdict judge(double value) {
    if (less ? value <= goal : value >= goal) {
      return Verdict.OK;
    }
    return (less ? value <= floor : value >= floor) ? Verdict.BELOW_GOAL : Verdict.BELOW_FLOOR;
  }

  /// All goals.
  ///
  /// @return by the key of their row
  static Map<String, Goal> all() {
    Map<String, Goal> goals = new LinkedHashMap<>();
    for (String[] f : Lines.of("goals.txt")) {
      goals.put(
          f[0], new Goal(f[1].equals("less"), Double.parseDouble(f[2]), Double.parseDouble(f[3])));
    }
    return goals;
  }
}
