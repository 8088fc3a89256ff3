package dev.sepconv.engine.runtime;

import dev.sepconv.engine.plan.ArenaPlanner;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.engine.plan.Plan.Place;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.SepconvException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentLinkedQueue;

/// A graph of known input shapes, prepared: kernels chosen, weights packed, memory placed.
/// Thread-safe.
///
/// Every value has a slot. Float32 results of known shape that only steps read lie in one arena per
/// call; arenas are reused from call to call. Graph outputs get arrays of their own, since the
/// caller keeps them.
public final class Executable {
  /// Arena blocks begin at multiples of this many floats: one cache line of 64 bytes.
  private static final int ALIGNMENT = 16;

  private final Graph graph;
  private final Plan plan;
  private final List<Step> steps = new ArrayList<>();
  private final Map<String, Integer> slots = new HashMap<>();
  private final List<Slot> layout = new ArrayList<>();
  private final int arenaFloats;
  private final ConcurrentLinkedQueue<float[]> arenas = new ConcurrentLinkedQueue<>();

  /// Where a value lies; offset -1 means a tensor of its own.
  record Slot(TensorType type, int offset) {}

  @SuppressWarnings("ArrayRecordComponent") // read in every run, never compared
  private record Step(Node node, Kernel.Task task, int[] inputs, int[] outputs) {}

  /// Prepares a graph.
  ///
  /// @param graph the graph after all passes, with known input shapes
  /// @param passes what the passes did, for the plan
  /// @param kernels the kernels to choose from
  public Executable(Graph graph, List<String> passes, Kernels kernels) {
    this.graph = graph;
    Map<String, Integer> blocks = new HashMap<>();
    ArenaPlanner.Placement placement = placeArena(graph, blocks);
    arenaFloats = Math.toIntExact(placement.size());
    List<Plan.Step> planned = new ArrayList<>();
    long unshared = 0;
    graph.inputs().forEach(i -> slot(i, -1));
    graph.constants().keySet().forEach(c -> slot(c, -1));
    for (Node n : graph.nodes()) {
      List<Place> places = new ArrayList<>();
      for (String o : n.outputs()) {
        Integer block = blocks.get(o);
        int offset = block == null ? -1 : Math.toIntExact(placement.offsets()[block]);
        slot(o, offset);
        long bytes = bytes(graph.type(o));
        unshared += bytes;
        places.add(new Place(offset, bytes));
      }
      Kernel kernel = kernels.select(graph, n);
      steps.add(new Step(n, kernel.prepare(graph, n), slotsOf(n.inputs()), slotsOf(n.outputs())));
      planned.add(new Plan.Step(List.of(n), kernel.id(), places));
    }
    plan = new Plan(graph, passes, planned, 4L * arenaFloats, unshared);
  }

  /// How it runs.
  ///
  /// @return the plan
  public Plan plan() {
    return plan;
  }

  /// Runs once.
  ///
  /// @param inputs a fitting tensor for every graph input
  /// @return every graph output, in order
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    float[] pooled = arenas.poll();
    float[] arena = pooled == null ? new float[arenaFloats] : pooled;
    Frame frame = new Frame(layout, arena);
    inputs.forEach((name, t) -> frame.put(slotOf(name), t));
    for (Constant c : graph.constants().values()) {
      frame.put(slotOf(c.name()), c.tensor());
    }
    for (Step s : steps) {
      try {
        s.task.run(frame.at(s.inputs, s.outputs));
      } catch (SepconvException e) {
        throw new InvalidInputException("layer " + s.node + ": " + e.getMessage(), e);
      }
    }
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    graph.outputs().forEach(o -> outputs.put(o, frame.tensor(slotOf(o))));
    arenas.add(arena);
    return outputs;
  }

  private static ArenaPlanner.Placement placeArena(Graph graph, Map<String, Integer> blocks) {
    Map<String, Integer> lastRead = new HashMap<>();
    for (int step = 0; step < graph.nodes().size(); step++) {
      for (String in : graph.nodes().get(step).inputs()) {
        lastRead.put(in, step);
      }
    }
    ArenaPlanner planner = new ArenaPlanner();
    for (int step = 0; step < graph.nodes().size(); step++) {
      for (String out : graph.nodes().get(step).outputs()) {
        TensorType t = graph.type(out);
        boolean pooled =
            t.element() == ElementType.FLOAT32 && t.isStatic() && !graph.outputs().contains(out);
        if (pooled) {
          int size = Math.ceilDiv(t.shape().elements(), ALIGNMENT) * ALIGNMENT;
          blocks.put(out, planner.add(size, step, lastRead.getOrDefault(out, step)));
        }
      }
    }
    return planner.place();
  }

  private void slot(String value, int offset) {
    slots.put(value, layout.size());
    layout.add(new Slot(graph.type(value), offset));
  }

  private int slotOf(String value) {
    return Objects.requireNonNull(slots.get(value), value);
  }

  private int[] slotsOf(List<String> values) {
    return values.stream().mapToInt(v -> v.equals(Node.ABSENT) ? -1 : slotOf(v)).toArray();
  }

  private static long bytes(TensorType t) {
    return t.isStatic() ? (long) t.shape().elements() * t.element().bytes() : 0;
  }
}
