package dev.sepconv.analysis.time;

import dev.sepconv.engine.Spread;

/// How long two networks take, measured in turn.
///
/// @param a the first one's times
/// @param b the second one's times
/// @param speedup the first one's time divided by the second one's: above 1 the second is faster
public record PairTimes(Profile a, Profile b, Spread speedup) {}
