package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `sepconv run --show-features`.
class FeatureMapsTest {
  @TempDir Path dir;

  @Test
  void layersOfAPhotographAreDrawn() throws IOException {
    BufferedImage red = new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 1200; i++) {
      red.setRGB(i % 40, i / 40, 0xFE0102);
    }
    Path photo = dir.resolve("red.png");
    ImageIO.write(red, "png", photo.toFile());
    Path maps = dir.resolve("maps.png");
    String[] run = {"run", "zoo:mobilenet_v1_0.25", "--image", photo.toString(), "--output-dir"};

    Cli.Result plain = Cli.run(with(run, dir + "/plain"));
    Cli.Result r =
        Cli.run(
            with(
                run,
                dir + "/shown",
                "--show-features",
                "features.0",
                "--show-features",
                "classifier",
                "-o",
                maps.toString()));
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.out()).contains("wrote " + maps);
    BufferedImage picture = ImageIO.read(maps.toFile());
    assertThat(picture.getWidth()).isEqualTo(2360);
    // The picture that the network saw stands in the upper left corner.
    assertThat(picture.getRGB(200, 200) & 0xFFFFFF).isEqualTo(0xFE0102);
    // What the network returns is the same, bit for bit.
    assertThat(plain.code()).isZero();
    assertThat(Files.readAllBytes(dir.resolve("shown/output.npy")))
        .isEqualTo(Files.readAllBytes(dir.resolve("plain/output.npy")));
  }

  @Test
  void severalOutputsAreCounted() throws IOException {
    Path svg = dir.resolve("maps.svg");
    Cli.Result r =
        Cli.run(
            "run",
            "zoo:shufflenet_v2_x0_5",
            "--random",
            "--show-features",
            "stage2.1.Split",
            "-o",
            svg.toString());
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(Files.readString(svg))
        .contains("stage2.1.Split (1 of 2)", "stage2.1.Split (2 of 2)", "24 channels of 28 × 28");
  }

  @Test
  void mistakesAreExplainedBeforeAnythingRuns() {
    String[] run = {"run", "zoo:mobilenet_v2", "--random"};
    Path file = dir.resolve("x.png");
    failed(
        1,
        "nearest names are features.18.0",
        run,
        "--show-features",
        "features.18.00",
        "-o",
        file + "");
    failed(2, "needs -o FILE", run, "--show-features", "features.1");
    failed(2, "--output-dir", run, "-o", file.toString());
    failed(
        2, "must end in .svg or .png", run, "--show-features", "features.1", "-o", dir + "/x.gif");
    assertThat(dir).isEmptyDirectory();
  }

  private static void failed(int code, String says, String[] command, String... more) {
    Cli.Result r = Cli.run(with(command, more));
    assertThat(r.code()).as(r.err()).isEqualTo(code);
    assertThat(r.err()).contains(says);
    assertThat(r.out()).doesNotContain("ran in");
  }

  private static String[] with(String[] command, String... more) {
    String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
    System.arraycopy(more, 0, all, command.length, more.length);
    return all;
  }
}
