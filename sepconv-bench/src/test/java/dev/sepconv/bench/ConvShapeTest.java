package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.tensor.Shape;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvShapeTest {
  /// Everything that decides how long a layer takes.
  private record Essence(Shape input, Shape output, Shape weights, int groups) {
    static Essence of(Graph g, Node n) {
      return new Essence(
          g.type(n.inputs().get(0)).shape(),
          g.type(n.output()).shape(),
          g.type(n.inputs().get(1)).shape(),
          ((Conv) n.op()).groups());
    }

    boolean isSeparable() {
      return groups > 1 || weights.dim(2) == 1;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenet_v1", "mobilenet_v2"})
  void filesHoldTheLayersOfTheZoo(String network) {
    Graph zoo = Networks.graph(network);
    Set<Essence> expected = new HashSet<>();
    for (Node n : zoo.nodes()) {
      if (n.op() instanceof Conv) {
        Essence e = Essence.of(zoo, n);
        if (e.isSeparable()) {
          expected.add(e);
        }
      }
    }
    List<Essence> found =
        ConvShape.of(List.of(network)).stream()
            .map(ConvShape::graph)
            .map(g -> Essence.of(g, g.nodes().getFirst()))
            .toList();
    assertThat(found).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(expected);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenet_v1", "mobilenet_v2", "normal"})
  void macsAreOutputsTimesTaps(String file) {
    assertThat(ConvShape.of(List.of(file)))
        .isNotEmpty()
        .allSatisfy(s -> {
          Essence e = Essence.of(s.graph(), s.graph().nodes().getFirst());
          long taps = (long) e.weights.dim(1) * e.weights.dim(2) * e.weights.dim(3);
          assertThat(s.macs()).isEqualTo(e.output.elements() * taps);
        });
  }
}
