package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.onnx.OnnxReader;
import dev.sepconv.onnx.OnnxWriter;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Whole networks by the kernels that the command line uses, against ONNX Runtime on the same file,
/// relative to the largest output; nothing is left to the reference.
class OnnxRuntimeTest {
  private static final double TOLERANCE = 1e-4;

  private static final CpuBackend CPU = new CpuBackend();

  /// All but the other VGG-16, whose layers are the same.
  static List<String> networks() {
    return Zoo.names().stream().filter(n -> !n.equals("vgg16")).toList();
  }

  @ParameterizedTest
  @MethodSource("networks")
  void zoo(String name) throws OrtException {
    byte[] file = OnnxWriter.toBytes(Zoo.graph(name));
    Graph graph = OnnxReader.read(file, name);
    TensorType type = graph.type(graph.inputs().getFirst());
    long[] dims = new long[type.rank()];
    dims[0] = 1;
    for (int a = 1; a < dims.length; a++) {
      dims[a] = type.dim(a).value();
    }
    check(graph, file, Shape.of(dims));
  }

  @ParameterizedTest
  @CsvSource({
    "ch_PP-OCRv4_det_infer.onnx, 160, 224",
    "ch_PP-OCRv4_rec_infer.onnx, 48, 160",
    "ch_ppocr_mobile_v2.0_cls_infer.onnx, 48, 192"
  })
  void textRecognition(String name, int h, int w) throws IOException, OrtException {
    byte[] file;
    try (InputStream in =
        Objects.requireNonNull(
            OnnxRuntimeTest.class.getResourceAsStream("/models/" + name), name)) {
      file = in.readAllBytes();
    }
    check(OnnxReader.read(file, name), file, Shape.of(1, 3, h, w));
  }

  @Test
  void exportedNetwork() throws IOException, OrtException {
    Path model = Path.of("..", "..", "shared", "models", "fashion_vgg.onnx");
    boolean there = Files.exists(model);
    if (!there) {
      System.out.println("skipped: " + model.toAbsolutePath().normalize() + " is not there");
    }
    Assumptions.assumeTrue(there, "no exported network beside the repository");
    byte[] file = Files.readAllBytes(model);
    Graph graph = OnnxReader.read(file, "fashion_vgg.onnx");
    TensorType type = graph.type(graph.inputs().getFirst());
    long[] dims = new long[type.rank()];
    for (int a = 0; a < dims.length; a++) {
      dims[a] = type.dim(a).isKnown() ? type.dim(a).value() : 1;
    }
    check(graph, file, Shape.of(dims));
  }

  private static void check(Graph graph, byte[] file, Shape shape) throws OrtException {
    Tensor x = random(shape);
    CompiledModel model = CPU.compile(graph);
    float[] actual = model.run(x).floats();
    float[] expected = onnxRuntime(file, x);
    assertThat(actual).hasSameSizeAs(expected);
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      error = Math.max(error, Math.abs(expected[i] - actual[i]));
    }
    assertThat(largest).isPositive().isFinite();
    assertThat(error / largest).isLessThanOrEqualTo(TOLERANCE);
    assertThat(model.plan(Map.of(graph.inputs().getFirst(), shape)).steps())
        .filteredOn(s -> s.kernel().equals(new ReferenceKernel().id()))
        .extracting(s -> s.work().nodes())
        .isEmpty();
  }

  private static Tensor random(Shape shape) {
    Random random = new Random(1);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, data);
  }

  private static float[] onnxRuntime(byte[] file, Tensor x) throws OrtException {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    try (OrtSession session = env.createSession(file);
        OnnxTensor in =
            OnnxTensor.createTensor(env, FloatBuffer.wrap(x.floats()), x.shape().toLongs());
        OrtSession.Result result =
            session.run(Map.of(session.getInputNames().iterator().next(), in))) {
      FloatBuffer out = ((OnnxTensor) result.get(0)).getFloatBuffer();
      float[] values = new float[out.remaining()];
      out.get(values);
      return values;
    }
  }
}
