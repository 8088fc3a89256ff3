package dev.sepconv.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {
  @Test
  void alignsColumns() {
    TextTable t = new TextTable().words("name").numbers("n");
    t.row("a", "1,000");
    t.row("longer name", "2");
    assertThat(printed(t, 80))
        .isEqualTo(
            """
            name             n
            ──────────────────
            a            1,000
            longer name      2
            """);
  }

  @Test
  void cutsOneColumnToTheWidth() {
    TextTable paths = new TextTable().paths("layer").numbers("n");
    paths.row("features.10.block.3", "7");
    assertThat(printed(paths, 13).lines()).contains("…0.block.3  7");
    TextTable text = new TextTable().text("what").numbers("n");
    text.row("a long description", "7");
    assertThat(printed(text, 14).lines()).contains("a long des…  7");
  }

  private static String printed(TextTable t, int width) {
    StringWriter text = new StringWriter();
    t.print(new PrintWriter(text), width);
    return text.toString();
  }
}
