package dev.sepconv.analysis.accuracy;

import dev.sepconv.engine.CompiledModel;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Tensor;
import java.util.Optional;
import java.util.TreeSet;

/// Runs a network over samples and says how often it is right, how far it is from another one, and
/// how fast it is. Holds one batch at a time.
///
/// ```java
/// Evaluation e = Evaluator.of(converted).withLabels(labels).against(original).over(samples);
/// ```
///
/// @param model the network
/// @param output the output to look at; the first one if empty
/// @param labels the classes of the samples, if known
/// @param original the network to hold it against, if any
/// @param progress is told
public record Evaluator(
    CompiledModel model,
    Optional<String> output,
    Optional<Labels> labels,
    Optional<CompiledModel> original,
    Progress progress) {
  /// Is told what goes on.
  @FunctionalInterface
  public interface Progress {
    /// Called before the first batch and after every one.
    ///
    /// @param samples how many samples are done
    /// @param all how many there are
    void done(int samples, int all);
  }

  /// @param model the network
  /// @return what evaluates its first output, without labels
  public static Evaluator of(CompiledModel model) {
    return new Evaluator(model, Optional.empty(), Optional.empty(), Optional.empty(), (_, _) -> {});
  }

  /// @param name an output's name
  /// @return the same for that output
  public Evaluator withOutput(String name) {
    return new Evaluator(model, Optional.of(name), labels, original, progress);
  }

  /// @param known the classes of the samples
  /// @return the same with labels
  public Evaluator withLabels(Labels known) {
    return new Evaluator(model, output, Optional.of(known), original, progress);
  }

  /// @param other the network to hold it against; takes the same inputs
  /// @return the same with that network
  public Evaluator against(CompiledModel other) {
    return new Evaluator(model, output, labels, Optional.of(other), progress);
  }

  /// @param listener is told
  /// @return the same, telling it
  public Evaluator withProgress(Progress listener) {
    return new Evaluator(model, output, labels, original, listener);
  }

  /// Runs the network, and the other one if there is one, over all samples.
  ///
  /// @param samples the data, at least one
  /// @return what was found
  /// @throws InvalidInputException if the data do not fit the networks, the labels not the data,
  ///   there is no such output, or its shape is not what is needed
  public Evaluation over(Samples samples) {
    if (samples.count() == 0) {
      throw new InvalidInputException("there are no samples to evaluate " + name(model) + " on");
    }
    labels.ifPresent(l -> l.checkCount(samples.count()));
    original.ifPresent(this::checkInputs);
    Tally own = tally(model);
    Optional<Tally> other = original.map(this::tally);
    Distance distance = new Distance();
    Batches batches =
        original
            .map(o -> Batches.of(samples, model.graph(), o.graph()))
            .orElseGet(() -> Batches.of(samples, model.graph()));
    progress.done(0, samples.count());
    batches.forEach((inputs, first, count) -> {
      Tensor found = own.run(inputs, first, count);
      other.ifPresent(o -> distance.add(found, o.run(inputs, first, count), count));
      progress.done(first + count, samples.count());
    });
    return new Evaluation(
        output(model),
        samples.count(),
        own.result(),
        other.map(Tally::result),
        other.map(_ -> distance.result()));
  }

  private Tally tally(CompiledModel m) {
    return new Tally(m, output(m), labels);
  }

  private String output(CompiledModel m) {
    String name = output.orElseGet(() -> m.graph().outputs().getFirst());
    if (!m.graph().outputs().contains(name)) {
      throw new InvalidInputException(
          name(m)
              + " has no output '"
              + name
              + "'; its outputs are "
              + String.join(", ", m.graph().outputs()));
    }
    return name;
  }

  private void checkInputs(CompiledModel other) {
    var own = new TreeSet<>(model.graph().inputs());
    var others = new TreeSet<>(other.graph().inputs());
    if (!own.equals(others)) {
      throw new InvalidInputException(
          name(other)
              + " has the inputs "
              + String.join(", ", others)
              + ", but "
              + name(model)
              + " has "
              + String.join(", ", own)
              + "; they must be the same");
    }
  }

  private static String name(CompiledModel m) {
    return m.graph().name();
  }
}
