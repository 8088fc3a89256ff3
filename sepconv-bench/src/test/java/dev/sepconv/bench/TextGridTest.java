package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextGridTest {
  @Test
  void columnsAreAsWideAsTheirWidestCell() {
    String text =
        TextGrid.render(
            List.of("row", "value", "verdict"),
            List.of(List.of("longer", "1", "OK"), List.of("b", "123456", "")));
    assertThat(text)
        .isEqualTo(
            """
            row      value  verdict
            ------  ------  -------
            longer       1  OK
            b       123456
            """);
  }
}
