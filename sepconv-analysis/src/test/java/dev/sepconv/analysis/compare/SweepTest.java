package dev.sepconv.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SweepTest {
  /// Points at 4, 8, 16, … with these speed-ups, which scatter by a tenth.
  private static Sweep sweep(Sweep.Axis axis, double... speedups) {
    List<Sweep.Point> points = new ArrayList<>();
    for (int i = 0; i < speedups.length; i++) {
      double s = speedups[i];
      points.add(
          new Sweep.Point(
              4 << i,
              8000,
              1000,
              Measurement.ofTimes(1_000_000),
              Measurement.ofTimes(500_000),
              new Spread(s, 0.9 * s, 1.1 * s)));
    }
    return new Sweep(axis, "3x3 kernel", points);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2 3 4 | wins in the whole range: 2.00x at 4 channels, 4.00x at 16 channels.",
        "0.5 1.05 2 3 | wins from 16 channels on: 2.00x at 16 channels, 3.00x at 32 channels.",
        "0.5 0.7 2 | wins from 16 channels on: 2.00x at 16 channels.",
        "3 2 0.5 | wins up to 8 channels: 3.00x at 4 channels, 2.00x at 8 channels.",
        "0.5 2 3 0.5 | wins from 8 channels to 16 channels: 2.00x at 8 channels, 3.00x at 16",
        "2 0.5 2 0.5 | wins at 4 channels, 16 channels, and not between or beyond.",
        "0.5 0.9 0.7 | wins nowhere in this range; it comes nearest at 0.90x at 8 channels.",
      })
  void theCrossoverIsOneSentence(String speedups, String expected) {
    double[] s =
        List.of(speedups.split(" ", -1)).stream().mapToDouble(Double::parseDouble).toArray();
    assertThat(sweep(Sweep.Axis.CHANNELS, s).crossover())
        .startsWith("The separable form wins")
        .contains(expected);
  }

  @Test
  void sizesReadAsSizes() {
    assertThat(sweep(Sweep.Axis.SIZE, 0.5, 2).crossover()).contains("from 8x8 on");
  }

  @ParameterizedTest
  @CsvSource({"40", "80", "100", "200"})
  void theChartFitsAndTellsTheTruth(int width) {
    String text = sweep(Sweep.Axis.CHANNELS, 0.5, 2, 4).text(width);
    List<String> rows = text.lines().filter(l -> l.contains(" ms ")).toList();
    assertThat(rows).hasSize(3);
    if (width >= 80) {
      assertThat(rows).allSatisfy(l -> assertThat(Numbers.length(l)).isLessThanOrEqualTo(width));
      // The theory is the same everywhere; the bars are not.
      assertThat(rows).extracting(l -> l.indexOf('◆')).containsOnly(rows.getFirst().indexOf('◆'));
      assertThat(rows.stream().map(l -> l.chars().filter(c -> c == '█').count()))
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(rows.getFirst()).contains("┊");
    }
  }

  @Test
  void programsGetNumbers() throws IOException {
    JsonNode json = new ObjectMapper().readTree(sweep(Sweep.Axis.CHANNELS, 0.5, 2).json());
    assertThat(json.get("axis").asText()).isEqualTo("channels");
    assertThat(json.at("/points/1/value").asInt()).isEqualTo(8);
    assertThat(json.at("/points/1/theory").asDouble()).isEqualTo(8);
    assertThat(json.at("/points/1/normal/medianMillis").asDouble()).isEqualTo(1);
    assertThat(json.at("/points/1/wins").asBoolean()).isTrue();
    assertThat(json.at("/points/0/wins").asBoolean()).isFalse();
    assertThat(json.get("crossover").asText()).contains("from 8 channels on");
  }

  @Test
  void markdownIsATable() {
    assertThat(sweep(Sweep.Axis.KERNEL, 0.5, 2).markdown())
        .startsWith("**The separable form wins from 8x8 on")
        .contains("| kernel | normal | separable | faster | p10–p90 | theory |\n|---:|")
        .contains("| 8x8 | 1.00 ms | 0.5000 ms | 2.00x | 1.80–2.20x | 8.00x |");
  }
}
