package dev.sepconv.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.analysis.compare.Sweep;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepChartTest {
  private static Sweep sweep(double... speedups) {
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
    return new Sweep(Sweep.Axis.CHANNELS, "3x3 kernel <&>", points);
  }

  @Test
  void everyPointAndWhatItMeansIsThere() {
    String svg = Svg.text(new SweepChart(sweep(0.5, 1.31, 4.2)));
    assertThat(svg)
        .contains(">0.50x<", ">1.31x<", ">4.20x<", ">4<", ">8<", ">16<")
        .contains("theory, by MACs", "measured", "The separable form wins from 8 channels on")
        .contains("3x3 kernel &lt;&amp;&gt;");
    assertThat(svg).doesNotContain("NaN", "Infinity");
    assertThat(Svg.text(new SweepChart(sweep(0.5, 1.31, 4.2)))).isEqualTo(svg);
  }

  @Test
  void oneOrManyPointsOfAnySizeWork() {
    for (Sweep s : List.of(sweep(0.01), sweep(300, 2), sweep(new double[24]))) {
      assertThat(Svg.text(new SweepChart(s))).doesNotContain("NaN", "Infinity");
    }
  }
}
