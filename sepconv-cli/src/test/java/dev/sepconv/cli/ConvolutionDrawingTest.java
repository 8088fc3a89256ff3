package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.sepconv.draw.Typeface;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `sepconv draw --conv`.
class ConvolutionDrawingTest {
  @TempDir Path dir;

  @Test
  void theArticlesFigures() throws IOException {
    String file = dir + "/article.svg";
    Cli.Result r =
        Cli.run("draw", "--conv", "3:4", "--kernel", "3", "--input", "3x224x224", "-o", file);
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(Files.readString(Path.of(file))).contains("112", ">30<", ">16<", "30 + 16 = 46");
  }

  @Test
  void everyOptionCounts() throws IOException {
    String file = dir + "/figure.html";
    Cli.Result r =
        Cli.run(
            "draw",
            "--conv",
            "8:6",
            "--kernel",
            "5",
            "--stride",
            "2",
            "--dilation",
            "2",
            "--padding",
            "3",
            "--input",
            "8x30x20",
            "--lang",
            "zh",
            "-o",
            file);
    assertThat(r.code()).as(r.err()).isZero();
    // (30 + 6 - 9) / 2 + 1 = 14 rows, (20 + 6 - 9) / 2 + 1 = 9 columns.
    assertThat(Files.readString(Path.of(file)))
        .contains("6·14·9·8·5·5 = ", "步长 2 · 填充 3 · 空洞率 2", "普通卷积", "lang=\"zh");
  }

  @Test
  void pixelsNeedAFontForChinese() throws IOException {
    Path file = dir.resolve("zh.png");
    Cli.Result r = Cli.run("draw", "--conv", "1:2", "--lang", "zh", "-o", file.toString());
    if (Typeface.machineShows("普通卷积")) {
      assertThat(r.code()).as(r.err()).isZero();
      assertThat(ImageIO.read(file.toFile()).getWidth()).isGreaterThan(2000);
    } else {
      assertThat(r.code()).isEqualTo(1);
      assertThat(r.err()).contains("font with Chinese characters");
      assertThat(file).doesNotExist();
    }
    assumeThat(r.code()).as("this machine has no font with Chinese characters").isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 'draw needs a MODEL, or --conv', -o x.svg",
    "2, 'not both: zoo:resnet18', zoo:resnet18 --conv 3:4 -o x.svg",
    "2, --depth goes with a MODEL, --conv 3:4 --depth 2 -o x.svg",
    "2, --conv draws no graph, --conv 3:4 -o x.dot",
    "2, --kernel 3 goes with --conv, zoo:resnet18 --kernel 3 -o x.svg",
    "2, --lang goes with --conv, zoo:resnet18 --lang zh -o x.svg",
    "2, no pair of channels, --conv 3x4 -o x.svg",
    "2, '8 channels, but --conv takes 3', --conv 3:4 --input 8x9x9 -o x.svg",
    "2, channels x height x width, --conv 3:4 --input 1x3x9x9 -o x.svg",
    "2, --kernel 0 must be from 1, --conv 3:4 --kernel 0 -o x.svg",
    "1, does not fit spatial axis, --conv 3:4 --kernel 7 --padding 0 --input 3x5x5 -o x.svg",
    "1, more elements, --conv 100000:100000 -o x.svg",
  })
  void mistakesAreExplained(int code, String says, String arguments) {
    Cli.Result r =
        Cli.run(
            ("draw " + arguments.replace("x.svg", dir + "/x.svg").replace("x.dot", dir + "/x.dot"))
                .split(" "));
    assertThat(r.err()).contains(says);
    assertThat(r.code()).isEqualTo(code);
    assertThat(dir).isEmptyDirectory();
  }
}
