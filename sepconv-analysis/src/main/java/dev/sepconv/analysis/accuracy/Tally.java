package dev.sepconv.analysis.accuracy;

import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.Measurement;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.LongStream;

/// Runs one network, batch by batch, and counts how often it is right.
final class Tally {
  private static final int TOP = 5;

  private final CompiledModel model;
  private final String output;
  private final Optional<Labels> labels;

  private final LongStream.Builder wholeBatches = LongStream.builder();
  private int batch;
  private int samples;
  private int classes;
  private int top1;
  private int top5;
  private int notNumbers;

  Tally(CompiledModel model, String output, Optional<Labels> labels) {
    this.model = model;
    this.output = output;
    this.labels = labels;
  }

  /// @param inputs a batch
  /// @param first the number of its first sample
  /// @param count how many samples count
  /// @return the output for it
  Tensor run(Map<String, Tensor> inputs, int first, int count) {
    int size = inputs.values().iterator().next().shape().dim(0);
    long begin = System.nanoTime();
    Tensor found = Objects.requireNonNull(model.run(inputs).get(output), output);
    long nanos = System.nanoTime() - begin;
    if (found.shape().rank() == 0 || found.shape().dim(0) != size) {
      throw new InvalidInputException(
          "output '"
              + output
              + "' of "
              + model.graph().name()
              + " is "
              + found
              + " for a batch of "
              + size
              + "; expected "
              + size
              + " as its first dimension");
    }
    if (batch == 0) {
      batch = size;
    }
    if (size == batch) {
      wholeBatches.add(nanos);
    }
    count(found, first, count);
    return found;
  }

  private void count(Tensor found, int first, int count) {
    int width = found.size() / found.shape().dim(0);
    for (int row = 0; row < count; row++) {
      notNumbers += hasNan(found, row * width, width) ? 1 : 0;
    }
    labels.ifPresent(l -> count(classes(found, l), l, first, count));
    samples += count;
  }

  private Classes classes(Tensor found, Labels l) {
    Classes c =
        Classes.of(found)
            .orElseThrow(() ->
                new InvalidInputException(
                    "output '"
                        + output
                        + "' of "
                        + model.graph().name()
                        + " is "
                        + found
                        + ", not batch x classes, so labels do not go with it"));
    if (classes == 0) {
      classes = c.count();
      l.checkClasses(output, classes);
    }
    return c;
  }

  private void count(Classes found, Labels l, int first, int count) {
    for (int row = 0; row < count; row++) {
      if (found.best(row) != Classes.NONE) {
        int rank = found.rank(row, l.of(first + row));
        top1 += rank < 1 ? 1 : 0;
        top5 += rank < TOP ? 1 : 0;
      }
    }
  }

  private static boolean hasNan(Tensor t, int from, int count) {
    for (int i = from; i < from + count; i++) {
      if (Double.isNaN(t.getDouble(i))) {
        return true;
      }
    }
    return false;
  }

  /// @return what was counted
  Evaluation.Result result() {
    return new Evaluation.Result(
        labels.map(_ ->
            new Accuracy(
                samples,
                classes,
                top1,
                classes > TOP ? OptionalInt.of(top5) : OptionalInt.empty())),
        notNumbers,
        batch,
        Measurement.ofTimes(wholeBatches.build().toArray()));
  }
}
