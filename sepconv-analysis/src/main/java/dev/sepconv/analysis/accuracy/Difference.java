package dev.sepconv.analysis.accuracy;

import java.util.OptionalInt;

/// How far the outputs of a network are from those of the one it was made from.
///
/// @param relativeError the Frobenius norm, over all samples, of the difference of the outputs by
///   that of the original's outputs
/// @param largest the largest absolute difference of two elements
/// @param agreeing for how many samples both hold the same class most probable; empty where the
///   output is no classifier's
public record Difference(double relativeError, double largest, OptionalInt agreeing) {}
