package dev.sepconv.graph.op;

import java.util.Collections;
import java.util.List;

/// Implicit padding of the spatial axes.
///
/// @param mode given numbers, or as many as keep `ceil(input / stride)` outputs
/// @param begin elements before each spatial axis; empty unless explicit
/// @param end elements after each spatial axis; empty unless explicit
public record Padding(Mode mode, List<Integer> begin, List<Integer> end) {
  /// How the amount is chosen.
  public enum Mode {
    /// As given.
    EXPLICIT,
    /// TensorFlow's "same", the odd element at the end.
    SAME_UPPER,
    /// TensorFlow's "same", the odd element at the beginning.
    SAME_LOWER
  }

  /// Copies both lists.
  public Padding {
    begin = List.copyOf(begin);
    end = List.copyOf(end);
  }

  /// @param begin before each spatial axis
  /// @param end after each spatial axis
  /// @return explicit padding
  public static Padding of(List<Integer> begin, List<Integer> end) {
    return new Padding(Mode.EXPLICIT, begin, end);
  }

  /// @param perAxis the same before and after, for each spatial axis
  /// @return explicit padding
  public static Padding symmetric(List<Integer> perAxis) {
    return of(perAxis, perAxis);
  }

  /// @param spatialRank the number of spatial axes
  /// @return no padding
  public static Padding none(int spatialRank) {
    return symmetric(Collections.nCopies(spatialRank, 0));
  }

  /// @param mode one of the two "same" modes
  /// @return padding that follows the input size
  public static Padding same(Mode mode) {
    return new Padding(mode, List.of(), List.of());
  }
}
