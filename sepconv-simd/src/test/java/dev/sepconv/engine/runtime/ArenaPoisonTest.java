package dev.sepconv.engine.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.simd.Networks;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Before every step, all memory that no later step may read is filled with NaN: what the plan
/// reuses, what it has not written yet, and the scratch memory of every worker.
class ArenaPoisonTest {
  /// A part of the arena that holds something.
  ///
  /// @param offset its first float
  /// @param floats how many
  /// @param written the step that writes it
  /// @param read the last step that reads it
  private record Value(int offset, int floats, int written, int read) {
    boolean isLiveBefore(int step) {
      return written < step && step <= read;
    }
  }

  /// Those of more than one step: a single one has no memory to share.
  static List<String> networks() {
    return Networks.names().stream().filter(n -> !n.startsWith("article")).toList();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void deadMemoryReachesNoResult(String name) {
    Graph graph = Networks.graph(name);
    String input = graph.inputs().getFirst();
    for (int batch = 1; batch <= 2; batch++) {
      Shape shape = Networks.shape(graph, batch);
      Plan plan = new CpuBackend(1).compile(graph).plan(Map.of(input, shape));
      List<Value> values = values(plan);
      assertThat(values).isNotEmpty();
      WorkerPool pool = new WorkerPool(2);
      try {
        Executable executable = new Executable(plan, pool);
        Map<String, Tensor> inputs = Map.of(input, Networks.random(shape, batch));
        Map<String, Tensor> expected = executable.run(inputs);
        Map<String, Tensor> poisoned =
            executable.run(
                inputs,
                Map.of(),
                (frame, s, workers) -> {
                  poison(frame.arena(), values.stream().filter(v -> v.isLiveBefore(s)).toList());
                  executable.step(frame, s, workers);
                });
        assertThat(poisoned).isEqualTo(expected);
        assertThat(expected.values())
            .allSatisfy(t -> assertThat(t.floats()).doesNotContain(Float.NaN));
        // The check itself: without the values that are live, nothing is left.
        Map<String, Tensor> nothing =
            executable.run(
                inputs,
                Map.of(),
                (frame, s, workers) -> {
                  poison(frame.arena(), List.of());
                  executable.step(frame, s, workers);
                });
        assertThat(nothing).isNotEqualTo(expected);
      } finally {
        pool.close();
      }
    }
  }

  private static void poison(float[] arena, List<Value> live) {
    boolean[] keep = new boolean[arena.length];
    live.forEach(v -> Arrays.fill(keep, v.offset, v.offset + v.floats, true));
    for (int i = 0; i < arena.length; i++) {
      if (!keep[i]) {
        arena[i] = Float.NaN;
      }
    }
  }

  /// What the steps write into the arena. A slot that no step writes is a view of the value that
  /// was last written where it begins; reading it is reading that.
  private static List<Value> values(Plan plan) {
    List<Value> values = new ArrayList<>();
    for (int s = 0; s < plan.steps().size(); s++) {
      Plan.Step step = plan.steps().get(s);
      for (int slot : step.inputs()) {
        int offset = plan.slots().get(slot).offset();
        for (int v = values.size() - 1; offset >= 0 && v >= 0; v--) {
          Value value = values.get(v);
          if (value.offset == offset) {
            values.set(v, new Value(offset, value.floats, value.written, s));
            break;
          }
        }
      }
      for (int slot : step.outputs()) {
        Plan.Slot o = plan.slots().get(slot);
        if (o.offset() >= 0) {
          values.add(new Value(o.offset(), o.layout().floats(o.type().shape()), s, s));
        }
      }
    }
    return values;
  }
}
