package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Cost;
import dev.sepconv.analysis.Geometry;
import dev.sepconv.analysis.time.StepCost;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A network's convolutions in order, depthwise followed by pointwise taken as one.
final class Convolutions {
  private Convolutions() {}

  /// A normal convolution, or a depthwise one with the pointwise one that follows.
  ///
  /// @param first the normal or depthwise convolution
  /// @param pointwise the pointwise convolution that completes a separable one
  /// @param layer the first one's layer
  /// @param pointwiseLayer the pointwise one's layer; empty for a normal convolution
  /// @param inputChannels channels that go in
  /// @param outputChannels channels that come out
  /// @param kernel the first one's kernel
  /// @param output the shape that comes out
  /// @param graph where they stand
  record Item(
      Node first,
      Optional<Node> pointwise,
      String layer,
      String pointwiseLayer,
      long inputChannels,
      long outputChannels,
      List<Integer> kernel,
      TensorType output,
      Graph graph) {
    Replacement.Part firstPart() {
      return part(layer, first);
    }

    Replacement.Part pointwisePart() {
      return part(pointwiseLayer, pointwise.orElseThrow());
    }

    private Replacement.Part part(String path, Node n) {
      long bytes = StepCost.of(n, graph).map(StepCost::bytes).orElse(0L);
      return new Replacement.Part(path, n.name(), Cost.of(n, graph).macs(), bytes);
    }

    boolean normal() {
      return pointwise.isEmpty() && ((Conv) first.op()).groups() == 1;
    }

    boolean replaces(Item other) {
      return other.normal()
          && pointwise.isPresent()
          && other.kernel.stream().anyMatch(k -> k > 1)
          && does(other);
    }

    boolean equalTo(Item other) {
      return pointwise.isPresent() == other.pointwise.isPresent()
          && ((Conv) first.op()).groups() == ((Conv) other.first.op()).groups()
          && does(other);
    }

    private boolean does(Item other) {
      return inputChannels == other.inputChannels
          && outputChannels == other.outputChannels
          && kernel.equals(other.kernel)
          && output.equals(other.output);
    }
  }

  static List<Item> of(Analysis analysis) {
    Graph g = analysis.graph();
    Map<String, String> layers = new HashMap<>();
    // A network that is one layer has no path.
    analysis.layers().stream()
        .filter(l -> !l.path().isEmpty())
        .forEach(l -> l.nodes().forEach(n -> layers.put(n, l.path())));
    Map<String, Node> producers = g.producers();
    Map<String, Node> pointwiseOf = new HashMap<>();
    Set<String> taken = new HashSet<>();
    for (Node n : g.nodes()) {
      if (n.op() instanceof Conv c && isPointwise(c)) {
        before(n, producers)
            .filter(d -> Geometry.of(d, g).orElseThrow().depthwise())
            .filter(d -> pointwiseOf.putIfAbsent(d.name(), n) == null)
            .ifPresent(d -> taken.add(n.name()));
      }
    }
    List<Item> items = new ArrayList<>();
    for (Node n : g.nodes()) {
      if (n.op() instanceof Conv c && !taken.contains(n.name())) {
        Optional<Node> p = Optional.ofNullable(pointwiseOf.get(n.name()));
        TensorType w = g.type(n.inputs().get(1));
        TensorType out = g.type(p.orElse(n).output());
        items.add(
            new Item(
                n,
                p,
                layers.getOrDefault(n.name(), n.name()),
                p.map(x -> layers.getOrDefault(x.name(), x.name())).orElse(""),
                w.dim(1).value() * c.groups(),
                out.dim(1).value(),
                c.window().kernel(),
                out,
                g));
      }
    }
    return items;
  }

  private static boolean isPointwise(Conv c) {
    return c.groups() == 1 && c.window().kernel().stream().allMatch(k -> k == 1);
  }

  /// The convolution before `n` with nothing but normalisation and activation between.
  private static Optional<Node> before(Node n, Map<String, Node> producers) {
    Node p = producers.get(n.inputs().get(0));
    while (p != null) {
      boolean between =
          switch (p.op()) {
            case BatchNormalization o -> true;
            case Unary o -> true;
            case Clip o -> true;
            case PRelu o -> true;
            case Identity o -> true;
            case Dropout o -> true;
            default -> false;
          };
      if (!between) {
        return p.op() instanceof Conv ? Optional.of(p) : Optional.empty();
      }
      p = producers.get(p.inputs().get(0));
    }
    return Optional.empty();
  }

  /// Matches two networks' convolutions in order of appearance, so that as many as possible are
  /// equal or replaced; between equally good matches those at the same place in the module tree
  /// win.
  ///
  /// @return the replaced ones
  static List<Replacement> replaced(Analysis a, Analysis b) {
    List<Item> as = of(a);
    List<Item> bs = of(b);
    int[][] best = new int[as.size() + 1][bs.size() + 1];
    for (int i = as.size() - 1; i >= 0; i--) {
      for (int j = bs.size() - 1; j >= 0; j--) {
        int skip = Math.max(best[i + 1][j], best[i][j + 1]);
        int score = score(as.get(i), bs.get(j));
        best[i][j] = score > 0 ? Math.max(skip, score + best[i + 1][j + 1]) : skip;
      }
    }
    List<Replacement> found = new ArrayList<>();
    int i = 0;
    int j = 0;
    while (i < as.size() && j < bs.size()) {
      Item x = as.get(i);
      Item y = bs.get(j);
      int score = score(x, y);
      if (score > 0 && best[i][j] == score + best[i + 1][j + 1]) {
        if (y.replaces(x)) {
          found.add(replacement(x, y));
        }
        i++;
        j++;
      } else if (best[i][j] == best[i + 1][j]) {
        i++;
      } else {
        j++;
      }
    }
    return Collections.unmodifiableList(found);
  }

  private static Replacement replacement(Item normal, Item separable) {
    return new Replacement(
        normal.firstPart(),
        separable.firstPart(),
        separable.pointwisePart(),
        normal.kernel.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact),
        normal.outputChannels);
  }

  /// 0 for no match; else 100 and the depth to which both paths agree.
  private static int score(Item a, Item b) {
    if (!b.equalTo(a) && !b.replaces(a)) {
      return 0;
    }
    List<String> p = List.of(a.layer.split("[./]", -1));
    List<String> q = List.of(b.layer.split("[./]", -1));
    int common = 0;
    while (common < Math.min(p.size(), q.size()) && p.get(common).equals(q.get(common))) {
      common++;
    }
    return 100 + Math.min(common, 9);
  }
}
