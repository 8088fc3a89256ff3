package dev.sepconv.analysis.accuracy;

import dev.sepconv.engine.Measurement;
import java.util.Optional;

/// What an {@link Evaluator} found.
///
/// @param output the output that was looked at
/// @param samples how many there were
/// @param model what was found of the network
/// @param original the same of the network it was held against, if there was one
/// @param difference of the two
public record Evaluation(
    String output,
    int samples,
    Result model,
    Optional<Result> original,
    Optional<Difference> difference) {
  /// What was found of one network.
  ///
  /// @param accuracy if there were labels
  /// @param notNumbers for how many samples an output was NaN; such a sample counts as wrong
  /// @param batch how many samples were run at once
  /// @param runs the times of whole batches; reading the data is not in them
  public record Result(Optional<Accuracy> accuracy, int notNumbers, int batch, Measurement runs) {
    /// @return how many samples a batch of median time does in a second
    public double samplesPerSecond() {
      return batch / runs.medianMillis() * 1e3;
    }
  }
}
