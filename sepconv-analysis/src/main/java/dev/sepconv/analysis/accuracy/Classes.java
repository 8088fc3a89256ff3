package dev.sepconv.analysis.accuracy;

import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Optional;

/// The output of a classifier for a batch: a number for every class, the larger the more probable.
///
/// @param scores batch x classes, further dimensions of 1 allowed
/// @param count how many classes
record Classes(Tensor scores, int count) {
  /// What stands for a class where there is none.
  static final int NONE = -1;

  /// @param output an output
  /// @return it as a classifier's; empty if its shape is none of such
  static Optional<Classes> of(Tensor output) {
    Shape s = output.shape();
    boolean fits = s.rank() >= 2 && s.dim(1) >= 2;
    for (int i = 2; fits && i < s.rank(); i++) {
      fits = s.dim(i) == 1;
    }
    return fits ? Optional.of(new Classes(output, s.dim(1))) : Optional.empty();
  }

  /// @param row a sample of the batch
  /// @return its most probable class, the first of equals; {@link #NONE} if there is a NaN
  int best(int row) {
    int best = 0;
    for (int c = 0; c < count; c++) {
      if (Double.isNaN(score(row, c))) {
        return NONE;
      }
      best = score(row, c) > score(row, best) ? c : best;
    }
    return best;
  }

  /// @param row a sample of the batch
  /// @param label a class
  /// @return how many classes come before it, the first of equals first
  int rank(int row, int label) {
    double own = score(row, label);
    int before = 0;
    for (int c = 0; c < count; c++) {
      double other = score(row, c);
      before += other > own || (other == own && c < label) ? 1 : 0;
    }
    return before;
  }

  private double score(int row, int c) {
    return scores.getDouble(row * count + c);
  }
}
