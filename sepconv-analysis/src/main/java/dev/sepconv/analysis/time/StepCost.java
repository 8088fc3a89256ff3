package dev.sepconv.analysis.time;

import dev.sepconv.analysis.Cost;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// What a step has to do at least.
///
/// @param macs multiply-adds
/// @param bytesRead inputs and weights, each once
/// @param bytesWritten outputs
public record StepCost(long macs, long bytesRead, long bytesWritten) {
  /// What keeps a step from being faster.
  public enum Bound {
    /// Its multiply-adds would take longer than its memory traffic.
    COMPUTE,
    /// Its memory traffic would take longer than its multiply-adds.
    MEMORY;

    /// @return `compute` or `memory`
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /// The bound that holds, and how near to it a step came.
  ///
  /// @param bound what would take longer at best
  /// @param share of the peak or of the bandwidth, 0 to 1; more if an algorithm multiplies less
  ///   than was counted, as Winograd's does
  public record Share(Bound bound, double share) {}

  /// @param step a step
  /// @param plan where it stands
  /// @return its cost; empty if sizes or arithmetic depend on the data
  public static Optional<StepCost> of(Plan.Step step, Plan plan) {
    Graph graph = plan.graph();
    Cost cost =
        step.work().nodes().stream().map(n -> Cost.of(n, graph)).reduce(Cost.NONE, Cost::plus);
    List<Plan.Slot> inputs = step.inputs().stream().map(i -> plan.slots().get(i)).toList();
    List<Plan.Slot> outputs = step.outputs().stream().map(o -> plan.slots().get(o)).toList();
    boolean known =
        cost.notCounted().isEmpty()
            && inputs.stream().allMatch(s -> s.type().isStatic())
            && outputs.stream().allMatch(s -> s.type().isStatic());
    return known
        ? Optional.of(
            new StepCost(
                cost.macs(),
                bytes(inputs) + weightBytes(step.work().nodes(), graph),
                bytes(outputs)))
        : Optional.empty();
  }

  /// @param node a node
  /// @param graph where it stands
  /// @return its cost, done alone; empty if sizes or arithmetic depend on the data
  public static Optional<StepCost> of(Node node, Graph graph) {
    Cost cost = Cost.of(node, graph);
    if (cost.notCounted().isPresent()) {
      return Optional.empty();
    }
    long read = weightBytes(List.of(node), graph);
    for (String in : Set.copyOf(node.inputs())) {
      boolean value = !in.equals(Node.ABSENT) && graph.constant(in).isEmpty();
      read += value ? bytes(graph.type(in)) : 0;
    }
    long written = node.outputs().stream().mapToLong(o -> bytes(graph.type(o))).sum();
    return Optional.of(new StepCost(cost.macs(), read, written));
  }

  private static long weightBytes(List<Node> nodes, Graph graph) {
    Map<String, Long> weights = new TreeMap<>();
    for (Node n : nodes) {
      for (String input : n.inputs()) {
        graph.constant(input).ifPresent(c -> weights.put(input, bytes(c)));
      }
    }
    return weights.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long bytes(Constant c) {
    return c.elements() * c.type().element().bytes();
  }

  private static long bytes(TensorType t) {
    return (long) t.shape().elements() * t.element().bytes();
  }

  private static long bytes(List<Plan.Slot> slots) {
    return slots.stream().mapToLong(StepCost::bytes).sum();
  }

  /// @param slot where a value of known size lies
  /// @return what it takes, with the padding of its layout
  public static long bytes(Plan.Slot slot) {
    return slot.offset() < 0 ? bytes(slot.type()) : 4L * slot.layout().floats(slot.type().shape());
  }

  /// @return two floating-point operations per multiply-add
  public long flops() {
    return 2 * macs;
  }

  /// @return bytes read and written
  public long bytes() {
    return bytesRead + bytesWritten;
  }

  /// @return the arithmetic intensity, FLOP per byte read or written; 0 where nothing moves
  public double intensity() {
    return bytes() == 0 ? 0 : (double) flops() / bytes();
  }

  /// @param millis how long it took
  /// @return billions of floating-point operations per second, two per multiply-add
  public double gflops(double millis) {
    return flops() / (millis * 1e6);
  }

  /// The least time that it needs, by arithmetic or by memory, whichever is longer.
  ///
  /// @param machine what the machine can do
  /// @return seconds
  public double bestSeconds(Calibration machine) {
    return Math.max(machine.fmaSeconds(macs), machine.memorySeconds(bytesRead, bytesWritten));
  }

  /// @param machine what the machine can do
  /// @return what bounds it
  public Bound bound(Calibration machine) {
    return machine.fmaSeconds(macs) >= machine.memorySeconds(bytesRead, bytesWritten)
        ? Bound.COMPUTE
        : Bound.MEMORY;
  }

  /// @param machine what the machine can do
  /// @param millis how long the step took
  /// @return what bounds it, and how near it came
  public Share share(Calibration machine, double millis) {
    return new Share(bound(machine), bestSeconds(machine) * 1e3 / millis);
  }
}
