package dev.sepconv.bench;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Map;

/// A process that reads an ONNX file, runs it once with ONNX Runtime and ends.
public final class FirstOrt {
  private FirstOrt() {}

  /// Predicts once.
  ///
  /// @param args the file; the height and width of its input
  public static void main(String[] args) {
    int size = Integer.parseInt(args[1]);
    int threads = Runtime.getRuntime().availableProcessors();
    Map<String, Tensor> inputs =
        Map.of("input", Tensor.zeros(ElementType.FLOAT32, Shape.of(1, 3, size, size)));
    try (OrtModel model = OrtModel.of(args[0], threads, inputs)) {
      System.out.println(model.output()[0]);
    }
  }
}
