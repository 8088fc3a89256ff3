package dev.sepconv.analysis.compare;

import dev.sepconv.engine.Alternating;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import java.util.List;

/// A normal convolution against the separable one in its place, while one of its sizes grows: from
/// where on does the separable form win?
///
/// @param axis what grows
/// @param layer what stays, such as `3x3 on 56x56, 2 threads`
/// @param points what was measured, in ascending order
public record Sweep(Axis axis, String layer, List<Point> points) {
  /// Copies the list.
  public Sweep {
    points = List.copyOf(points);
    if (points.isEmpty()) {
      throw new IllegalArgumentException("a sweep has at least one point");
    }
  }

  /// What grows.
  public enum Axis {
    /// Input and output channels.
    CHANNELS,
    /// Height and width.
    SIZE,
    /// Height and width of the kernel.
    KERNEL;

    /// @param value of the axis
    /// @return such as `16 channels`, `56x56`, `5x5`
    public String text(int value) {
      return this == CHANNELS
          ? value + (value == 1 ? " channel" : " channels")
          : value + "x" + value;
    }
  }

  /// A layer of one size.
  ///
  /// @param value of the axis
  /// @param normalMacs multiply-adds of the normal convolution
  /// @param separableMacs multiply-adds of depthwise and pointwise together
  /// @param normal how long the normal one takes
  /// @param separable how long the separable one takes
  /// @param speedup normal / separable time: above 1 the separable one is faster
  public record Point(
      int value,
      long normalMacs,
      long separableMacs,
      Measurement normal,
      Measurement separable,
      Spread speedup) {
    /// @param value of the axis
    /// @param counted both layers
    /// @param times how long they take
    /// @return all of it together
    public static Point of(int value, Comparison counted, Alternating.Pair times) {
      return new Point(
          value,
          counted.a().totals().macs(),
          counted.b().totals().macs(),
          times.first(),
          times.second(),
          times.ratio());
    }

    /// @return normal / separable MACs: the speed-up if time followed arithmetic
    public double theory() {
      return (double) normalMacs / separableMacs;
    }

    /// @return whether the separable one is faster beyond what the times scatter
    public boolean wins() {
      return Change.of(speedup) == Change.LESS;
    }
  }

  /// From where on the separable form wins, in one sentence.
  ///
  /// @return the sentence
  public String crossover() {
    return SweepText.crossover(this);
  }

  /// A table with a chart for a terminal.
  ///
  /// @param width the most characters in a line
  /// @return the text, ending in a line break
  public String text(int width) {
    return SweepText.render(this, width);
  }

  /// The table in Markdown.
  ///
  /// @return the text, ending in a line break
  public String markdown() {
    return SweepText.markdown(this);
  }

  /// All figures for a program.
  ///
  /// @return a JSON document, ending in a line break
  public String json() {
    return SweepJson.render(this);
  }
}
