package dev.sepconv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  @Test
  void quantilesOfElevenValuesAreValues() {
    Spread spread = Spread.of(DoubleStream.of(10, 0, 9, 1, 8, 2, 7, 3, 6, 4, 5).toArray());
    assertThat(spread).isEqualTo(new Spread(5, 1, 9));
  }

  @Test
  void quantilesBetweenValuesAreInterpolated() {
    Spread spread = Spread.of(3, 1, 2, 4);
    assertThat(spread.median()).isEqualTo(2.5);
    assertThat(spread.p10()).isCloseTo(1.3, within(1e-12));
    assertThat(spread.p90()).isCloseTo(3.7, within(1e-12));
  }

  @Test
  void oneValueIsItsOwnSpread() {
    assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
  }

  @Test
  void nothingHasNoSpread() {
    assertThatThrownBy(Spread::of).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(Spread::geometricMean).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void slowerAndFasterByTheSameFactorCancel() {
    assertThat(Spread.geometricMean(0.5, 2, 3)).isCloseTo(Math.cbrt(3), within(1e-12));
  }
}
