package dev.sepconv.bench;

import dev.sepconv.Sepconv;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.nio.file.Path;

/// A process that reads an ONNX file, runs it once with Sepconv and ends.
public final class FirstSepconv {
  private FirstSepconv() {}

  /// Predicts once.
  ///
  /// @param args the file; the height and width of its input
  public static void main(String[] args) {
    CompiledModel model = Sepconv.load(Path.of(args[0]));
    int size = Integer.parseInt(args[1]);
    Tensor output = model.run(Tensor.zeros(ElementType.FLOAT32, Shape.of(1, 3, size, size)));
    System.out.println(output.floats()[0]);
  }
}
