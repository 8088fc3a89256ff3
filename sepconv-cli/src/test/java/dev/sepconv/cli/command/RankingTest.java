package dev.sepconv.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RankingTest {
  @Test
  void appliesSoftmaxToScores() {
    Ranking r = Ranking.of("y", Tensor.of(Shape.of(1, 3), new float[] {0, 1000, 999}));
    assertThat(r.best(0, 2)).containsExactly(1, 2);
    assertThat(r.at(0, 1)).isCloseTo(1 / (1 + Math.exp(-1)), within(1e-9));
    assertThat(printed(r, 1))
        .startsWith("top 1 of y (softmax applied)")
        .contains(" 73.11 %  class 1");
  }

  @Test
  void leavesProbabilitiesAlone() {
    Ranking r =
        Ranking.of("y", Tensor.of(Shape.of(2, 2, 1, 1), new float[] {0.25f, 0.75f, 0.5f, 0.5f}));
    assertThat(r.at(0, 1)).isEqualTo(0.75);
    assertThat(r.best(1, 2)).containsExactly(0, 1);
    assertThat(printed(r, 9))
        .startsWith("top 2 of y (already probabilities)")
        .contains("sample 0")
        .contains("sample 1");
  }

  @Test
  void refusesWhatIsNoClassifier() {
    for (Shape s : List.of(Shape.SCALAR, Shape.of(1, 3, 4, 4), Shape.of(0, 5), Shape.of(1, 1))) {
      assertThatThrownBy(() -> Ranking.of("y", Tensor.of(s, new float[s.elements()])))
          .isInstanceOf(InvalidInputException.class)
          .hasMessageContaining("output 'y' is " + s);
    }
  }

  @Test
  void labelsHaveALineForEveryClass(@TempDir Path dir) throws IOException {
    Ranking r = Ranking.of("y", Tensor.of(Shape.of(2), new float[] {1, 3}));
    Path two = Files.writeString(dir.resolve("two"), "cat\ndog\n\n");
    assertThat(r.labels(two)).containsExactly("cat", "dog");
    Path three = Files.writeString(dir.resolve("three"), "cat\ndog\ncow\n");
    assertThatThrownBy(() -> r.labels(three))
        .hasMessageContaining("has 3 lines, but output 'y' has 2 classes");
    assertThatThrownBy(() -> r.labels(dir.resolve("none"))).hasMessageContaining("no such file");
    Path binary = Files.write(dir.resolve("binary"), new byte[] {(byte) 0xFF, 0, 1});
    assertThatThrownBy(() -> r.labels(binary)).hasMessageContaining("is no text in UTF-8");
  }

  private static String printed(Ranking r, int top) {
    StringWriter text = new StringWriter();
    r.print(new PrintWriter(text), top, List.of());
    return text.toString();
  }
}
