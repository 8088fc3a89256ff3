package dev.sepconv.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// Every operator's ONNX form, by ONNX's own cases: what is written means what was read, to this
/// reader and to ONNX Runtime.
class ExportTest {
  /// ONNX Runtime aligns the corners of the rounded size where ONNX takes the exact one.
  private static final Set<String> RUNTIME_DIFFERS =
      Set.of(
          "node/test_resize_downsample_scales_cubic_align_corners",
          "node/test_resize_downsample_scales_linear_align_corners");

  private static final Path DATA = Path.of("/usr/share/libonnx-testdata/data/node");

  @Test
  void everyCaseMeansTheSameAfterExport() {
    if (!Files.isDirectory(DATA)) {
      String message = "SKIPPED: the package libonnx-testdata is not installed";
      System.out.println(message);
      Assumptions.abort(message);
    }
    int written = 0;
    int judged = 0;
    List<String> wrong = new ArrayList<>();
    for (ConformanceCase c : Conformance.find(List.of(DATA))) {
      Graph graph;
      try {
        graph = OnnxReader.read(c.folder().resolve("model.onnx"));
      } catch (UnsupportedModelException e) {
        continue;
      }
      byte[] bytes = OnnxWriter.toBytes(graph);
      Graph again = OnnxReader.read(bytes, c.name());
      written++;
      if (!shapeOf(again).equals(shapeOf(graph)) && !c.name().contains("softmax")) {
        wrong.add(c.name() + ": " + graph.nodes() + " became " + again.nodes());
      }
      Map<String, Tensor> in = new LinkedHashMap<>();
      for (int i = 0; i < graph.inputs().size(); i++) {
        Path file = c.folder().resolve("test_data_set_0/input_" + i + ".pb");
        in.put(graph.inputs().get(i), Conformance.tensor(file));
      }
      boolean exchangeable =
          graph.inputs().stream().allMatch(i -> Models.isExchangeable(graph.type(i).element()))
              && graph.outputs().stream()
                  .allMatch(o -> Models.isExchangeable(graph.type(o).element()));
      if (!exchangeable) {
        continue;
      }
      Map<String, Tensor> found = Models.run(graph, in);
      try {
        for (var e : Models.tryOnnxRuntime(bytes, in).entrySet()) {
          Comparison d = Comparison.of(e.getValue(), Objects.requireNonNull(found.get(e.getKey())));
          if (d.mismatch().isEmpty() == RUNTIME_DIFFERS.contains(c.name())) {
            wrong.add(c.name() + ": " + d.mismatch());
          }
        }
        judged++;
      } catch (OrtException e) {
        if (e.getCode() != OrtException.OrtErrorCode.ORT_NOT_IMPLEMENTED) {
          wrong.add(c.name() + ": " + e.getMessage());
        }
      }
    }
    System.out.printf(
        "ONNX export: %d cases written, %d judged by ONNX Runtime%n", written, judged);
    assertThat(wrong).isEmpty();
    assertThat(judged).isGreaterThan(300);
  }

  /// What nodes do; the names of constants that were attributes are the reader's own.
  private static List<List<Object>> shapeOf(Graph graph) {
    return graph.nodes().stream()
        .map(n -> List.<Object>of(n.name(), n.op(), n.inputs().size(), n.outputs()))
        .toList();
  }
}
