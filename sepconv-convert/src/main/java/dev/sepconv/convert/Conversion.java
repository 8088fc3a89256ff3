package dev.sepconv.convert;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.graph.Graph;
import java.util.Optional;

/// How normal convolutions of a trained network become separable ones: a pure function from a
/// network to another, in steps that can be chosen one by one.
///
/// ```java
/// Converted half = Conversion.calibrated(samples).convert(graph, new Budget.Macs(0.5));
/// ```
///
/// Normalisation is folded into the layers that are converted. Layers that would not become cheaper
/// stay as they are.
///
/// @param step how far to go
/// @param allocation how a budget is spread
/// @param samples the data; one in five only judges
/// @param seed of what is drawn at random; the same seed gives the same weights
/// @param threads how many work
/// @param progress is told
public record Conversion(
    Step step,
    Allocation allocation,
    Optional<Samples> samples,
    long seed,
    int threads,
    ConversionProgress progress) {
  /// Checks that steps that need data have some.
  public Conversion {
    if (step.needsData() && samples.isEmpty()) {
      throw new IllegalArgumentException("step " + step + " needs samples");
    }
  }

  /// @return a conversion without data, each channel with as many components as it is worth
  public static Conversion dataFree() {
    return new Conversion(
        Step.NORMALIZATION,
        Allocation.PER_CHANNEL,
        Optional.empty(),
        0,
        Runtime.getRuntime().availableProcessors(),
        ConversionProgress.NONE);
  }

  /// @param samples inputs of the network, some hundreds, as it will meet them; no labels
  /// @return a conversion that goes all steps
  public static Conversion calibrated(Samples samples) {
    return dataFree().with(samples).with(Step.ACTIVATION);
  }

  private Conversion with(Samples newSamples) {
    return new Conversion(step, allocation, Optional.of(newSamples), seed, threads, progress);
  }

  /// @param newStep how far to go
  /// @return the same otherwise
  public Conversion with(Step newStep) {
    return new Conversion(newStep, allocation, samples, seed, threads, progress);
  }

  /// @param newAllocation how a budget is spread
  /// @return the same otherwise
  public Conversion with(Allocation newAllocation) {
    return new Conversion(step, newAllocation, samples, seed, threads, progress);
  }

  /// @param newSeed of what is drawn at random
  /// @return the same otherwise
  public Conversion withSeed(long newSeed) {
    return new Conversion(step, allocation, samples, newSeed, threads, progress);
  }

  /// @param newThreads how many work
  /// @return the same otherwise
  public Conversion withThreads(int newThreads) {
    return new Conversion(step, allocation, samples, seed, newThreads, progress);
  }

  /// @param newProgress is told
  /// @return the same otherwise
  public Conversion with(ConversionProgress newProgress) {
    return new Conversion(step, allocation, samples, seed, threads, newProgress);
  }

  /// Looks at a network, on the data if there are any: what all budgets have in common.
  ///
  /// @param graph a trained network; the sizes of its inputs are known but for the batch
  /// @return it taken apart
  /// @throws dev.sepconv.error.InvalidInputException if sizes are missing, or a sample does not fit
  public Preparation prepare(Graph graph) {
    return Preparation.of(this, graph);
  }

  /// @param graph a trained network; the sizes of its inputs are known but for the batch
  /// @param budget how much of it may be left
  /// @return the converted network
  /// @throws dev.sepconv.error.InvalidInputException if sizes are missing, a sample does not fit,
  ///   or the budget cannot be met
  public Converted convert(Graph graph, Budget budget) {
    return prepare(graph).convert(budget);
  }
}
