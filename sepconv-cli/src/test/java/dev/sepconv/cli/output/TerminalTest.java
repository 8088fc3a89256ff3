package dev.sepconv.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  /// The JVM's line has 54 characters.
  @ParameterizedTest
  @CsvSource({"80, 1", "54, 1", "53, 2", "27, 2", "26, 3", "0, 0"})
  void asManyLinesAreErasedAsTheWarningTakes(int columns, int lines) {
    String one = "\033[1A\033[2K";
    assertThat(Terminal.erasure(columns)).isEqualTo(lines == 0 ? "" : "\r" + one.repeat(lines));
  }

  @Test
  void nothingIsErasedUnlessTheLauncherSaysSo() {
    assertThat(Terminal.startupErasure()).isEmpty();
  }
}
