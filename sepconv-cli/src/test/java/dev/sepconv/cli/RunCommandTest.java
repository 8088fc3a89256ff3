package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// `run` and `export` on a network that averages each channel of a picture.
class RunCommandTest {
  @TempDir Path dir;
  private String model = "";

  @BeforeEach
  void writeModel() throws IOException {
    byte[] bytes =
        new OnnxBytes()
            .node("pool", "GlobalAveragePool", List.of("x"), List.of("scores/raw:0"))
            .input("x", -1, 3, 8, 8)
            .output("scores/raw:0", -1, 3, 1, 1)
            .model();
    model = Files.write(dir.resolve("average.onnx"), bytes).toString();
  }

  @Test
  void arraysGoInAndOut() throws IOException {
    float[] data = new float[2 * 3 * 64];
    for (int i = 0; i < data.length; i++) {
      data[i] = Math.floorDiv(i, 64);
    }
    Path x = dir.resolve("x.npy");
    Npy.write(x, Tensor.of(Shape.of(2, 3, 8, 8), data));
    Cli.Result r = done("run", model, "--input", x.toString(), "--output-dir", dir + "/a/b");
    assertThat(r.out()).contains("scores/raw:0  float32  2x3x1x1    0   2.5    5");
    Path y = dir.resolve("a/b/scores_raw_0.npy");
    assertThat(r.out()).contains("wrote " + y);
    assertThat(Npy.read(y))
        .isEqualTo(Tensor.of(Shape.of(2, 3, 1, 1), new float[] {0, 1, 2, 3, 4, 5}));
  }

  @Test
  void picturesAreNormalizedAndRanked() throws IOException {
    BufferedImage green = new BufferedImage(20, 10, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 200; i++) {
      green.setRGB(i % 20, i / 20, 0x00FF00);
    }
    Path photo = dir.resolve("green.png");
    ImageIO.write(green, "png", photo.toFile());
    Path labels = Files.writeString(dir.resolve("labels.txt"), "red thing\nleaf\nsky\n");
    Cli.Result r =
        done(
            "run",
            model,
            "--image",
            photo.toString(),
            "--mean",
            "0",
            "--std",
            "0.5",
            "--top",
            "2",
            "--labels",
            labels.toString(),
            "--output-dir",
            dir.toString());
    assertThat(r.out())
        .contains(
            "input 'x': "
                + photo
                + " (20 wide, 10 high), crop to 8x8, rgb, nchw, pixel / 255 / 0.5")
        .contains("top 2 of scores/raw:0 (softmax applied)");
    // exp(2) against twice exp(0).
    assertThat(r.out()).contains("  78.70 %  leaf");
    Tensor y = Npy.read(dir.resolve("scores_raw_0.npy"));
    assertThat(y.getDouble(0)).isZero();
    assertThat(y.getDouble(1)).isCloseTo(2, within(1e-5));
  }

  @Test
  void noiseComesFromTheSeed() {
    String first = table(done("run", model, "--random"));
    assertThat(table(done("run", model, "--random"))).isEqualTo(first);
    assertThat(table(done("run", model, "--random", "--seed", "7"))).isNotEqualTo(first);
    assertThat(done("run", model, "--random", "--input", "5x3x8x8").out()).contains("5x3x1x1");
  }

  @Test
  void threadsChangeNoBit() throws IOException {
    String[] folders = {dir + "/one", dir + "/three"};
    done("run", "zoo:ds_cnn", "--random", "--threads", "1", "--output-dir", folders[0]);
    done("run", "zoo:ds_cnn", "--random", "--threads", "3", "--output-dir", folders[1]);
    assertThat(Files.readAllBytes(Path.of(folders[1], "output.npy")))
        .isEqualTo(Files.readAllBytes(Path.of(folders[0], "output.npy")));
  }

  @Test
  void everyThreadHasScratchMemory() {
    assertThat(done("plan", "zoo:ds_cnn", "--threads", "1").out()).contains("of 1 thread\n");
    assertThat(done("plan", "zoo:ds_cnn", "--threads", "5").out()).contains("of 5 threads\n");
  }

  @Test
  void exportKeepsTheNetwork() {
    Path copy = dir.resolve("copy.onnx");
    assertThat(done("export", model, "-o", copy.toString()).out())
        .startsWith("wrote " + copy + ": 1 nodes, ");
    assertThat(table(done("run", copy.toString(), "--random")))
        .isEqualTo(table(done("run", model, "--random")));
    // Over itself, while its weights may still be mapped.
    done("export", model, "-o", model, "--input", "1x3x8x8");
    Path wrong = dir.resolve("two.npy");
    Npy.write(wrong, Tensor.zeros(ElementType.FLOAT32, Shape.of(2, 3, 8, 8)));
    assertThat(Cli.run("run", model, "--input", wrong.toString()).code()).isEqualTo(1);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void linksStayAndTheirFilesAreReplaced() throws IOException {
    Path folder = Files.createDirectory(dir.resolve("elsewhere"));
    Path real = Files.writeString(folder.resolve("real.onnx"), "old");
    Path link = Files.createSymbolicLink(dir.resolve("link.onnx"), Path.of("elsewhere/real.onnx"));
    Path again = Files.createSymbolicLink(dir.resolve("again.onnx"), link);
    done("export", model, "-o", again.toString());
    assertThat(link).isSymbolicLink();
    assertThat(again).isSymbolicLink();
    assertThat(table(done("run", real.toString(), "--random")))
        .isEqualTo(table(done("run", model, "--random")));

    Path out = Files.createDirectory(dir.resolve("out"));
    Path array = folder.resolve("y.npy");
    Path name = Files.createSymbolicLink(out.resolve("scores_raw_0.npy"), array);
    done("run", model, "--random", "--output-dir", out.toString());
    assertThat(name).isSymbolicLink();
    assertThat(Npy.read(array).shape()).hasToString("1x3x1x1");
  }

  @Test
  void zooNetworksTakeOtherPictureSizes() {
    assertThat(done("plan", "zoo:ds_cnn").out()).contains("float32[1, 1, 49, 10]", "memory");
    assertThat(done("plan", "zoo:mobilenet_v1_0.25", "--input", "2x3x128x128").out())
        .contains("float32[2, 3, 128, 128]");
  }

  @Test
  void zooIsListed() {
    assertThat(done("zoo").out())
        .contains("article-separable   3x224x224           46")
        .contains("mobilenet_v2")
        .contains("138,357,544");
  }

  private static Cli.Result done(String... args) {
    Cli.Result r = Cli.run(args);
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.err()).isEmpty();
    return r;
  }

  private static String table(Cli.Result r) {
    return r.out().lines().filter(l -> l.startsWith("scores")).findFirst().orElseThrow();
  }
}
