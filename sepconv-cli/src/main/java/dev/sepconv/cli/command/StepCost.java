package dev.sepconv.cli.command;

import dev.sepconv.analysis.Cost;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a step has to do at least.
///
/// @param macs multiply-adds
/// @param bytesRead inputs and weights, each once
/// @param bytesWritten outputs
record StepCost(long macs, long bytesRead, long bytesWritten) {
  /// What keeps a step from being faster.
  enum Bound {
    COMPUTE,
    MEMORY
  }

  /// The bound that holds, and how near to it a step came.
  ///
  /// @param bound what would take longer at best
  /// @param share of the peak or of the bandwidth, 0 to 1; more if an algorithm multiplies less
  ///   than was counted, as Winograd's does
  record Share(Bound bound, double share) {}

  /// @param step a step
  /// @param plan where it stands
  /// @return its cost; empty if sizes or arithmetic depend on the data
  static Optional<StepCost> of(Plan.Step step, Plan plan) {
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
            new StepCost(cost.macs(), bytes(inputs) + weightBytes(step, graph), bytes(outputs)))
        : Optional.empty();
  }

  private static long weightBytes(Plan.Step step, Graph graph) {
    Map<String, Long> weights = new TreeMap<>();
    for (Node n : step.work().nodes()) {
      for (String input : n.inputs()) {
        graph.constant(input).ifPresent(c -> weights.put(input, bytes(c)));
      }
    }
    return weights.values().stream().mapToLong(Long::longValue).sum();
  }

  private static long bytes(Constant c) {
    return c.elements() * c.type().element().bytes();
  }

  private static long bytes(List<Plan.Slot> slots) {
    return slots.stream().mapToLong(StepCost::bytes).sum();
  }

  /// @param slot where a value of known size lies
  /// @return what it takes, with the padding of its layout
  static long bytes(Plan.Slot slot) {
    TensorType t = slot.type();
    return slot.offset() < 0
        ? (long) t.shape().elements() * t.element().bytes()
        : 4L * slot.layout().floats(t.shape());
  }

  /// @param millis how long it took
  /// @return billions of floating-point operations per second, two per multiply-add
  double gflops(double millis) {
    return 2.0 * macs / (millis * 1e6);
  }

  /// @param machine what the machine can do
  /// @param millis how long the step took
  /// @return what bounds it
  Share share(Calibration machine, double millis) {
    double compute = machine.fmaSeconds(macs);
    double memory = machine.memorySeconds(bytesRead, bytesWritten);
    Bound bound = compute >= memory ? Bound.COMPUTE : Bound.MEMORY;
    return new Share(bound, Math.max(compute, memory) * 1e3 / millis);
  }
}
