package dev.sepconv.engine.plan;

import dev.sepconv.engine.plan.Plan.Slot;
import dev.sepconv.engine.plan.Plan.Step;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.Kernels.Choice;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Turns a graph of known input shapes into a plan: divides it into pieces of work, chooses a
/// kernel for each, reorders values only where a kernel asks for another layout, and places float32
/// results in one arena.
public final class Planner {
  /// Blocks of the arena begin at multiples of this many floats: one cache line of 64 bytes.
  private static final int ALIGNMENT = 16;

  private final Graph graph;
  private final List<String> passes;
  private final Kernels kernels;
  private final List<Variant> variants = new ArrayList<>();
  private final Map<Key, Integer> byKey = new HashMap<>();
  private final Map<String, Layout> produced = new HashMap<>();
  private final List<Step> steps = new ArrayList<>();

  private record Key(String value, Layout layout) {}

  /// A value in a layout; `root` is the variant whose memory it shares, itself unless it is a view.
  private record Variant(String name, TensorType type, Layout layout, boolean own, int root) {}

  private Planner(Graph graph, List<String> passes, Kernels kernels) {
    this.graph = graph;
    this.passes = passes;
    this.kernels = kernels;
  }

  /// Plans a graph.
  ///
  /// @param graph the graph after all passes, with known input shapes
  /// @param passes what the passes did
  /// @param kernels the kernels to choose from
  /// @return the plan
  public static Plan plan(Graph graph, List<String> passes, Kernels kernels) {
    return new Planner(graph, passes, kernels).plan();
  }

  private Plan plan() {
    graph.inputs().forEach(i -> define(i, Layout.PLAIN, true));
    graph.constants().keySet().forEach(c -> define(c, Layout.PLAIN, true));
    for (Work w : Fusion.divide(graph, this::doable)) {
      add(w);
    }
    List<Integer> outputs = graph.outputs().stream().map(o -> in(o, Layout.PLAIN)).toList();
    return place(outputs);
  }

  /// Whether a kernel other than the reference does it: the reference gains nothing by doing nodes
  /// together.
  private boolean doable(Work work) {
    List<Layout> plain = work.inputs().stream().map(i -> Layout.PLAIN).toList();
    return kernels.select(work, plain).filter(c -> !kernels.isLast(c.kernel())).isPresent();
  }

  private void add(Work work) {
    List<String> inputs = work.inputs();
    if (isView(work)) {
      int source = in(inputs.getFirst(), Layout.PLAIN);
      if (!variants.get(source).own) {
        view(work.last().output(), Layout.PLAIN, source);
        return;
      }
    }
    List<Layout> available =
        inputs.stream().map(i -> produced.getOrDefault(i, Layout.PLAIN)).toList();
    Choice choice =
        kernels
            .select(work, available)
            .orElseThrow(() -> new IllegalStateException("no kernel does " + work.nodes()));
    List<Integer> sources = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      sources.add(in(inputs.get(i), choice.layouts().inputs().get(i)));
    }
    Kernel.Task task = choice.kernel().prepare(work, choice.layouts());
    List<Integer> results = new ArrayList<>();
    for (String o : work.outputs()) {
      boolean plain = choice.layouts().output() == Layout.PLAIN;
      results.add(define(o, choice.layouts().output(), !pooled(o) && plain));
    }
    steps.add(new Step(work, choice.kernel().id(), task, sources, results));
  }

  /// Whether a value may lie in the arena; graph outputs may not, the caller keeps them.
  private boolean pooled(String value) {
    TensorType t = graph.type(value);
    return t.element() == ElementType.FLOAT32 && t.isStatic() && !graph.outputs().contains(value);
  }

  private boolean isView(Work work) {
    boolean view =
        switch (work.first().op()) {
          case Reshape _, Flatten _, Squeeze _, Unsqueeze _ -> true;
          default -> false;
        };
    return view
        && work.nodes().size() == 1
        && pooled(work.last().output())
        && !graph.inputs().contains(work.first().inputs().get(0))
        && graph.constant(work.first().inputs().get(0)).isEmpty();
  }

  /// The variant of a value in a layout, reordered if it does not lie so yet.
  private int in(String value, Layout layout) {
    Integer known = byKey.get(new Key(value, layout));
    if (known != null) {
      return known;
    }
    Layout other = Objects.requireNonNull(produced.get(value), value);
    int source = Objects.requireNonNull(byKey.get(new Key(value, other)));
    Shape shape = graph.type(value).shape();
    // One pixel of one image is a vector of channels either way.
    boolean same = layout == Layout.PLAIN && shape.dim(0) * shape.dim(2) * shape.dim(3) == 1;
    if (same && pooled(value)) {
      return view(value, layout, source);
    }
    int result = define(value, layout, layout == Layout.PLAIN && !pooled(value));
    String id = layout == Layout.PLAIN ? "reorder-to-plain" : "reorder-to-channels-last";
    Kernel.Task task = kernels.reorders().of(shape, layout == Layout.CHANNELS_LAST);
    steps.add(new Step(new Work(graph, List.of()), id, task, List.of(source), List.of(result)));
    return result;
  }

  private int define(String value, Layout layout, boolean own) {
    return put(new Variant(value, graph.type(value), layout, own, variants.size()));
  }

  private int view(String value, Layout layout, int source) {
    return put(new Variant(value, graph.type(value), layout, false, variants.get(source).root));
  }

  private int put(Variant v) {
    variants.add(v);
    byKey.put(new Key(v.name, v.layout), variants.size() - 1);
    produced.putIfAbsent(v.name, v.layout);
    return variants.size() - 1;
  }

  private Plan place(List<Integer> outputs) {
    int[] first = new int[variants.size()];
    int[] last = new int[variants.size()];
    Arrays.fill(first, -1);
    for (int s = 0; s < steps.size(); s++) {
      for (int v : steps.get(s).outputs()) {
        int root = variants.get(v).root;
        first[root] = s;
        last[root] = s;
      }
      for (int v : steps.get(s).inputs()) {
        last[variants.get(v).root] = s;
      }
    }
    ArenaPlanner arena = new ArenaPlanner();
    int[] block = new int[variants.size()];
    long unshared = 0;
    for (int v = 0; v < variants.size(); v++) {
      Variant x = variants.get(v);
      if (!x.own && x.root == v) {
        int floats = Math.ceilDiv(x.layout.floats(x.type.shape()), ALIGNMENT) * ALIGNMENT;
        unshared += floats;
        block[v] = arena.add(floats, first[v], last[v]);
      }
    }
    ArenaPlanner.Placement placement = arena.place();
    List<Slot> slots = new ArrayList<>();
    for (Variant x : variants) {
      int offset =
          x.own ? -1 : Layout.FIRST_LINE + Math.toIntExact(placement.offsets()[block[x.root]]);
      slots.add(new Slot(x.name, x.type, x.layout, offset));
    }
    int scratch = steps.stream().mapToInt(s -> s.task().scratchFloats()).max().orElse(0);
    return new Plan(
        graph,
        passes,
        slots,
        steps,
        graph.inputs().stream().map(i -> byKey.get(new Key(i, Layout.PLAIN))).toList(),
        outputs,
        Layout.FIRST_LINE + Math.toIntExact(placement.size()),
        unshared,
        Math.ceilDiv(scratch, ALIGNMENT) * ALIGNMENT);
  }
}
