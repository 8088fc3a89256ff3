package dev.sepconv.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class StatusLineTest {
  private static String shown(int columns) {
    StringWriter err = new StringWriter();
    try (StatusLine line = new StatusLine(new PrintWriter(err), columns)) {
      line.show("warming up");
    }
    return err.toString();
  }

  @Test
  void isWrittenOverAndGoes() {
    assertThat(shown(80)).isEqualTo("\r\033[Kwarming up\r\033[K");
  }

  @Test
  void neverWraps() {
    assertThat(shown(5)).isEqualTo("\r\033[Kwarm\r\033[K");
  }

  @Test
  void saysNothingWhereNobodyWatches() {
    assertThat(shown(0)).isEmpty();
  }
}
