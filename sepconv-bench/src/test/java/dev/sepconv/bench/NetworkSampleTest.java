package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.onnx.OnnxWriter;
import dev.sepconv.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NetworkSampleTest {
  @Test
  void errorIsAShareOfTheLargestOutput() {
    float[] expected = {1, -4, 2};
    assertThat(NetworkSample.relativeError(new float[] {1.2f, -4, 2}, expected))
        .isCloseTo(0.05, within(1e-6));
    assertThat(NetworkSample.relativeError(expected, expected)).isZero();
  }

  @Test
  void whatIsNoNumberIsNoAgreement() {
    assertThat(NetworkSample.relativeError(new float[] {Float.NaN}, new float[] {1})).isNaN();
  }

  @Test
  void anotherSizeIsNoAgreement() {
    assertThatThrownBy(() -> NetworkSample.relativeError(new float[2], new float[3]))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void bothSidesRunTheSameNetwork() {
    Graph graph = Networks.graph("article-separable");
    Map<String, Tensor> inputs = Networks.inputs(graph);
    Tensor found = new CpuBackend(1).compile(graph).run(inputs).values().iterator().next();
    try (OrtModel ort = OrtModel.of(OnnxWriter.toBytes(graph), 1, inputs)) {
      assertThat(NetworkSample.relativeError(found.floats(), ort.output())).isLessThan(1e-5);
    }
  }

  @Test
  void unfusedPlansHaveOneLayerPerStep() {
    Kernels all = CpuBackend.discover();
    Kernels single = new Kernels(all.list().stream().map(OneLayerKernel::of).toList());
    Graph graph = ConvShape.of(ConvShape.SEPARABLE_FILES).getFirst().graph();
    assertThat(single.list()).hasSameSizeAs(all.list());
    assertThat(largest(new CpuBackend(single, 1).compile(graph))).isEqualTo(1);
    Graph network = Networks.graph("mobilenet_v1");
    assertThat(largest(new CpuBackend(single, 1).compile(network))).isEqualTo(1);
    assertThat(largest(new CpuBackend(all, 1).compile(network))).isGreaterThan(1);
  }

  private static long largest(CompiledModel model) {
    return model.plan(Map.of()).steps().stream()
        .map(Plan.Step::work)
        .mapToLong(OneLayerKernel::layers)
        .max()
        .orElse(0);
  }
}
