package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.Sepconv;
import dev.sepconv.analysis.TorchSummaryTable;
import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.graph.Graph;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.SeparableConv2d;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import dev.sepconv.onnx.OnnxWriter;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The Java code of the README, kept working.
class ReadmeTest {
  @Test
  void theFirstScreenWorks(@TempDir Path folder) {
    Graph standard = Sequential.of(Conv2d.of(3, 4, 3).padding(1)).trace("standard", 0, 3, 224, 224);
    Graph separable = SeparableConv2d.of(3, 4, 3).padding(1).trace("separable", 0, 3, 224, 224);

    assertThat(TorchSummaryTable.render(standard)).contains("Total params: 112");
    assertThat(TorchSummaryTable.render(separable)).contains("Total params: 46");
    assertThat(Comparison.of(standard, separable).text(100)).contains("2.77x");

    Tensor image = Tensor.zeros(ElementType.FLOAT32, Shape.of(1, 3, 224, 224));
    Tensor output = Sepconv.compile(separable).run(image); // float32 1x4x224x224
    assertThat(output).hasToString("float32 1x4x224x224");

    Path file = folder.resolve("model.onnx");
    OnnxWriter.write(separable, file);
    CompiledModel model = Sepconv.load(file); // thread-safe
    assertThat(model.run(image)).isEqualTo(output);
  }

  static final class Residual extends Module {
    private final SeparableConv2d conv =
        child("conv", SeparableConv2d.of(64, 64, 3).padding("same"));
    private final BatchNorm2d norm = child("norm", new BatchNorm2d(64));

    @Override
    protected Value forward(Value x) {
      return norm.call(conv.call(x)).add(x).relu();
    }
  }

  @Test
  void aModuleOfOnesOwnWritesAGraph() {
    Graph g = new Residual().trace("residual", 0, 64, 8, 8);
    assertThat(g.type("output")).hasToString("float32[N, 64, 8, 8]");
    assertThat(g.nodes()).hasSize(5);
  }
}
