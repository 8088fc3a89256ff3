package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sepconv.cli.output.ExitCode;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A network that says which of red (0), green (1) and blue (2) is strongest, on pictures of one
/// colour.
class EvaluateCommandTest {
  private static final int RED = 0xC03020;
  private static final int GREEN = 0x20B030;
  private static final int BLUE = 0x1020D0;

  @TempDir Path dir;
  private String model = "";
  private String photos = "";

  @BeforeEach
  void writeModelAndPhotos() throws IOException {
    model = pooling("net.onnx", -1, "GlobalAveragePool");
    photos = dir.resolve("photos").toString();
    photo("a-red/1.png", RED);
    photo("b-green/1.png", GREEN);
    photo("b-green/2.JPG", GREEN);
    // One lies with the wrong colour.
    photo("c-blue/deeper/1.png", BLUE);
    photo("c-blue/2.png", RED);
  }

  private String pooling(String name, int batch, String op) throws IOException {
    byte[] bytes =
        new OnnxBytes()
            .node("pool", op, List.of("x"), List.of("y"))
            .input("x", batch, 3, 8, 8)
            .output("y", batch, 3, 1, 1)
            .model();
    return Files.write(dir.resolve(name), bytes).toString();
  }

  private void photo(String name, int rgb) throws IOException {
    BufferedImage image = new BufferedImage(12, 10, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 120; i++) {
      image.setRGB(i % 12, i / 12, rgb);
    }
    Path file = Path.of(photos, name);
    Files.createDirectories(file.getParent());
    String format = name.endsWith("JPG") ? "jpg" : "png";
    assertThat(ImageIO.write(image, format, file.toFile())).isTrue();
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name), text).toString();
  }

  private static JsonNode json(String... args) throws IOException {
    List<String> all =
        Stream.concat(
                Stream.of("evaluate"),
                Stream.concat(Stream.of(args), Stream.of("--format", "json")))
            .toList();
    Cli.Result r = Cli.run(all.toArray(String[]::new));
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.err()).isEmpty();
    return new ObjectMapper().readTree(r.out());
  }

  @Test
  void foldersAreClasses() throws IOException {
    JsonNode r = json(model, photos, "--folder-labels");
    assertThat(r.get("samples").asInt()).isEqualTo(5);
    assertThat(r.get("classes").asInt()).isEqualTo(3);
    assertThat(r.get("top1").asDouble()).isEqualTo(0.8);
    assertThat(r.get("top1Low").asDouble()).isBetween(0.3, 0.4);
    assertThat(r.get("top1High").asDouble()).isBetween(0.9, 1.0);
    assertThat(r.has("top5")).isFalse();
    assertThat(r.get("samplesPerSecond").asDouble()).isPositive();
    assertThat(r.has("original")).isFalse();
  }

  @Test
  void labelsFollowTheData() throws IOException {
    // In the order of the paths: a-red/1, b-green/1, b-green/2, c-blue/2, c-blue/deeper/1.
    assertThat(top1(file("order.txt", "0\n1\n1\n0\n2\n"))).isEqualTo(1);
    assertThat(
            top1(
                file(
                    "by-path.csv",
                    """
                    c-blue/2.png,0
                    b-green/1.png 1
                    ./b-green/2.JPG\t1
                    not/there.png,7
                    c-blue/deeper/1.png, 2
                    a-red/1.png,0
                    """)))
        .isEqualTo(1);
    Path npy = dir.resolve("labels.npy");
    Npy.write(npy, Tensor.vector(0, 1, 1, 0, 1));
    assertThat(top1(npy.toString())).isEqualTo(0.8);
    assertThat(top1(npy.toString(), "--limit", "4")).isEqualTo(1);
    assertThat(top1(npy.toString(), "--limit", "400")).isEqualTo(0.8);
    for (int seed = 0; seed < 5; seed++) {
      String s = Integer.toString(seed);
      String all = file("all.txt", "0\n1\n1\n0\n2\n");
      assertThat(top1(all, "--sample", "3", "--seed", s)).isEqualTo(1);
    }
  }

  private double top1(String labels, String... more) throws IOException {
    List<String> args =
        Stream.concat(Stream.of(model, photos, "--labels", labels), Stream.of(more)).toList();
    return json(args.toArray(String[]::new)).get("top1").asDouble();
  }

  @Test
  void againstTheNetworkItWasMadeFrom() throws IOException {
    // The brightest point of one colour is its mean.
    String same = pooling("same.onnx", 2, "GlobalMaxPool");
    JsonNode r = json(model, photos, "--against", same);
    assertThat(r.has("top1")).isFalse();
    assertThat(r.get("batch").asInt()).isEqualTo(2);
    assertThat(r.at("/original/model").asText()).isEqualTo(same);
    assertThat(r.at("/original/samplesPerSecond").asDouble()).isPositive();
    assertThat(r.at("/difference/agreement").asDouble()).isEqualTo(1);
    assertThat(r.at("/difference/relativeError").asDouble()).isLessThan(1e-2);
    assertThat(r.at("/difference/largest").isNumber()).isTrue();
  }

  @Test
  void textAndMarkdownSayTheSame() {
    String[] args = {"evaluate", model, photos, "--folder-labels", "--against", model};
    Cli.Result text = Cli.run(args);
    assertThat(text.code()).as(text.err()).isZero();
    assertThat(text.out())
        .contains("net.onnx against ", " on 5 samples, output 'y'", "input 'x': " + photos)
        .contains("crop to 8x8, rgb, nchw, (pixel / 255 - [0.485")
        .containsPattern("top-1 accuracy +80.00 % +80.00 % +\\+0.00 points")
        .contains("with 95 % confidence", "37.55 to 96.38 %")
        .contains("agreement: the same class is most probable for 100.00 % of the samples")
        .contains("output error: 0.00 of the norm", ", 5 at once, median of 1 run");
    Cli.Result markdown =
        Cli.run(
            Stream.concat(Stream.of(args), Stream.of("--format", "markdown"))
                .toArray(String[]::new));
    assertThat(markdown.out())
        .startsWith("**")
        .containsPattern("\\| top-1 accuracy \\| 80.00 % \\| 80.00 % \\| \\+0.00 points \\|");
  }

  @Test
  void arraysAreTakenAsTheyAre() throws IOException {
    Path x = dir.resolve("x.npy");
    float[] data = new float[2 * 3 * 64];
    data[64] = 5; // green
    data[3 * 64 + 128] = 5; // blue
    Npy.write(x, Tensor.of(Shape.of(2, 3, 8, 8), data));
    String labels = file("l.txt", "1\n2\n");
    assertThat(json(model, x.toString(), "--labels", labels).get("top1").asDouble()).isEqualTo(1);
    Cli.Result r = Cli.run("evaluate", model, x.toString(), "--labels", labels, "--mean", "0.5");
    assertThat(r.code()).isEqualTo(ExitCode.USAGE);
    assertThat(r.err()).contains("--mean is for pictures; " + x + " is used as it is");
  }

  @Test
  void severalInputs() throws IOException {
    byte[] add =
        new OnnxBytes()
            .node("add", "Add", List.of("a", "b"), List.of("y"))
            .input("a", -1, 2)
            .input("b", -1, 2)
            .output("y", -1, 2)
            .model();
    String sum = Files.write(dir.resolve("sum.onnx"), add).toString();
    Path a = dir.resolve("a.npy");
    Path b = dir.resolve("b.npy");
    Npy.write(a, Tensor.of(Shape.of(2, 2), new float[] {0, 3, 0, 3}));
    Npy.write(b, Tensor.of(Shape.of(2, 2), new float[] {0, 0, 9, 0}));
    String labels = file("l.txt", "1\n0\n");
    assertThat(json(sum, "a=" + a, "b=" + b, "--labels", labels).get("top1").asDouble())
        .isEqualTo(1);
    refused("DATA: nothing is given for input 'b'", sum, "a=" + a, "--labels", labels);
    refused("input 'a' is given twice", sum, "a=" + a, "a=" + b, "--labels", labels);
    Npy.write(b, Tensor.of(Shape.of(1, 2), new float[] {0, 0}));
    refused(
        "different numbers of samples: " + a + " has 2, " + b + " has 1",
        sum,
        "a=" + a,
        "b=" + b,
        "--labels",
        labels);
  }

  private static void refused(String expected, String... args) {
    Cli.Result r =
        Cli.run(Stream.concat(Stream.of("evaluate"), Stream.of(args)).toArray(String[]::new));
    assertThat(r.code()).as(r.out() + r.err()).isEqualTo(ExitCode.ERROR);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("sepconv: ").contains(expected);
    assertThat(r.err().lines()).as(r.err()).hasSize(1);
  }

  @Test
  void whatIsWrongWithDataAndLabelsIsSaid() throws IOException {
    String five = file("five.txt", "0\n1\n1\n0\n2\n");
    refused("no such file or folder", model, photos + "x", "--labels", five);
    refused("is no data set; expected a folder of pictures", model, five, "--labels", five);
    refused("has 2 lines, but there are 5", model, photos, "--labels", file("2.txt", "0\n1\n"));
    refused(
        "line 3: 'x'; expected a class number, as the lines before it",
        model,
        photos,
        "--labels",
        file("x.txt", "0\n1\nx\n1\n0\n"));
    refused(
        "line 1: 'file,label'; expected a class number, or a path and one",
        model,
        photos,
        "--labels",
        file("head.csv", "file,label\na.png,1\n"));
    refused(
        "the label of sample 4 is 3, but output 'y' has classes 0 to 2",
        model,
        photos,
        "--labels",
        file("3.txt", "0\n1\n1\n0\n3\n"));
    refused(
        "has no label for b-green/1.png",
        model,
        photos,
        "--labels",
        file("p.txt", "a-red/1.png 0\n"));
    refused(
        "says that a/1.png is of class 0 and of 1",
        model,
        photos,
        "--labels",
        file("t.txt", "a/1.png 0\na/1.png 1\n"));
    refused("holds no labels", model, photos, "--labels", file("empty.txt", " \n"));
    refused("there is no file", model, photos, "--labels", photos + ".none");
    refused("--folder-labels takes the names", model, photos, "--labels", photos);
    refused("too few to choose 9", model, photos, "--labels", five, "--sample", "9");
    refused("has no output 'z'", model, photos, "--labels", five, "--output", "z");
    Files.writeString(Path.of(photos, "a-red", "broken.png"), "no picture");
    refused("broken.png", model, photos, "--folder-labels");
    Files.delete(Path.of(photos, "a-red", "broken.png"));
    Files.copy(Path.of(photos, "a-red", "1.png"), Path.of(photos, "1.png"));
    refused("1.png lies in no subfolder", model, photos, "--folder-labels");
    Path none = Files.createDirectories(dir.resolve("none"));
    refused("holds no picture", model, none.toString(), "--folder-labels");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "m.onnx | missing required parameter: '[NAME=]DATA'",
        "m.onnx d | nothing to evaluate by; add --labels FILE or --folder-labels",
        "m.onnx d --labels l --folder-labels | --labels and --folder-labels do not go together",
        "zoo:ds_cnn d --labels l --limit 0 | --limit must be at least 1",
        "zoo:ds_cnn d --labels l --sample 0 | --sample must be at least 1",
        "zoo:ds_cnn d --labels l --sample 1 --limit 1 | --limit and --sample do not go together",
        "zoo:ds_cnn d --labels l --format csv | --format",
      })
  void wrongCommandLines(String args, String expected) {
    Cli.Result r = Cli.run(("evaluate " + args).split(" ", -1));
    assertThat(r.code()).isEqualTo(ExitCode.USAGE);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("sepconv: ").contains(expected);
  }

  /// What PyTorch measured on the test images of Fashion-MNIST.
  @Test
  void fashion() throws IOException {
    Path net = Path.of("..", "..", "shared", "models", "fashion_vgg.onnx");
    Path images = Path.of("/usr/share/datasets/fashion-mnist/t10k-images-idx3-ubyte.gz");
    Path labels = images.resolveSibling("t10k-labels-idx1-ubyte.gz");
    for (Path needed : List.of(net, images, labels)) {
      if (!Files.exists(needed)) {
        String message = "SKIPPED: there is no " + needed;
        System.out.println(message);
        Assumptions.abort(message);
      }
    }
    JsonNode r =
        json(
            net.toString(),
            images.toString(),
            "--labels",
            labels.toString(),
            "--mean",
            "0.2860",
            "--std",
            "0.3530");
    assertThat(r.get("samples").asInt()).isEqualTo(10_000);
    assertThat(r.get("top1").asDouble()).isCloseTo(0.9292, within(0.0002));
    assertThat(r.get("top5").asDouble()).isGreaterThan(0.99);
  }
}
