package dev.sepconv.cli.command;

import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.analysis.compare.Sweep;
import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.cli.option.ConvOptions.Pair;
import dev.sepconv.cli.option.ConvOptions.Sizes;
import dev.sepconv.cli.option.InputSizes;
import dev.sepconv.cli.output.RunCounter;
import dev.sepconv.cli.output.StatusLine;
import dev.sepconv.engine.Measurement;
import dev.sepconv.graph.Graph;
import java.util.ArrayList;
import java.util.List;

/// Measures one layer in both forms while one of its sizes grows.
///
/// @param threads how many work
/// @param limits when the measurement of a point ends
/// @param status where it says how far it is
record Sweeper(int threads, Measurement.Limits limits, StatusLine status) {
  /// @param axis what grows
  /// @param values of the axis, ascending
  /// @param layer the rest
  /// @return what was measured
  Sweep sweep(Sweep.Axis axis, List<Integer> values, Sizes layer) {
    // What does not fit is found before the first measurement, not after some minutes.
    List<Comparison> counted = new ArrayList<>();
    for (int v : values) {
      Pair pair = sized(axis, v, layer).pair();
      counted.add(Comparison.of(bound(pair.normal()), bound(pair.separable())));
    }
    List<Sweep.Point> points = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Comparison c = counted.get(i);
      String subject = axis.text(values.get(i)) + ", " + (i + 1) + " of " + values.size();
      Profiler profiler = new Profiler(threads, limits, new RunCounter(status, subject));
      var times = profiler.runs(c.a().graph(), c.b().graph());
      points.add(Sweep.Point.of(values.get(i), c, times));
    }
    return new Sweep(axis, describe(axis, layer), points);
  }

  /// A network of the pair with a batch of one.
  static Graph bound(Graph graph) {
    return InputSizes.of(graph, List.of()).withBatchOfOne().bind(graph);
  }

  private static Sizes sized(Sweep.Axis axis, int v, Sizes s) {
    return switch (axis) {
      case CHANNELS ->
          new Sizes(v, v, s.kernel(), s.stride(), s.dilation(), s.padding(), s.height(), s.width());
      case SIZE ->
          new Sizes(s.in(), s.out(), s.kernel(), s.stride(), s.dilation(), s.padding(), v, v);
      case KERNEL ->
          new Sizes(
              s.in(), s.out(), v, s.stride(), s.dilation(), s.padding(), s.height(), s.width());
    };
  }

  private String describe(Sweep.Axis axis, Sizes s) {
    List<String> parts = new ArrayList<>();
    if (axis != Sweep.Axis.KERNEL) {
      parts.add(s.kernel() + "x" + s.kernel() + " kernel");
    }
    if (axis != Sweep.Axis.CHANNELS) {
      parts.add(s.in() + " to " + s.out() + " channels");
    }
    if (axis != Sweep.Axis.SIZE) {
      parts.add("input of " + s.height() + "x" + s.width());
    }
    if (s.stride() > 1) {
      parts.add("stride " + s.stride());
    }
    if (s.dilation() > 1) {
      parts.add("dilation " + s.dilation());
    }
    parts.add(threads + (threads == 1 ? " thread" : " threads"));
    return String.join(", ", parts);
  }
}
