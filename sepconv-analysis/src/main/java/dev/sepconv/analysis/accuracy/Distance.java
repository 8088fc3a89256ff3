package dev.sepconv.analysis.accuracy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Tensor;
import java.util.Optional;
import java.util.OptionalInt;

/// Sums up, batch by batch, how far outputs are from those of the original.
final class Distance {
  private double squaredDifference;
  private double squaredOriginal;
  private double largest;
  private int agreeing;
  private boolean classifier = true;

  /// @param found the output for a batch
  /// @param original the original's
  /// @param count how many samples count
  void add(Tensor found, Tensor original, int count) {
    if (!found.shape().equals(original.shape())) {
      throw new InvalidInputException(
          "the outputs cannot be compared: one is "
              + found.shape()
              + ", the original's is "
              + original.shape());
    }
    int elements = found.size() / found.shape().dim(0) * count;
    for (int i = 0; i < elements; i++) {
      double o = original.getDouble(i);
      double d = Math.abs(found.getDouble(i) - o);
      squaredDifference += d * d;
      squaredOriginal += o * o;
      // Keeps a NaN, which > would drop.
      largest = Math.max(largest, d);
    }
    Optional<Classes> a = Classes.of(found);
    Optional<Classes> b = Classes.of(original);
    classifier = a.isPresent() && b.isPresent();
    for (int row = 0; classifier && row < count; row++) {
      int best = a.get().best(row);
      agreeing += best != Classes.NONE && best == b.get().best(row) ? 1 : 0;
    }
  }

  /// @return what was summed up
  Difference result() {
    return new Difference(
        squaredDifference == 0 ? 0 : Math.sqrt(squaredDifference / squaredOriginal),
        largest,
        classifier ? OptionalInt.of(agreeing) : OptionalInt.empty());
  }
}
