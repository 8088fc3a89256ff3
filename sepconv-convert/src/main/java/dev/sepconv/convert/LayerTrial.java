package dev.sepconv.convert;

import java.util.List;

/// A layer in its normal form and in separable ones, measured.
///
/// @param name the node's name
/// @param geometry such as `3x3 s2`
/// @param inputChannels channels that go in
/// @param outputChannels channels that come out
/// @param macs multiply-adds of the normal form, one image
/// @param params weights of the normal form
/// @param millis its median time, one image, with its activation
/// @param choices separable forms, the smallest first; those that are no cheaper are left out
public record LayerTrial(
    String name,
    String geometry,
    int inputChannels,
    int outputChannels,
    long macs,
    long params,
    double millis,
    List<Choice> choices) {
  /// Copies the list.
  public LayerTrial {
    choices = List.copyOf(choices);
  }

  /// A separable form with as many filters for every input channel.
  ///
  /// @param rank filters per input channel
  /// @param macs multiply-adds, one image
  /// @param params weights
  /// @param millis its median time, one image, with its activation
  /// @param error with data: how far the output is from the original's after least squares, on
  ///   samples that took no part; without: what the dropped components are expected to take from
  ///   it, `√(Σ dropped s² / Σ s²)`
  public record Choice(int rank, long macs, long params, double millis, double error) {}
}
