package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `sepconv draw` from its command line to its file.
class DrawCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"macs", "params", "memory", "none"})
  void svg(String color) throws IOException {
    Path file = folder.resolve("a.svg");
    Cli.Result r =
        Cli.run("draw", "zoo:article-separable", "-o", file.toString(), "--color", color);
    assertThat(r.err()).isEmpty();
    assertThat(r.code()).isZero();
    assertThat(Files.readString(file))
        .contains("data-layer=\"depth_conv\"", "30 params", "16 params", "1.35M MACs");
  }

  @Test
  void measuredTime() throws IOException {
    Path file = folder.resolve("t.svg");
    Cli.Result r =
        Cli.run(
            "draw",
            "zoo:article-separable",
            "-o",
            file.toString(),
            "--color",
            "time",
            "--threads",
            "1",
            "--seconds",
            "0.01",
            "--warm-up",
            "0");
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(Files.readString(file)).contains("share of measured time, 1 thread", " ms<");
  }

  @Test
  void png() throws IOException {
    Path svg = folder.resolve("r.svg");
    Path png = folder.resolve("r.png");
    assertThat(Cli.run("draw", "zoo:resnet8", "-o", svg.toString()).code()).isZero();
    assertThat(Cli.run("draw", "zoo:resnet8", "-o", png.toString(), "--scale", "1").code())
        .isZero();
    BufferedImage image = ImageIO.read(png.toFile());
    assertThat(Files.readString(svg))
        .contains("width=\"" + image.getWidth() + "\" height=\"" + image.getHeight() + "\"");
    assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(0xFFFFFF);
    long colors =
        java.util.stream.IntStream.range(0, image.getWidth() * image.getHeight())
            .map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
            .distinct()
            .count();
    assertThat(colors).isGreaterThan(20);
  }

  @Test
  void dotIsReadByGraphvizWhereItIs() throws IOException, InterruptedException {
    Path file = folder.resolve("m.dot");
    assertThat(Cli.run("draw", "zoo:mobilenet_v2", "-o", file.toString()).code()).isZero();
    assertThat(Files.readString(file)).startsWith("digraph \"mobilenet_v2\" {");
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator))
            .anyMatch(d -> Files.isExecutable(Path.of(d, "dot")));
    if (!there) {
      System.out.println("SKIPPED: there is no dot to read DOT with");
      return;
    }
    Process dot =
        new ProcessBuilder("dot", "-Tplain", file.toString(), "-o", folder.resolve("p").toString())
            .inheritIO()
            .start();
    assertThat(dot.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(dot.exitValue()).isZero();
    assertThat(Files.readString(folder.resolve("p"))).contains("node n0 ", "edge n0 n1 ");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x.jpg|draw zoo:resnet8 -o %s|must end in .svg, .png, .dot or .html",
        "x.svg|draw zoo:resnet8 -o %s --depth 0|--depth must be at least 1",
        "x.svg|draw zoo:resnet8 -o %s --scale 99|--scale 99.0 must be above 0",
        "x.svg|draw zoo:resnet8|missing required option",
        "x.svg|draw zoo:nothing -o %s|nothing",
      })
  void mistakesAreNamedAndNothingIsWritten(String file, String line, String message)
      throws IOException {
    Path out = folder.resolve(file);
    Cli.Result r = Cli.run(line.replace("%s", out.toString()).split(" "));
    assertThat(r.code()).isBetween(1, 2);
    assertThat(r.err()).contains(message).doesNotContain("\tat ");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }
}
