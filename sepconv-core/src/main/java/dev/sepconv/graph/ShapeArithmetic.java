package dev.sepconv.graph;

import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.Inference;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Size;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Follows symbolic sizes through the arithmetic that exporters write around `Reshape`: Shape →
/// Gather or Slice → Concat and the like on scalars and vectors. What is fully known needs no rule
/// here, the {@link Evaluator} does it.
final class ShapeArithmetic {
  private ShapeArithmetic() {}

  /// @param node an operator
  /// @param in what is known about its inputs
  /// @return the elements of its integer output, where they follow
  static Optional<List<Dim>> elements(Node node, Inference in) {
    return switch (node.op()) {
      case ShapeOf s -> ranked(in).map(t -> List.copyOf(s.slice(t.dims())));
      case Size _ ->
          ranked(in)
              .map(t -> t.dims().stream().reduce(Dim.of(1), Dim::times))
              .filter(d -> !d.isUnknown())
              .map(List::of);
      case Identity _, Squeeze _, Unsqueeze _, Reshape _ -> symbolicOnly(in.elements(0));
      case Cast c -> c.to().isInteger() ? symbolicOnly(in.elements(0)) : Optional.empty();
      case Gather _ ->
          vector(in, 0)
              ? symbolicOnly(in.elements(0)).flatMap(d -> gather(d, in))
              : Optional.empty();
      case Slice _ ->
          vector(in, 0)
              ? symbolicOnly(in.elements(0)).flatMap(d -> slice(d, in))
              : Optional.empty();
      case Concat _ -> concat(in);
      case Binary b -> binary(b.kind(), in);
      default -> Optional.empty();
    };
  }

  private static Optional<TensorType> ranked(Inference in) {
    return Optional.of(in.type(0)).filter(TensorType::ranked);
  }

  private static boolean vector(Inference in, int i) {
    return in.type(i).ranked() && in.type(i).rank() == 1;
  }

  private static Optional<List<Dim>> symbolicOnly(Optional<List<Dim>> elements) {
    return elements.filter(d -> !d.stream().allMatch(Dim::isKnown));
  }

  private static Optional<List<Dim>> gather(List<Dim> data, Inference in) {
    Optional<List<Dim>> indices = in.elements(1);
    if (indices.isEmpty()) {
      return Optional.empty();
    }
    List<Dim> out = new ArrayList<>();
    for (Dim i : indices.get()) {
      long at = i.isKnown() ? (i.value() < 0 ? i.value() + data.size() : i.value()) : -1;
      if (at < 0 || at >= data.size()) {
        return Optional.empty();
      }
      out.add(data.get((int) at));
    }
    return Optional.of(out);
  }

  private static Optional<List<Dim>> slice(List<Dim> data, Inference in) {
    Optional<Dim> start = one(in, 1);
    Optional<Dim> end = one(in, 2);
    Optional<Dim> step = in.has(4) ? one(in, 4) : Optional.of(Dim.of(1));
    if (start.isEmpty() || end.isEmpty() || step.isEmpty()) {
      return Optional.empty();
    }
    long s = step.get().value();
    long from = Slice.begin(start.get().value(), s, data.size());
    long to = Slice.end(end.get().value(), s, data.size());
    List<Dim> out = new ArrayList<>();
    for (long i = from; s > 0 ? i < to : i > to; i += s) {
      out.add(data.get((int) i));
    }
    return Optional.of(out);
  }

  private static Optional<Dim> one(Inference in, int i) {
    return in.elements(i).filter(d -> d.size() == 1 && d.get(0).isKnown()).map(d -> d.get(0));
  }

  private static Optional<List<Dim>> concat(Inference in) {
    List<Dim> out = new ArrayList<>();
    for (int i = 0; i < in.inputs(); i++) {
      Optional<List<Dim>> part = in.elements(i);
      if (part.isEmpty() || !vector(in, i)) {
        return Optional.empty();
      }
      out.addAll(part.get());
    }
    return Optional.of(out);
  }

  private static Optional<List<Dim>> binary(Binary.Kind kind, Inference in) {
    Optional<List<Dim>> a = in.elements(0);
    Optional<List<Dim>> b = in.elements(1);
    if (a.isEmpty() || b.isEmpty()) {
      return Optional.empty();
    }
    List<Dim> x = a.get();
    List<Dim> y = b.get();
    int n = Math.max(x.size(), y.size());
    if ((x.size() != n && x.size() != 1) || (y.size() != n && y.size() != 1)) {
      return Optional.empty();
    }
    List<Dim> out = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      Dim l = x.get(x.size() == 1 ? 0 : i);
      Dim r = y.get(y.size() == 1 ? 0 : i);
      if (l.isKnown() && r.isKnown()) {
        // Negative numbers and truncation are the evaluator's business; here only sizes meet.
        return Optional.empty();
      }
      out.add(
          switch (kind) {
            case MUL -> l.times(r);
            case DIV -> l.dividedBy(r).orElse(Dim.UNKNOWN);
            case ADD -> r.is(0) ? l : l.is(0) ? r : Dim.UNKNOWN;
            case SUB -> r.is(0) ? l : Dim.UNKNOWN;
            default -> Dim.UNKNOWN;
          });
    }
    return kind.isPredicate() ? Optional.empty() : Optional.of(out);
  }
}
