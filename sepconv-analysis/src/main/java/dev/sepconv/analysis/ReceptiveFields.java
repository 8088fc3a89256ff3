package dev.sepconv.analysis;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Follows receptive fields from the inputs through every chain where they are well-defined:
/// windows grow them, elementwise functions keep them, branches meet with the larger one if their
/// strides agree. A gate without positions of its own (squeeze and excitation) leaves the field of
/// what it gates, as is usual. Everything else ends the chain.
final class ReceptiveFields {
  private final Graph graph;
  private final Map<String, ReceptiveField> fields = new HashMap<>();

  private ReceptiveFields(Graph graph) {
    this.graph = graph;
  }

  /// @return the field of every value that has one
  static Map<String, ReceptiveField> of(Graph graph) {
    ReceptiveFields f = new ReceptiveFields(graph);
    for (String in : graph.inputs()) {
      TensorType t = graph.type(in);
      if (t.ranked() && t.rank() >= 3) {
        List<Long> ones = Collections.nCopies(t.rank() - 2, 1L);
        f.fields.put(in, new ReceptiveField(ones, ones, false));
      }
    }
    for (Node n : graph.nodes()) {
      f.of(n).ifPresent(r -> n.outputs().forEach(o -> f.fields.put(o, r)));
    }
    return f.fields;
  }

  private Optional<ReceptiveField> of(Node n) {
    return switch (n.op()) {
      case Conv c -> field(n, 0).flatMap(f -> grow(f, c.window()));
      case Pool p -> field(n, 0).flatMap(f -> grow(f, p.window()));
      case GlobalPool p -> field(n, 0).map(f -> ReceptiveField.WHOLE);
      case BatchNormalization o -> field(n, 0);
      case Unary o -> field(n, 0);
      case PRelu o -> field(n, 0);
      case Clip o -> field(n, 0);
      case Cast o -> field(n, 0);
      case Dropout o -> field(n, 0);
      case Identity o -> field(n, 0);
      case Lrn o -> field(n, 0);
      case Pad o -> field(n, 0);
      case Binary o -> meet(n);
      case Variadic o -> meet(n);
      case Concat o -> meet(n);
      case Split o -> keepIfPositionsStay(n);
      case Slice o -> keepIfPositionsStay(n);
      case Reshape o -> keepIfPositionsStay(n);
      case Transpose o -> movesPositions(n, o) ? Optional.empty() : field(n, 0);
      default -> Optional.empty();
    };
  }

  private Optional<ReceptiveField> field(Node n, int input) {
    return n.hasInput(input)
        ? Optional.ofNullable(fields.get(n.inputs().get(input)))
        : Optional.empty();
  }

  private static Optional<ReceptiveField> grow(ReceptiveField f, Window w) {
    if (f.whole()) {
      return Optional.of(f);
    }
    if (f.size().size() != w.rank()) {
      return Optional.empty();
    }
    List<Long> size = new ArrayList<>();
    List<Long> stride = new ArrayList<>();
    for (int i = 0; i < w.rank(); i++) {
      long jump = f.stride().get(i);
      size.add(Math.addExact(f.size().get(i), Math.multiplyExact(w.extent(i) - 1L, jump)));
      stride.add(Math.multiplyExact(jump, (long) w.stride().get(i)));
    }
    return Optional.of(new ReceptiveField(size, stride, false));
  }

  private Optional<ReceptiveField> meet(Node n) {
    Optional<ReceptiveField> met = Optional.empty();
    for (int i = 0; i < n.inputs().size(); i++) {
      if (!n.hasInput(i) || graph.constant(n.inputs().get(i)).isPresent()) {
        continue;
      }
      Optional<ReceptiveField> next = field(n, i);
      if (next.isEmpty()) {
        return next;
      }
      met = met.isEmpty() ? next : larger(met.get(), next.get());
      if (met.isEmpty()) {
        return met;
      }
    }
    return met;
  }

  private static Optional<ReceptiveField> larger(ReceptiveField a, ReceptiveField b) {
    if (a.whole() || b.whole()) {
      return Optional.of(a.whole() ? b : a);
    }
    if (!a.stride().equals(b.stride())) {
      return Optional.empty();
    }
    List<Long> size = new ArrayList<>();
    for (int i = 0; i < a.size().size(); i++) {
      size.add(Math.max(a.size().get(i), b.size().get(i)));
    }
    return Optional.of(new ReceptiveField(size, a.stride(), false));
  }

  private Optional<ReceptiveField> keepIfPositionsStay(Node n) {
    TensorType in = graph.type(n.inputs().get(0));
    TensorType out = graph.type(n.output());
    return field(n, 0)
        .filter(f -> {
          int axes = f.size().size();
          return in.ranked()
              && out.ranked()
              && !f.whole()
              && in.rank() > axes
              && out.rank() > axes
              && in.dims()
                  .subList(in.rank() - axes, in.rank())
                  .equals(out.dims().subList(out.rank() - axes, out.rank()));
        });
  }

  private boolean movesPositions(Node n, Transpose t) {
    int rank = t.permutation().size();
    int axes = field(n, 0).map(f -> f.size().size()).orElse(0);
    for (int i = rank - axes; i < rank; i++) {
      if (i < 0 || t.permutation().get(i) != i) {
        return true;
      }
    }
    return rank == 0;
  }
}
