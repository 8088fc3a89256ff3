package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.kernel.scalar.ScalarKernels;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Every network of the zoo is done by kernels of this module alone.
class NoReferenceTest {
  static List<String> networks() {
    return List.copyOf(Zoo.names());
  }

  @ParameterizedTest
  @MethodSource("networks")
  void nothingIsLeftToOthers(String name) {
    List<String> others =
        Stream.concat(new ScalarKernels().kernels().stream(), Stream.of(new ReferenceKernel()))
            .map(Kernel::id)
            .toList();
    Graph g = Zoo.graph(name);
    String input = g.inputs().get(0);
    TensorType type = g.type(input);
    for (int batch : new int[] {1, 3}) {
      long[] dims = new long[type.rank()];
      for (int a = 0; a < dims.length; a++) {
        dims[a] = a == 0 ? batch : type.dim(a).value();
      }
      var plan = new CpuBackend(1).compile(g).plan(Map.of(input, Shape.of(dims)));
      assertThat(plan.steps())
          .filteredOn(s -> others.contains(s.kernel()))
          .extracting(s -> s.work().nodes())
          .isEmpty();
    }
  }
}
