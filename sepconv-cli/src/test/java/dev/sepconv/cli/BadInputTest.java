package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.cli.output.ExitCode;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Whatever is wrong with a model, file or value: one line that says what, exit code 1, no stack
/// trace, nothing written.
class BadInputTest {
  @TempDir Path dir;
  private String good = "";

  @BeforeEach
  void writeGoodModel() throws IOException {
    good = write("good.onnx", pooling().model());
  }

  /// x: N x 3 x 8 x 8 to y: N x 3 x 1 x 1.
  private static OnnxBytes pooling() {
    return new OnnxBytes()
        .node("pool", "GlobalAveragePool", List.of("x"), List.of("y"))
        .input("x", -1, 3, 8, 8)
        .output("y", -1, 3, 1, 1);
  }

  private String write(String name, byte[] bytes) throws IOException {
    return Files.write(dir.resolve(name), bytes).toString();
  }

  private static Cli.Result refused(String... args) {
    Cli.Result r = Cli.run(args);
    assertThat(r.code()).as(r.out() + r.err()).isEqualTo(ExitCode.ERROR);
    assertThat(r.err()).startsWith("sepconv: ").endsWith("\n").doesNotContain("Exception");
    assertThat(r.err().lines()).as(r.err()).hasSize(1);

    String[] verbose = Arrays.copyOf(args, args.length + 1);
    verbose[args.length] = "--verbose";
    Cli.Result traced = Cli.run(verbose);
    assertThat(traced.code()).isEqualTo(ExitCode.ERROR);
    assertThat(traced.err()).startsWith(r.err()).contains("\tat dev.sepconv");
    return r;
  }

  @ParameterizedTest
  @ValueSource(strings = {"run", "plan", "summary"})
  void missingModel(String command) {
    assertThat(refused(command, dir + "/none.onnx").err()).contains("none.onnx", "no such file");
    assertThat(refused(command, dir.toString()).err()).contains("is a folder");
  }

  @Test
  void truncatedModel() throws IOException {
    byte[] whole = pooling().model();
    for (int length : new int[] {0, 1, whole.length / 2, whole.length - 1}) {
      String cut = write("cut.onnx", Arrays.copyOf(whole, length));
      assertThat(refused("plan", cut).err()).contains("cut.onnx");
    }
  }

  @Test
  void notOnnx() throws IOException {
    assertThat(
            refused(
                    "plan",
                    write("text.onnx", "hello, world".repeat(9).getBytes(StandardCharsets.UTF_8)))
                .err())
        .contains("text.onnx");
    assertThat(refused("plan", write("net.txt", new byte[] {1, 2, 3})).err()).contains("net.txt");
  }

  @Test
  void unknownOperatorsAllAtOnce() throws IOException {
    String file =
        write(
            "unknown.onnx",
            new OnnxBytes()
                .node("first", "Frobnicate", List.of("x"), List.of("a"))
                .node("second", "Relu", List.of("a"), List.of("b"))
                .node("third", "Quux", List.of("b"), List.of("c"))
                .node("fourth", "Quux", List.of("c"), List.of("y"))
                .input("x", 1, 3)
                .output("y", 1, 3)
                .model());
    assertThat(refused("plan", file).err())
        .contains("Frobnicate", "first", "Quux", "third", "fourth")
        .doesNotContain("second");
  }

  @Test
  void unsupportedAttribute() throws IOException {
    String file =
        write(
            "attribute.onnx",
            new OnnxBytes()
                .node("odd", "Relu", List.of("x"), List.of("y"), OnnxBytes.integer("slopiness", 3))
                .input("x", 1, 3)
                .output("y", 1, 3)
                .model());
    assertThat(refused("plan", file).err()).contains("slopiness", "odd");
  }

  @Test
  void shapesThatDoNotFit() throws IOException {
    String file =
        write(
            "shapes.onnx",
            new OnnxBytes()
                .node("head", "MatMul", List.of("x", "w"), List.of("y"))
                .input("x", 1, 7)
                .output("y", 1, 5)
                .weights("w", 6, 5)
                .model());
    assertThat(refused("plan", file).err()).contains("head", "7", "6, 5");
  }

  @Test
  void danglingAndCyclicGraphs() throws IOException {
    String dangling =
        write(
            "dangling.onnx",
            new OnnxBytes()
                .node("lost", "Add", List.of("x", "nobody"), List.of("y"))
                .input("x", 1, 3)
                .output("y", 1, 3)
                .model());
    assertThat(refused("plan", dangling).err()).contains("nobody", "lost");
    String cyclic =
        write(
            "cyclic.onnx",
            new OnnxBytes()
                .node("egg", "Add", List.of("x", "b"), List.of("a"))
                .node("hen", "Relu", List.of("a"), List.of("b"))
                .input("x", 1, 3)
                .output("b", 1, 3)
                .model());
    assertThat(refused("plan", cyclic).err()).contains("cycl").containsAnyOf("egg", "hen");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../secret.bin", "/etc/passwd", "sub/../../secret.bin"})
  void externalDataOutsideTheFolder(String location) throws IOException {
    Files.write(dir.resolve("secret.bin"), new byte[16]);
    Path inner = Files.createDirectories(dir.resolve("inner"));
    byte[] model =
        new OnnxBytes()
            .node("sum", "Add", List.of("x", "w"), List.of("y"))
            .input("x", 1, 4)
            .output("y", 1, 4)
            .external("w", location)
            .model();
    Path file = Files.write(inner.resolve("external.onnx"), model);
    assertThat(refused("run", file.toString(), "--random").err()).contains(location);
  }

  @Test
  void unknownZooName() {
    assertThat(refused("summary", "zoo:mobilnet_v2").err()).contains("mobilenet_v2");
    assertThat(refused("summary", "zoo:").err()).contains("zoo");
  }

  @Test
  void picturesThatAreNone() throws IOException {
    String text = write("cat.jpg", new byte[] {'m', 'e', 'o', 'w'});
    assertThat(refused("run", good, "--image", text).err()).contains("cat.jpg is no picture");
    assertThat(refused("run", good, "--image", dir + "/none.png").err())
        .contains("none.png: no such picture");
  }

  @Test
  void arraysThatDoNotFit() throws IOException {
    Path doubles = dir.resolve("doubles.npy");
    Npy.write(doubles, Tensor.of(Shape.of(1, 3, 8, 8), new double[192]));
    assertThat(refused("run", good, "--input", doubles.toString()).err())
        .contains("doubles.npy is float64[1, 3, 8, 8], but input 'x' expects float32[N, 3, 8, 8]")
        .contains("x.astype('float32')");
    Path small = dir.resolve("small.npy");
    Npy.write(small, Tensor.of(Shape.of(1, 3, 8, 7), new float[168]));
    assertThat(refused("run", good, "--input", "x=" + small).err())
        .contains("small.npy is float32[1, 3, 8, 7], but input 'x' expects float32[N, 3, 8, 8]");
    String text = write("text.npy", new byte[] {1, 2, 3});
    assertThat(refused("run", good, "--input", text).err()).contains("text.npy");
    assertThat(refused("run", good, "--input", dir + "/none.npy").err()).contains("none.npy");
    assertThat(refused("run", good, "--input", "z=" + small).err())
        .contains("the model has no input 'z'; its inputs are x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1x3x8", "1x4x8x8", "z=1x3x8x8"})
  void sizesThatDoNotFit(String shape) {
    refused("run", good, "--random", "--input", shape);
  }

  @ParameterizedTest
  @CsvSource({
    "2147483647x3x8x8, more elements than a tensor can",
    "1x3x99999999x99999999, more elements than a tensor can",
    "99999999999999999999x3x8x8, is larger than 2147483647",
    "0x0, a size is 0",
    "abc, is no shape",
    "1x3x8xwide!, is no shape",
  })
  void sizesThatAreNone(String shape, String message) {
    for (String command : new String[] {"run", "plan", "summary", "measure", "compare"}) {
      String[] args =
          command.equals("compare")
              ? new String[] {command, good, good, "--input", shape}
              : new String[] {command, good, "--input", shape};
      Cli.Result r = Cli.run(args);
      assertThat(r.code()).as(r.err()).isEqualTo(ExitCode.USAGE);
      assertThat(r.out()).isEmpty();
      assertThat(r.err())
          .startsWith("sepconv: --input " + shape)
          .contains(message)
          .endsWith("Try 'sepconv " + command + " --help' for help.\n");
      assertThat(r.err().lines()).hasSize(2);
    }
  }

  @Test
  @EnabledOnOs({OS.LINUX, OS.MAC})
  void devicesAreNotReplaced() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("null.onnx"), Path.of("/dev/null"));
    for (String target : new String[] {"/dev/null", link.toString()}) {
      assertThat(refused("export", good, "-o", target).err())
          .contains(target + " is no regular file but a device or a pipe");
    }
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
    assertThat(link).isSymbolicLink();

    Path out = Files.createDirectory(dir.resolve("out"));
    Path array = Files.createSymbolicLink(out.resolve("y.npy"), Path.of("/dev/null"));
    assertThat(refused("run", good, "--random", "--output-dir", out.toString()).err())
        .contains("y.npy is no regular file");
    assertThat(array).isSymbolicLink();
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).containsExactly(array);
    }
  }

  @Test
  void nothingGiven() {
    assertThat(refused("run", good).err())
        .contains("nothing is given for input 'x', float32[N, 3, 8, 8]")
        .contains("--image", "--input", "--random");
  }

  @Test
  void optionsThatAreNoNumbers() throws IOException {
    String photo = write("p.bmp", new byte[0]);
    for (String[] bad :
        new String[][] {
          {"--size", "large"}, {"--mean", "1,x,2"}, {"--std", "0"}, {"--scale", "1/0"}
        }) {
      assertThat(refused("run", good, "--image", photo, bad[0], bad[1]).err()).contains(bad[0]);
    }
  }

  @Test
  void nothingIsHalfWritten() throws IOException {
    Path out = dir.resolve("out");
    String labels = write("labels.txt", "one\ntwo\n".getBytes(StandardCharsets.UTF_8));
    refused(
        "run", good, "--random", "--top", "1", "--labels", labels, "--output-dir", out.toString());
    assertThat(out).doesNotExist();

    refused("run", good, "--random", "--output-dir", labels);
    assertThat(Path.of(labels)).hasContent("one\ntwo\n");

    refused("export", good, "-o", dir + "/none/x.onnx");
    refused("export", good, "-o", dir.toString());
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files.map(f -> String.valueOf(f.getFileName())))
          .containsExactlyInAnyOrder("good.onnx", "labels.txt");
    }
  }

  @Test
  void foldersWithoutTestCases() throws IOException {
    assertThat(refused("verify", dir + "/none").err()).contains("none");
    assertThat(refused("verify", Files.createDirectories(dir.resolve("empty")).toString()).err())
        .contains("empty has no test case");
  }
}
