package dev.sepconv.analysis.accuracy;

import dev.sepconv.tensor.Tensor;
import java.util.Map;

/// Inputs of a network, one sample after the other, that can be read in any order and again.
public interface Samples {
  /// @return how many there are
  int count();

  /// Some samples as one batch. Safe to call from several threads at once.
  ///
  /// @param from the first sample
  /// @param to after the last one
  /// @return a tensor for every input of the network, by name; its first dimension is `to - from`
  /// @throws dev.sepconv.error.InvalidInputException if a sample cannot be read, or does not fit
  ///   the network; the message names it
  Map<String, Tensor> batch(int from, int to);

  /// A subset of these samples.
  ///
  /// @param chosen their numbers, in the order of the subset
  /// @return the subset; reads from these samples
  default Samples choose(int... chosen) {
    return new ChosenSamples(this, chosen);
  }
}
