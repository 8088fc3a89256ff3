package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sepconv.cli.output.ExitCode;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.onnx.OnnxReader;
import dev.sepconv.onnx.OnnxWriter;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertCommandTest {
  private static final int SAMPLES = 30;

  @TempDir Path dir;
  private String model = "";
  private String data = "";
  private Path out = Path.of("");

  @BeforeEach
  void writeModelAndData() {
    Graph graph =
        Sequential.of(
                Conv2d.of(1, 12, 3).padding(1),
                new ReLU(),
                Conv2d.of(12, 16, 3).padding(1),
                new ReLU(),
                Conv2d.of(16, 20, 3).stride(2))
            .trace("small", 4, 1, 12, 12);
    Path file = dir.resolve("small.onnx");
    OnnxWriter.write(graph, file);
    model = file.toString();
    Path npy = dir.resolve("x.npy");
    Npy.write(npy, noise(SAMPLES, 1, 12, 12));
    data = npy.toString();
    out = dir.resolve("out.onnx");
  }

  private static Tensor noise(long... dims) {
    Shape shape = Shape.of(dims);
    Random random = new Random(5);
    float[] x = new float[shape.elements()];
    float last = 0;
    for (int i = 0; i < x.length; i++) {
      last = 0.7f * last + (float) random.nextGaussian();
      x[i] = last;
    }
    return Tensor.of(shape, x);
  }

  private static String ok(String... args) {
    Cli.Result r =
        Cli.run(Stream.concat(Stream.of("convert"), Stream.of(args)).toArray(String[]::new));
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.err()).isEmpty();
    return r.out();
  }

  private static JsonNode json(String... args) throws IOException {
    String text =
        ok(Stream.concat(Stream.of(args), Stream.of("--format", "json")).toArray(String[]::new));
    return new ObjectMapper().readTree(text);
  }

  @Test
  void withoutDataItSaysThatDataWouldHelp() {
    String text = ok(model, "--macs", "0.5", "-o", out.toString());
    assertThat(text)
        .contains("2 of 3 convolutions became separable", "it has only 1 input channels")
        .contains("--calibrate DATA", "wrote " + out, "sepconv compare")
        .doesNotContain("error");
    assertThat(dir).isDirectoryContaining(f -> f.equals(out));
  }

  @ParameterizedTest
  @ValueSource(strings = {"channel", "layer"})
  void onnxRuntimeGivesTheSameNumbers(String ranks) throws IOException, OrtException {
    JsonNode report =
        json(model, "--macs", "0.45", "--calibrate", data, "--ranks", ranks, "-o", out.toString());
    double left = report.get("macsAfter").asDouble() / report.get("macs").asDouble();
    assertThat(left).isLessThanOrEqualTo(0.45);
    if (ranks.equals("channel")) {
      assertThat(left).isGreaterThan(0.44);
    }
    assertThat(report.get("outputError").asDouble()).isBetween(0.001, 0.6);
    Graph before = OnnxReader.read(Path.of(model));
    Graph after = OnnxReader.read(out);
    assertThat(after.inputs()).isEqualTo(before.inputs());
    assertThat(after.outputs()).isEqualTo(before.outputs());
    // The batch stays open.
    assertThat(after.type("input")).isEqualTo(before.type("input"));
    assertThat(after.metadata().get("onnx.opset")).isEqualTo(before.metadata().get("onnx.opset"));
    assertThat(after.metadata().get("sepconv.conversion"))
        .contains("45 % of the MACs", "30 samples");
    assertThat(after.nodes()).extracting(Node::name).contains("2.depthwise", "4.pointwise");

    Tensor x = noise(3, 1, 12, 12);
    float[] own = new CpuBackend(1).compile(after).run(x).floats();
    float[] theirs = onnxRuntime(out, x);
    assertThat(theirs).hasSameSizeAs(own);
    double largest = 0;
    double difference = 0;
    for (int i = 0; i < own.length; i++) {
      largest = Math.max(largest, Math.abs(theirs[i]));
      difference = Math.max(difference, Math.abs(theirs[i] - own[i]));
    }
    assertThat(difference / largest).isLessThan(1e-5);
  }

  private static float[] onnxRuntime(Path file, Tensor x) throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(file.toString());
        OnnxTensor in =
            OnnxTensor.createTensor(env, FloatBuffer.wrap(x.floats()), x.shape().toLongs());
        OrtSession.Result result = session.run(Map.of("input", in))) {
      FloatBuffer buffer = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] all = new float[buffer.remaining()];
      buffer.get(all);
      return all;
    }
  }

  @Test
  void theSameCommandWritesTheSameBytes() throws IOException {
    Path again = dir.resolve("again.onnx");
    ok(model, "--params", "0.5", "--calibrate", data, "-o", out.toString());
    ok(model, "--params", "0.5", "--calibrate", data, "--threads", "1", "-o", again.toString());
    assertThat(again).hasSameBinaryContentAs(out);
  }

  @Test
  void theLargestErrorIsKept() throws IOException {
    JsonNode near = json(model, "--max-error", "0.05", "--calibrate", data, "-o", out.toString());
    assertThat(near.get("outputError").asDouble()).isLessThanOrEqualTo(0.05);
    JsonNode far = json(model, "--max-error", "0.3", "--calibrate", data, "-o", out.toString());
    assertThat(far.get("outputError").asDouble()).isBetween(0.05, 0.3);
    assertThat(far.get("macsAfter").asLong()).isLessThan(near.get("macsAfter").asLong());
  }

  @Test
  void aDryRunTriesEveryForm() throws IOException {
    JsonNode plan = json(model, "--dry-run", "--calibrate", data);
    assertThat(plan.get("layers")).hasSize(2);
    assertThat(plan.get("layers").get(0).get("choices")).hasSizeGreaterThan(2);
    assertThat(plan.get("layers").get(0).get("millis").asDouble()).isPositive();
    assertThat(plan.get("kept").get("0").asText()).contains("only 1 input channels");
    assertThat(ok(model, "--dry-run")).contains("normal", "2 filters", "stays:", "--calibrate");
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aSweepWritesNetworksAndACurve() throws IOException {
    Path labels = Files.writeString(dir.resolve("y.txt"), "0\n".repeat(SAMPLES));
    String classifier = dir.resolve("classifier.onnx").toString();
    OnnxWriter.write(
        Sequential.of(Conv2d.of(1, 12, 3), new ReLU(), Conv2d.of(12, 10, 10))
            .trace("classifier", 4, 1, 12, 12),
        Path.of(classifier));
    Path folder = dir.resolve("curve");
    JsonNode curve =
        json(
            classifier,
            "--sweep",
            "--calibrate",
            data,
            "--test",
            data,
            "--labels",
            labels.toString(),
            "--shares",
            "0.8,0.6",
            "-o",
            folder.toString());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("curve.json", "curve.svg", "macs-0.6.onnx", "macs-0.8.onnx");
    }
    assertThat(Files.readString(folder.resolve("curve.svg"))).contains("points of accuracy lost");
    assertThat(curve).isEqualTo(new ObjectMapper().readTree(folder.resolve("curve.json").toFile()));
    JsonNode points = curve.get("points");
    assertThat(points).hasSize(2);
    assertThat(points.get(0).get("error").asDouble())
        .isLessThan(points.get(1).get("error").asDouble());
    assertThat(points.get(0).get("top1").asDouble()).isBetween(0.0, 1.0);
    assertThat(points.get(0).get("timeShare").asDouble()).isPositive();
    assertThat(OnnxReader.read(folder.resolve("macs-0.6.onnx")).outputs()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-o o.onnx | a budget is missing: one of --macs",
        "--macs 0.5 | -o FILE is missing",
        "--macs 0.5 --rank 2 -o o.onnx | --macs and --rank do not go together",
        "--macs 1.5 -o o.onnx | --macs 1.5 must be above 0 and at most 1",
        "--latency 0 -o o.onnx | --latency 0.0 must be above 0",
        "--rank 0 -o o.onnx | --rank 0 must be at least 1",
        "--max-error 0.1 -o o.onnx | --max-error measures errors on data; add --calibrate",
        "--sweep -o o | --sweep measures errors on data; add --calibrate",
        "--dry-run -o o.onnx | --dry-run writes nothing",
        "--macs 0.5 --step joint -o o.onnx | --step joint needs --calibrate",
        "--macs 0.5 --step weights --calibrate x.npy -o o.onnx | --step weights uses no data",
        "--macs 0.5 --labels l -o o.onnx | --test and --labels go together",
        "--macs 0.5 --shares 0.5 -o o.onnx | --shares goes with --sweep",
        "--dry-run --test x.npy --labels l | --dry-run converts nothing",
        "--macs 0.5 --step all -o o.onnx | --step",
      })
  void wrongCommandLines(String args, String expected) {
    Cli.Result r =
        Cli.run(
            Stream.concat(Stream.of("convert", model), Stream.of(args.split(" ", -1)))
                .toArray(String[]::new));
    assertThat(r.code()).isEqualTo(ExitCode.USAGE);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("sepconv: ").contains(expected);
    assertThat(r.err().lines()).hasSizeLessThan(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--macs 0.01 --ranks layer | a budget of 1 % of the MACs cannot be met",
        "--latency 0.0001 | a budget of 0.01 % of the time cannot be met",
        "--macs 0.5 --calibrate nowhere.npy | nowhere.npy",
      })
  void whatCannotBeMetWritesNothing(String args, String expected) {
    Cli.Result r =
        Cli.run(
            Stream.concat(
                    Stream.of("convert", model, "-o", out.toString()),
                    Stream.of(args.split(" ", -1)))
                .toArray(String[]::new));
    assertThat(r.code()).as(r.err()).isEqualTo(ExitCode.ERROR);
    assertThat(r.err()).contains(expected);
    assertThat(out).doesNotExist();
  }

  /// A trained network on its data: four times fewer MACs cost at most 1.5 points.
  @Test
  void fashion() throws IOException {
    Path net = Path.of("..", "..", "shared", "models", "fashion_vgg.onnx");
    Path train = Path.of("/usr/share/datasets/fashion-mnist/train-images-idx3-ubyte.gz");
    Path test = train.resolveSibling("t10k-images-idx3-ubyte.gz");
    Path labels = train.resolveSibling("t10k-labels-idx1-ubyte.gz");
    for (Path needed : List.of(net, train, test, labels)) {
      if (!Files.exists(needed)) {
        String message = "SKIPPED: there is no " + needed;
        System.out.println(message);
        Assumptions.abort(message);
      }
    }
    JsonNode r =
        json(
            net.toString(),
            "--macs",
            "0.25",
            "--calibrate",
            train.toString(),
            "--limit",
            "500",
            "--step",
            "joint",
            "--test",
            test.toString(),
            "--labels",
            labels.toString(),
            "--mean",
            "0.2860",
            "--std",
            "0.3530",
            "-o",
            out.toString());
    assertThat(r.get("top1").asDouble()).isCloseTo(0.9292, within(0.0002));
    assertThat(r.get("top1After").asDouble()).isGreaterThan(0.9292 - 0.015);
  }
}
