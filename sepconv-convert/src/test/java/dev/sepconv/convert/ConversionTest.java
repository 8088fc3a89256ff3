package dev.sepconv.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Linear;
import dev.sepconv.nn.MaxPool2d;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConversionTest {
  private static final NoiseSamples SAMPLES = NoiseSamples.of(40, "input", 3, 14, 14);

  private static Conversion conversion(Step step) {
    return (step.needsData() ? Conversion.calibrated(SAMPLES) : Conversion.dataFree())
        .with(step)
        .withThreads(1);
  }

  private static int[] each(ConvLayer layer, int rank) {
    int[] k = new int[layer.ic()];
    Arrays.fill(k, rank);
    return k;
  }

  @Test
  void theErrorOfTheWeightsFallsWithEveryComponent() {
    Graph graph = Sequential.of(Conv2d.of(12, 20, 3).padding(1)).trace("g", 0, 12, 10, 10);
    ConvLayer layer = Conversion.dataFree().prepare(graph).candidates().getFirst();
    Components components = Components.of(layer, Optional.empty());
    double before = Double.MAX_VALUE;
    for (int k = 1; k <= layer.fullRank(); k++) {
      double error = weightError(layer, components.keep(each(layer, k)));
      assertThat(error).isLessThan(before);
      // What the singular values say is what is lost.
      assertThat(error * error).isCloseTo(components.dropped(k), within(1e-6));
      before = error;
    }
    assertThat(before).isLessThan(1e-6);
  }

  private static double weightError(ConvLayer layer, Separable s) {
    double difference = 0;
    double norm = 0;
    for (int o = 0; o < layer.oc(); o++) {
      for (int i = 0; i < layer.ic(); i++) {
        for (int t = 0; t < layer.taps(); t++) {
          double w = layer.weights().floats()[layer.filter(o, i) + t];
          double sum = 0;
          for (int m = 0; m < s.components(); m++) {
            if (s.channels()[m] == i) {
              sum +=
                  (double) s.pointwise()[o * s.components() + m]
                      * s.depthwise()[m * layer.taps() + t];
            }
          }
          difference += (w - sum) * (w - sum);
          norm += w * w;
        }
      }
    }
    return Math.sqrt(difference / norm);
  }

  @Test
  void theErrorOfTheOutputFallsWithEveryComponentFittedByLeastSquares() {
    Graph graph =
        Sequential.of(Conv2d.of(3, 8, 3), new ReLU(), Conv2d.of(8, 16, 3).padding(1))
            .trace("g", 0, 3, 12, 12);
    // Fewer than ten are all fitted to, so that a smaller fit is part of a larger one.
    Conversion few = Conversion.calibrated(NoiseSamples.of(8, "input", 3, 12, 12)).withThreads(1);
    Preparation p = few.with(Step.JOINT).prepare(graph);
    ConvLayer layer = p.candidates().getFirst();
    double before = Double.MAX_VALUE;
    for (int k = 1; k <= layer.fullRank(); k++) {
      Converted c = p.convert(Map.of(layer, each(layer, k)), "rank " + k);
      double error = c.layers().getLast().error().orElseThrow();
      assertThat(error).as("rank %d", k).isLessThan(before);
      assertThat(c.outputError().orElseThrow()).isGreaterThan(0);
      before = error;
    }
    assertThat(before).isLessThan(1e-3);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.85, 0.6, 0.45, 0.3})
  void aBudgetPerChannelIsMetWithinOnePercent(double share) {
    Graph graph = Nets.residual();
    Converted macs = conversion(Step.NORMALIZATION).convert(graph, new Budget.Macs(share));
    assertThat((double) macs.after().macs() / macs.before().macs()).isBetween(share - 0.01, share);
    long parameters =
        Conversion.dataFree().convert(graph, new Budget.Params(share)).after().params();
    // Folded normalisation takes its parameters with it, so it may be less.
    assertThat((double) parameters / macs.before().params()).isBetween(share - 0.03, share);
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void theFirstLayerMayReadTheInput(Step step) {
    Graph graph =
        Sequential.of(Conv2d.of(8, 16, 3), new ReLU(), Conv2d.of(16, 16, 3))
            .trace("g", 0, 8, 10, 10);
    NoiseSamples samples = NoiseSamples.of(20, "input", 8, 10, 10);
    Conversion c = step.needsData() ? Conversion.calibrated(samples) : Conversion.dataFree();
    Converted half = c.with(step).withThreads(1).convert(graph, new Budget.Macs(0.5));
    assertThat(half.convertedLayers()).isEqualTo(2);
    assertThat(half.outputError().isPresent()).isEqualTo(step.needsData());
  }

  @Test
  void aFixedBatchIsCountedAsAWhole() {
    Graph graph = Nets.residual();
    TensorType one = graph.type("input");
    List<Dim> dims = new ArrayList<>(one.dims());
    dims.set(0, Dim.of(5));
    Graph five = graph.withInputs(Map.of("input", one.withDims(dims)));
    // Of 37 samples the last batch is incomplete.
    Conversion c = Conversion.calibrated(NoiseSamples.of(37, "input", 3, 14, 14)).withThreads(1);
    Converted half = c.with(Step.JOINT).convert(five, new Budget.Macs(0.5));
    assertThat((double) half.after().macs() / half.before().macs()).isBetween(0.49, 0.5);
    assertThat(half.graph().type("input").dim(0)).isEqualTo(Dim.of(5));
    assertThat(half.outputError().orElseThrow()).isBetween(1e-4, 0.5);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.85, 0.6, 0.45, 0.3})
  void aBudgetPerLayerIsNotExceeded(double share) {
    Conversion perLayer = conversion(Step.NORMALIZATION).with(Allocation.PER_LAYER);
    Converted c = perLayer.convert(Nets.residual(), new Budget.Macs(share));
    assertThat((double) c.after().macs() / c.before().macs()).isBetween(share - 0.2, share);
    c.layers().stream()
        .filter(LayerReport::converted)
        .forEach(l -> assertThat(l.rank()).isEqualTo(Math.rint(l.rank())));
  }

  @Test
  void aBudgetThatCannotBeMetSaysWhatIsLeft() {
    Conversion conversion = Conversion.dataFree().with(Allocation.PER_LAYER);
    assertThatThrownBy(() -> conversion.convert(Nets.residual(), new Budget.Macs(0.05)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("5 % of the MACs", "cannot be met", "not converted takes");
  }

  @Test
  void everyStepIsNearer() {
    Graph graph = Nets.residual();
    Map<Step, Double> errors = new HashMap<>();
    for (Step step : List.of(Step.INPUT, Step.JOINT, Step.ACTIVATION)) {
      Converted c = conversion(step).convert(graph, new Budget.Macs(0.35));
      errors.put(step, c.outputError().orElseThrow());
      List<Double> layers = new ArrayList<>();
      c.layers().forEach(l -> l.error().ifPresent(layers::add));
      assertThat(layers).isNotEmpty().allMatch(e -> e > 0 && e < 1.5);
    }
    assertThat(errors.getOrDefault(Step.JOINT, 9.0))
        .isLessThan(0.7 * errors.getOrDefault(Step.INPUT, 0.0));
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void theSameSeedGivesTheSameWeights(Step step) {
    Graph graph = Nets.residual();
    Graph a = conversion(step).convert(graph, new Budget.Macs(0.4)).graph();
    Graph b = conversion(step).withThreads(2).convert(graph, new Budget.Macs(0.4)).graph();
    assertThat(a.constants().keySet()).isEqualTo(b.constants().keySet());
    a.constants()
        .forEach((name, c) ->
            assertThat(b.constant(name).orElseThrow().tensor().array())
                .isEqualTo(c.tensor().array()));
    assertThat(a.metadata()).isEqualTo(b.metadata());
  }

  @Test
  void whatDoesNotPayStaysAndSaysWhy() {
    Graph graph =
        Sequential.of(
                Conv2d.of(3, 16, 3),
                new ReLU(),
                Conv2d.of(16, 16, 3).groups(16),
                Conv2d.of(16, 32, 1),
                new MaxPool2d(2),
                Conv2d.of(32, 32, 3),
                new ReLU())
            .trace("g", 0, 3, 20, 20);
    Converted c = Conversion.dataFree().convert(graph, new Budget.Rank(2));
    assertThat(c.layers())
        .extracting(LayerReport::outcome)
        .containsExactly(
            "stays: it has only 3 input channels",
            "stays: it is depthwise already",
            "stays: its kernel is 1: it is pointwise already",
            "separable, 2 filters a channel");
    assertThat(c.graph().metadata().get("sepconv.conversion"))
        .contains(
            "1 of 4 convolutions", "2 filters a channel", "5: 32 to 32 channels by 64 filters");
    LayerReport last = c.layers().getLast();
    assertThat(last.macsAfter()).isEqualTo(c.after().macs() - c.before().macs() + last.macs());
    assertThat(last.paramsAfter()).isEqualTo(64 * 9 + 64 * 32 + 32);
  }

  @Test
  void aNetworkWithoutConvolutionsIsLeftAlone() {
    Graph graph = Sequential.of(new Linear(8, 4)).trace("g", 0, 8);
    Converted c = Conversion.dataFree().convert(graph, new Budget.Macs(1));
    assertThat(c.layers()).isEmpty();
    assertThat(c.graph().nodes()).hasToString(graph.nodes().toString());
  }

  @Test
  void trialsCountAndMeasureEveryForm() {
    List<LayerTrial> trials = conversion(Step.JOINT).prepare(Nets.residual()).trials();
    assertThat(trials).extracting(LayerTrial::name).containsExactly("inner.0", "outer", "last");
    for (LayerTrial t : trials) {
      assertThat(t.millis()).isPositive();
      assertThat(t.choices()).hasSizeGreaterThan(1);
      double error = 2;
      for (LayerTrial.Choice c : t.choices()) {
        assertThat(c.macs()).isEqualTo(t.macs() * c.params() / t.params()).isLessThan(t.macs());
        assertThat(c.millis()).isPositive();
        assertThat(c.error()).isLessThan(error);
        error = c.error();
      }
    }
  }
}
