package dev.sepconv.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AlternatingTest {
  private static final Measurement.Limits SHORT =
      new Measurement.Limits(Duration.ZERO, Duration.ZERO, 3);

  @Test
  void bothAreRunAndEveryRunIsReported() {
    AtomicInteger first = new AtomicInteger();
    AtomicInteger second = new AtomicInteger();
    Map<Measurement.Phase, Integer> told = new EnumMap<>(Measurement.Phase.class);
    Alternating.Pair pair =
        Alternating.measure(
            first::incrementAndGet,
            second::incrementAndGet,
            SHORT,
            phase -> told.merge(phase, 1, Integer::sum));
    assertThat(pair.first().runs()).isBetween(3, first.get());
    assertThat(pair.second().runs()).isBetween(3, second.get());
    assertThat(told.get(Measurement.Phase.RUNS))
        .isEqualTo(pair.first().runs() + pair.second().runs());
    assertThat(pair.ratio().p10()).isPositive().isLessThanOrEqualTo(pair.ratio().p90());
  }

  @Test
  void everyStepHasATime() {
    Graph graph =
        Conv2d.of(2, 3, 3)
            .trace("g", 0, Map.of("input", TensorType.of(ElementType.FLOAT32, 1, 2, 8, 8)));
    CompiledModel model = new CpuBackend(1).compile(graph);
    Alternating.Subject subject = Alternating.Subject.of(model, Noise.inputs(graph, 0));
    Alternating.StepPair pair = Alternating.steps(subject, subject, SHORT, _ -> {});
    assertThat(pair.first()).hasSize(model.plan(Map.of()).steps().size()).isNotEmpty();
    assertThat(pair.second()).hasSameSizeAs(pair.first());
    assertThat(pair.first()).allSatisfy(m -> assertThat(m.runs()).isGreaterThanOrEqualTo(3));
  }
}
