package dev.sepconv.engine.plan;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.Work;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Divides a graph into pieces of work: a convolution or linear layer takes the residual addition
/// and the activation that follow it, and the next convolutions or pool, as a depthwise convolution
/// takes the pointwise layers after and before it, wherever a kernel does the larger piece; a layer
/// takes a global pool of its result that others read too, as a squeeze-excite block begins; so
/// does a channel shuffle, which is three nodes, and a layer takes the factors of its input's
/// channels, as a squeeze-excite block ends, or the choice of them. What is in between must be read
/// by nobody else.
public final class Fusion {
  private final Graph graph;
  private final Predicate<Work> doable;
  private final Map<String, List<Node>> consumers;
  private final Set<Node> taken = new HashSet<>();

  private Fusion(Graph graph, Predicate<Work> doable) {
    this.graph = graph;
    this.doable = doable;
    consumers = graph.consumers();
  }

  /// Divides a graph.
  ///
  /// @param graph the graph after all passes
  /// @param doable whether a kernel does a piece of several nodes
  /// @return every node once, in an order in which each piece comes after those it reads from
  public static List<Work> divide(Graph graph, Predicate<Work> doable) {
    return new Fusion(graph, doable).divide();
  }

  private List<Work> divide() {
    List<Work> pieces = new ArrayList<>();
    for (Node n : graph.nodes()) {
      if (taken.contains(n)) {
        continue;
      }
      List<Node> chain = withEpilogue(n);
      if (n.op() instanceof Reshape) {
        chain = withTransposition(n);
      } else if (n.op() instanceof Gather
          || (n.op() instanceof Binary b && b.kind() == Binary.Kind.MUL)) {
        chain = withReader(n);
      }
      Work piece = withGlobalPool(withNextLayers(chain));
      taken.addAll(piece.nodes());
      pieces.add(piece);
    }
    return ordered(pieces);
  }

  /// A layer with the longest epilogue that a kernel does.
  private List<Node> withEpilogue(Node layer) {
    List<Node> best = List.of(layer);
    boolean linear =
        switch (layer.op()) {
          case Conv _, ConvTranspose _, Gemm _ -> true;
          default -> false;
        };
    if (!linear) {
      return best;
    }
    List<Node> chain = new ArrayList<>(best);
    boolean added = false;
    while (true) {
      Node last = chain.getLast();
      Node next = onlyConsumer(last);
      if (next == null) {
        return best;
      }
      boolean isAdd = !added && next.op() instanceof Binary b && b.kind() == Binary.Kind.ADD;
      if (isAdd && isResidual(next, last)) {
        added = true;
      } else if (Activation.of(graph, next).isEmpty()
          || !next.inputs().get(0).equals(last.output())) {
        return best;
      }
      chain.add(next);
      if (doable.test(new Work(graph, chain))) {
        best = List.copyOf(chain);
      }
      if (!isAdd) {
        return best;
      }
    }
  }

  /// A node with the convolution that alone reads it.
  private List<Node> withReader(Node node) {
    Node layer = onlyConsumer(node);
    if (layer == null || !(layer.op() instanceof Conv)) {
      return List.of(node);
    }
    List<Node> chain = new ArrayList<>(List.of(node));
    chain.addAll(withEpilogue(layer));
    return doable.test(new Work(graph, chain)) ? chain : List.of(node);
  }

  /// A layer with one or two layers or a pool after it: the longest piece that a kernel does.
  private List<Node> withNextLayers(List<Node> chain) {
    List<Node> best = chain;
    List<Node> longer = withNextLayer(chain);
    for (int layers = 2; layers <= 3 && !longer.isEmpty(); layers++) {
      if (doable.test(new Work(graph, longer))) {
        best = longer;
      }
      longer = withNextLayer(longer);
    }
    return best;
  }

  /// Adds the convolution or pool that alone reads the result; empty if there is none such.
  private List<Node> withNextLayer(List<Node> chain) {
    Node next = onlyConsumer(chain.getLast());
    if (next == null
        || !next.inputs().get(0).equals(chain.getLast().output())
        || !(next.op() instanceof Pool || next.op() instanceof Conv)) {
      return List.of();
    }
    List<Node> both = new ArrayList<>(chain);
    both.addAll(withEpilogue(next));
    return both;
  }

  /// A piece with a global pool of its result; then it has both as outputs.
  private Work withGlobalPool(List<Node> chain) {
    String value = chain.getLast().outputs().getFirst();
    List<Node> readers = consumers.getOrDefault(value, List.of());
    for (Node pool : readers.size() > 1 ? readers : List.<Node>of()) {
      if (pool.op() instanceof GlobalPool && !taken.contains(pool)) {
        List<Node> all = new ArrayList<>(chain);
        all.add(pool);
        Work both = new Work(graph, all, List.of(value, pool.output()));
        if (doable.test(both)) {
          return both;
        }
      }
    }
    return new Work(graph, chain);
  }

  /// A view, a transposition of it and a view of that, as for a channel shuffle.
  private List<Node> withTransposition(Node view) {
    Node transpose = onlyConsumer(view);
    if (transpose == null || !(transpose.op() instanceof Transpose)) {
      return List.of(view);
    }
    Node back = onlyConsumer(transpose);
    if (back == null || !(back.op() instanceof Reshape)) {
      return List.of(view);
    }
    List<Node> chain = List.of(view, transpose, back);
    return doable.test(new Work(graph, chain)) ? chain : List.of(view);
  }

  /// Whether the other side of an addition has the same shape and is known before this one has to
  /// run.
  private boolean isResidual(Node add, Node producer) {
    boolean first = add.inputs().get(0).equals(producer.output());
    String other = add.inputs().get(first ? 1 : 0);
    return !other.equals(producer.output())
        && graph.constant(other).isEmpty()
        && graph.type(other).isStatic()
        && graph.type(other).equals(graph.type(add.output()));
  }

  private @Nullable Node onlyConsumer(Node n) {
    List<Node> readers = consumers.getOrDefault(n.output(), List.of());
    boolean only =
        n.outputs().size() == 1
            && readers.size() == 1
            && readers.getFirst().inputs().stream().filter(n.output()::equals).count() == 1
            && !graph.outputs().contains(n.output())
            && !taken.contains(readers.getFirst());
    return only ? readers.getFirst() : null;
  }

  /// A piece may read a value that is produced after its first node (a shortcut's convolution), so
  /// pieces are put in the order in which their inputs become ready, the original order otherwise.
  private List<Work> ordered(List<Work> pieces) {
    Map<String, Work> producer = new HashMap<>();
    pieces.forEach(p -> p.outputs().forEach(o -> producer.put(o, p)));
    List<Work> order = new ArrayList<>(pieces.size());
    Set<Work> done = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Work p : pieces) {
      place(p, producer, done, order);
    }
    return order;
  }

  private static void place(Work p, Map<String, Work> producer, Set<Work> done, List<Work> order) {
    if (!done.add(p)) {
      return;
    }
    for (String i : p.inputs()) {
      Work before = producer.get(i);
      if (before != null) {
        place(before, producer, done, order);
      }
    }
    order.add(p);
  }
}
