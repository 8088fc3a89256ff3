package dev.sepconv.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.engine.Spread;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.zoo.Zoo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerdictTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | 2.5 | 3.5 | less arithmetic and is 3.00x faster (2.50–3.50x)",
        "0.5 | 0.4 | 0.625 | less arithmetic, but is 2.00x slower (1.60–2.50x)",
        "1.1 | 0.9 | 1.3 | less arithmetic, but takes as long within what the times scatter",
        "1.001 | 1.0005 | 1.002 | less arithmetic, but takes as long",
      })
  void lessArithmetic(double median, double p10, double p90, String expected) {
    Spread s = new Spread(median, p10, p90);
    assertThat(Pairs.timed(Pairs.article(), Pairs.COMPUTE, s).verdict())
        .startsWith("B does 2.77x ")
        .contains(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0.5 | 0.4 | 0.625 | more arithmetic and is 2.00x slower",
        "2 | 1.9 | 2.1 | more arithmetic, yet is 2.00x faster",
        "1 | 0.9 | 1.1 | more arithmetic, yet takes as long",
      })
  void moreArithmetic(double median, double p10, double p90, String expected) {
    Comparison swapped =
        Comparison.of(Zoo.graph("article-separable"), Zoo.graph("article-standard"));
    assertThat(Pairs.timed(swapped, Pairs.COMPUTE, new Spread(median, p10, p90)).verdict())
        .startsWith("B does 2.77x ")
        .contains(expected)
        // Nothing was replaced, so all of B's time is asked.
        .contains("memory bounds 0.0% of B's time");
  }

  @Test
  void theSame() {
    Graph g = Zoo.graph("article-standard");
    Spread same = new Spread(1, 0.99, 1.01);
    assertThat(Pairs.timed(Comparison.of(g, g), Pairs.COMPUTE, same).verdict())
        .startsWith("B does the same arithmetic and takes as long");
  }

  @Test
  void notMeasured() {
    assertThat(Pairs.article().verdict())
        .isEqualTo("B does 2.77x less arithmetic; how long it takes was not measured.");
  }

  @Test
  void whatBoundsTheReplacedLayers() {
    Spread s = new Spread(2, 1.9, 2.1);
    assertThat(Pairs.timed(Pairs.article(), Pairs.MEMORY, s).verdict())
        .endsWith("; memory bounds what replaces conv.");
    assertThat(Pairs.timed(Pairs.article(), Pairs.COMPUTE, s).verdict())
        .endsWith("; what replaces conv reaches 2.4% of what arithmetic allows.");
    Comparison twin = Comparison.withTwin(Zoo.graph("resnet8"));
    assertThat(Pairs.timed(twin, Pairs.MEMORY, s).verdict())
        .startsWith("With 6 normal convolutions replaced B does 5.05x less arithmetic")
        .contains("; memory bounds all 6 replaced layers of B. B is not trained:");
    assertThat(Pairs.timed(twin, Pairs.COMPUTE, s).verdict())
        .contains("; no replaced layer of B is memory-bound.");
  }

  @Test
  void nothingToReplace() {
    assertThat(Comparison.withTwin(Zoo.graph("mobilenet_v2")).verdict())
        .startsWith("Nothing to replace: no normal convolution of A")
        .contains("more than 4 input channels");
  }

  @Test
  void whatDoesNotDoTheSameIsSaid() {
    Graph a = Sequential.of(Conv2d.of(8, 4, 3)).trace("a", 0, 8, 10, 10);
    Graph b = Sequential.of(Conv2d.of(8, 5, 3)).trace("b", 0, 8, 12, 10);
    assertThat(Comparison.of(a, b).verdict())
        .endsWith(
            "They do not do the same: A makes 1x4x8x8 of 1x8x10x10, B 1x5x10x8 of 1x8x12x10.");
  }
}
