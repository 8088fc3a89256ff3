package dev.sepconv.analysis.time;

import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// How long every step of a network takes, and the yardstick.
///
/// @param machine what the machine can do
/// @param list one per step of the plan, in order
public record StepTimes(Calibration machine, List<StepTime> list) {
  /// Copies the list.
  public StepTimes {
    list = List.copyOf(list);
  }

  /// @param model a model whose inputs' sizes are known
  /// @param times one per step of its plan
  /// @param machine the yardstick
  /// @return all of it together
  public static StepTimes of(CompiledModel model, List<Measurement> times, Calibration machine) {
    Plan plan = model.plan(Map.of());
    List<List<String>> nodes = Coverage.of(model.graph(), plan);
    List<StepTime> steps = new ArrayList<>();
    for (int i = 0; i < times.size(); i++) {
      Plan.Step s = plan.steps().get(i);
      String name =
          s.isReorder() ? plan.slots().get(s.outputs().getFirst()).name() : s.work().main().name();
      steps.add(
          new StepTime(
              name, s.kernel(), nodes.get(i), times.get(i).medianMillis(), StepCost.of(s, plan)));
    }
    return new StepTimes(machine, steps);
  }

  /// @param step its place in the list
  /// @return what bounds it, and how near it comes; empty if that depends on the data
  public Optional<StepCost.Share> share(int step) {
    StepTime s = list.get(step);
    return s.cost().map(c -> c.share(machine, s.millis()));
  }

  /// @return milliseconds of all steps together
  public double millis() {
    return list.stream().mapToDouble(StepTime::millis).sum();
  }
}
