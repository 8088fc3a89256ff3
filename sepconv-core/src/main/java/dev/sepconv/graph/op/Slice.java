package dev.sepconv.graph.op;

import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A strided part. Inputs: x, starts, ends, axes (optional: 0, 1, …), steps (optional: 1), all
/// integer vectors. Negative starts and ends count from the end; both are clamped to the axis.
public record Slice() implements Op {
  @Override
  public String type() {
    return "Slice";
  }

  @Override
  public List<TensorType> infer(Inference in) {
    TensorType x = in.type(0);
    if (!x.ranked()) {
      return List.of(x);
    }
    Optional<List<Dim>> axes = in.elements(3);
    Optional<List<Dim>> steps = in.elements(4);
    if ((in.has(3) && axes.isEmpty()) || (!in.has(3) && in.elements(1).isEmpty())) {
      return List.of(x.withDims(Infer.unknowns(x.rank())));
    }
    int n = axes.map(List::size).orElseGet(() -> in.elements(1).orElseThrow().size());
    List<Dim> dims = new ArrayList<>(x.dims());
    List<Integer> where =
        axes.map(a -> Infer.axes(a, x.rank())).orElseGet(() -> firstAxes(n, x.rank()));
    List<Dim> starts = in.elements(1).orElse(Infer.unknowns(n));
    List<Dim> ends = in.elements(2).orElse(Infer.unknowns(n));
    List<Dim> step = in.has(4) ? steps.orElse(Infer.unknowns(n)) : List.of();
    Infer.check(
        starts.size() == n && ends.size() == n && (!in.has(4) || step.size() == n),
        "starts %s, ends %s, axes %s and steps %s must have as many entries",
        starts,
        ends,
        where,
        step);
    for (int i = 0; i < n; i++) {
      Dim s = in.has(4) ? step.get(i) : Dim.of(1);
      int a = where.get(i);
      dims.set(a, length(dims.get(a), starts.get(i), ends.get(i), s));
    }
    return List.of(x.withDims(dims));
  }

  private static List<Integer> firstAxes(int n, int rank) {
    Infer.check(n <= rank, "%d starts are given for a tensor of rank %d", n, rank);
    List<Integer> axes = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      axes.add(i);
    }
    return axes;
  }

  private static Dim length(Dim size, Dim start, Dim end, Dim step) {
    boolean whole =
        start.is(0)
            && step.is(1)
            && (end.same(size) || (end.isKnown() && end.value() >= Integer.MAX_VALUE));
    if (whole) {
      return size;
    }
    if (!size.isKnown() || !start.isKnown() || !end.isKnown() || !step.isKnown()) {
      return Dim.UNKNOWN;
    }
    long d = size.value();
    long s = step.value();
    long from = begin(start.value(), s, d);
    long to = end(end.value(), s, d);
    return Dim.of(Math.max(s > 0 ? Math.ceilDiv(to - from, s) : Math.ceilDiv(from - to, -s), 0));
  }

  /// @param start as given
  /// @param step the step, not zero
  /// @param size of the axis
  /// @return the first index, clamped
  public static long begin(long start, long step, long size) {
    Infer.check(step != 0, "a step must not be zero");
    long s = start < 0 ? start + size : start;
    return step > 0 ? Math.clamp(s, 0, size) : Math.clamp(s, 0, Math.max(size - 1, 0));
  }

  /// @param end as given
  /// @param step the step, not zero
  /// @param size of the axis
  /// @return where to stop, exclusive, clamped; -1 when a negative step runs through the first
  ///   element
  public static long end(long end, long step, long size) {
    long e = end < 0 ? end + size : end;
    return step > 0 ? Math.clamp(e, 0, size) : Math.clamp(e, -1, Math.max(size - 1, 0));
  }
}
