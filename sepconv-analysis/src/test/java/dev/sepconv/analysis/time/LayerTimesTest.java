package dev.sepconv.analysis.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Layer;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.Measurement;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.zoo.Zoo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayerTimesTest {
  private static final Calibration MACHINE =
      new Calibration(1, 100e9, List.of(new Calibration.Memory(1 << 15, 10e9, 10e9)));

  /// Step `i` takes `i + 1` milliseconds.
  private static StepTimes times(CompiledModel model) {
    int steps = model.plan(Map.of()).steps().size();
    List<Measurement> times = new ArrayList<>();
    for (int i = 0; i < steps; i++) {
      times.add(Measurement.ofTimes((i + 1) * 1_000_000L));
    }
    return StepTimes.of(model, times, MACHINE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet8", "mobilenet_v3_small", "shufflenet_v2_x0_5", "ds_cnn"})
  void everyNodeIsInOneStepAndNoTimeIsLost(String name) {
    Analysis analysis = Analysis.of(Zoo.graph(name));
    StepTimes steps = times(new CpuBackend(1).compile(analysis.graph()));
    assertThat(steps.list().stream().flatMap(s -> s.nodes().stream()))
        .doesNotHaveDuplicates()
        .containsExactlyInAnyOrderElementsOf(
            analysis.graph().nodes().stream().map(Node::name).toList());
    LayerTimes layers = LayerTimes.of(analysis.graph(), steps);
    double all = analysis.layers().stream().mapToDouble(l -> layers.of(l).millis()).sum();
    double work =
        steps.list().stream().filter(s -> !s.nodes().isEmpty()).mapToDouble(StepTime::millis).sum();
    assertThat(all).isEqualTo(work, offset(1e-9));
  }

  @Test
  void whatIsFoldedTakesNothing() {
    Graph g =
        Analysis.of(
                Sequential.of(Conv2d.of(8, 8, 3), new BatchNorm2d(8), new ReLU())
                    .trace("g", 0, 8, 10, 10))
            .graph();
    Analysis a = Analysis.of(g);
    LayerTimes layers = LayerTimes.of(g, times(new CpuBackend(1).compile(g)));
    Layer conv = a.layers().get(0);
    assertThat(layers.of(conv).millis()).isPositive();
    assertThat(layers.of(conv).exact()).isTrue();
    assertThat(layers.of(conv).bound()).isPresent();
    assertThat(layers.of(a.layers().get(1)).millis()).isZero();
  }

  @Test
  void aStepOfTwoLayersIsDividedByWhatEachNeedsAtBest() {
    Graph g =
        Analysis.of(
                Sequential.of(Conv2d.of(8, 8, 3).bias(false), Conv2d.of(8, 8, 3).bias(false))
                    .trace("g", 0, 8, 12, 12))
            .graph();
    StepTimes steps =
        new StepTimes(
            MACHINE, List.of(new StepTime("both", "k", List.of("0", "1"), 3, Optional.empty())));
    LayerTimes layers = LayerTimes.of(g, steps);
    LayerTime first = layers.of(List.of("0"));
    LayerTime second = layers.of(List.of("1"));
    double a = StepCost.of(g.nodes().get(0), g).orElseThrow().bestSeconds(MACHINE);
    double b = StepCost.of(g.nodes().get(1), g).orElseThrow().bestSeconds(MACHINE);
    assertThat(first.millis()).isEqualTo(3 * a / (a + b), offset(1e-12));
    assertThat(first.exact()).isFalse();
    assertThat(first.millis() + second.millis()).isEqualTo(3, offset(1e-12));
    assertThat(layers.of(List.of("0", "1")).exact()).isTrue();
    assertThat(first.bound()).isEmpty();
  }
}
