package dev.sepconv.draw.figure;

import java.util.List;
import java.util.stream.IntStream;

/// How long an edge of some elements is drawn: `unit · n` where everything is small, else `unit ·
/// (1 + log2 n)`, so that a kernel of 3 and an image of 224 fit one figure.
///
/// @param linear whether edges are to scale
/// @param unit the edge of one element in pixels
record Scale(boolean linear, double unit) {
  private static final int LARGEST_LINEAR = 10;
  private static final double LARGEST_UNIT = 20;
  private static final double LONGEST_EDGE = 172;

  /// @param steps everything the figure shows
  /// @param room the width of a panel
  /// @return the largest scale at which it fits
  static Scale of(List<ConvStep> steps, double room) {
    int longest =
        steps.stream()
            .flatMapToInt(s ->
                IntStream.of(
                    s.input().height(),
                    s.input().width(),
                    s.output().height(),
                    s.output().width(),
                    s.window().extent(0),
                    s.window().extent(1)))
            .max()
            .orElse(1);
    Scale one = new Scale(longest <= LARGEST_LINEAR, 1);
    double unit = Math.min(LARGEST_UNIT, LONGEST_EDGE / one.side(longest));
    for (ConvStep s : steps) {
      unit = Math.min(unit, KernelRow.largestFace(s, room) / one.side(s.kernel().width()));
    }
    return new Scale(one.linear, unit);
  }

  /// @param elements along an edge
  /// @return its length in pixels
  double side(int elements) {
    return unit * (linear ? elements : 1 + Math.log(elements) / Math.log(2));
  }
}
