package dev.sepconv.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trained networks against ONNX Runtime, before and after a round trip.
class RealModelsTest {
  @ParameterizedTest
  @CsvSource({
    "ch_PP-OCRv4_det_infer.onnx, 64, 96",
    "ch_PP-OCRv4_rec_infer.onnx, 48, 96",
    "ch_ppocr_mobile_v2.0_cls_infer.onnx, 48, 192"
  })
  void paddleOcr(String name, int h, int w) throws IOException {
    byte[] bytes;
    try (InputStream in =
        Objects.requireNonNull(RealModelsTest.class.getResourceAsStream("/models/" + name), name)) {
      bytes = in.readAllBytes();
    }
    checkAgainstOnnxRuntime(bytes, name, photo(h, w));
  }

  @Test
  void fashion() throws IOException {
    Path file = Path.of("..", "..", "shared", "models", "fashion_vgg.onnx");
    if (!Files.exists(file)) {
      String message = "SKIPPED: there is no ../shared/models/fashion_vgg.onnx";
      System.out.println(message);
      Assumptions.abort(message);
    }
    byte[] bytes = Files.readAllBytes(file);
    Graph g =
        checkAgainstOnnxRuntime(bytes, "fashion_vgg", Models.random(Shape.of(2, 1, 28, 28), 3));
    assertThat(g.nodes().stream().filter(n -> n.op().type().equals("Conv"))).hasSize(6);
  }

  private static Graph checkAgainstOnnxRuntime(byte[] bytes, String name, Tensor input) {
    Graph graph = OnnxReader.read(bytes, name);
    Map<String, Tensor> in = Map.of(graph.inputs().getFirst(), input);
    Map<String, Tensor> expected = Models.onnxRuntime(bytes, in);
    Map<String, Tensor> found = Models.run(graph, in);
    assertThat(found.keySet()).containsExactlyElementsOf(expected.keySet());
    byte[] written = OnnxWriter.toBytes(graph);
    Map<String, Tensor> again = Models.onnxRuntime(written, in);
    expected.forEach((output, e) -> {
      assertClose(e, Objects.requireNonNull(found.get(output)));
      assertClose(e, Objects.requireNonNull(again.get(output)));
    });
    Graph reread = OnnxReader.read(written, name);
    assertThat(reread.nodes()).isEqualTo(graph.nodes());
    assertThat(reread.inputs()).isEqualTo(graph.inputs());
    assertThat(reread.type(reread.inputs().getFirst()))
        .isEqualTo(graph.type(graph.inputs().getFirst()));
    assertThat(parameters(reread)).isEqualTo(parameters(graph)).isPositive();
    return graph;
  }

  private static long parameters(Graph g) {
    return g.constants().values().stream()
        .filter(c -> c.role() == Constant.Role.PARAMETER)
        .mapToLong(Constant::elements)
        .sum();
  }

  /// Within 1e-4 of the largest value.
  private static void assertClose(Tensor expected, Tensor found) {
    assertThat(found.shape()).isEqualTo(expected.shape());
    double largest = 0;
    double error = 0;
    for (int i = 0; i < expected.size(); i++) {
      largest = Math.max(largest, Math.abs(expected.getDouble(i)));
      error = Math.max(error, Math.abs(expected.getDouble(i) - found.getDouble(i)));
      assertThat(found.getDouble(i)).isNotNaN();
    }
    assertThat(largest).isGreaterThan(0.1);
    assertThat(error).isLessThanOrEqualTo(1e-4 * largest);
  }

  /// The word "HELLO", dark on a background that is not quite even.
  private static Tensor photo(int h, int w) {
    List<String> rows =
        List.of(
            "#...#.#####.#.....#......###.",
            "#...#.#.....#.....#.....#...#",
            "#...#.#.....#.....#.....#...#",
            "#####.####..#.....#.....#...#",
            "#...#.#.....#.....#.....#...#",
            "#...#.#.....#.....#.....#...#",
            "#...#.#####.#####.#####..###.");
    float[] x = new float[3 * h * w];
    for (int i = 0; i < x.length; i++) {
      int row = (i / w % h - (h - 21) / 2) / 3;
      int column = (i % w - (w - 87) / 2) / 3;
      boolean ink =
          row >= 0 && row < 7 && column >= 0 && column < 29 && rows.get(row).charAt(column) == '#';
      x[i] = (ink ? -1.2f : 1.4f) + 0.2f * (float) Math.sin(0.1 * row + 0.3 * column);
    }
    return Tensor.of(Shape.of(1, 3, h, w), x);
  }

  @Test
  void rolesOfTheDetectorsConstants() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            RealModelsTest.class.getResourceAsStream(
                "/models/ch_ppocr_mobile_v2.0_cls_infer.onnx"))) {
      Graph g = OnnxReader.read(in, "cls");
      List<Constant.Role> weights =
          g.nodes().stream()
              .filter(n -> n.op().type().equals("Conv"))
              .flatMap(n -> g.constant(n.inputs().get(1)).stream())
              .map(Constant::role)
              .distinct()
              .toList();
      assertThat(weights).containsExactly(Constant.Role.PARAMETER);
    }
  }
}
