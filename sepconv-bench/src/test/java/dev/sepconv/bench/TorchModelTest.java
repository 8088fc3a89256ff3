package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sepconv.bench.torch.TorchModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class TorchModelTest {
  @BeforeAll
  static void needsNativeCode() {
    assumeTrue(TorchModel.isAvailable(), "PyTorch's native code is for Linux on x86-64 alone");
  }

  @ParameterizedTest
  @FieldSource("dev.sepconv.bench.Networks#ALL")
  void everyNetworkGivesWhatSepconvGives(String name) {
    Graph graph = Networks.graph(name);
    Map<String, Tensor> inputs = Networks.inputs(graph);
    Tensor found = new CpuBackend(1).compile(graph).run(inputs).values().iterator().next();
    for (int threads = 1; threads <= 2; threads++) {
      try (TorchModel torch = TorchModel.of(graph, threads, inputs.values().iterator().next())) {
        assertThat(NetworkSample.relativeError(found.floats(), torch.output())).isLessThan(1e-4);
      }
    }
  }
}
