package dev.sepconv.analysis.time;

import java.util.Optional;

/// How long some layers take together.
///
/// @param millis the sum of their steps' medians, or of their parts of these
/// @param exact whether no step that does them does other layers too; else the step's time is
///   divided in proportion to what each of its nodes would take at best
/// @param bound what keeps the step in which most of the time goes from being faster; empty if
///   nothing is done or that depends on the data
/// @param share how near that step comes to its bound, 0 to 1; 0 without one
public record LayerTime(
    double millis, boolean exact, Optional<StepCost.Bound> bound, double share) {}
