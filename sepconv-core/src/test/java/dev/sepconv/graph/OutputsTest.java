package dev.sepconv.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Hardswish;
import dev.sepconv.nn.SeparableConv2d;
import dev.sepconv.nn.Sequential;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Values in the middle of a network can be returned, whatever the engine would do with the nodes
/// that write them.
class OutputsTest {
  private static final Graph GRAPH =
      Sequential.of(
              Conv2d.of(3, 8, 3).stride(2).padding(1).bias(false),
              new BatchNorm2d(8),
              new Hardswish(),
              SeparableConv2d.of(8, 12, 3).padding(1))
          .trace("net", 5, 3, 17, 13);

  @Test
  void everyValueIsWhatTheReferenceComputes() {
    Tensor x = noise(Shape.of(1, 3, 17, 13));
    Map<String, Tensor> expected = reference(x);
    List<String> inner = GRAPH.nodes().stream().map(Node::output).toList();
    assertThat(inner).hasSizeGreaterThan(4);
    // One by one, as fusing goes around what is returned, and all at once.
    for (String value : inner) {
      assertClose(GRAPH.withOutputs(List.of(value)), x, expected);
    }
    assertClose(GRAPH.withOutputs(inner), x, expected);
  }

  @Test
  void whatDoesNotExistIsRefused() {
    assertThat(GRAPH.withOutputs(List.of("output", "input", "output")).outputs())
        .containsExactly("output", "input");
    assertThatThrownBy(() -> GRAPH.withOutputs(List.of("nothing")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("nothing");
  }

  private static void assertClose(Graph graph, Tensor x, Map<String, Tensor> expected) {
    CompiledModel model = new CpuBackend(1).compile(graph);
    Map<String, Tensor> actual = model.run(Map.of("input", x));
    assertThat(actual.keySet()).containsExactlyElementsOf(graph.outputs());
    actual.forEach((name, t) -> {
      Tensor e = expected.getOrDefault(name, Tensor.scalar(0));
      assertThat(t.shape()).isEqualTo(e.shape());
      assertThat(t.floats()).as(name).containsExactly(e.floats(), within(1e-5f));
    });
  }

  private static Map<String, Tensor> reference(Tensor x) {
    Map<String, Tensor> values = new HashMap<>(Map.of("input", x));
    GRAPH.constants().forEach((name, c) -> values.put(name, c.tensor()));
    for (Node n : GRAPH.nodes()) {
      List<Optional<Tensor>> in = new ArrayList<>();
      n.inputs().forEach(i -> in.add(Optional.ofNullable(values.get(i))));
      values.put(n.output(), Reference.run(n.op(), in, 1).getFirst());
    }
    return values;
  }

  private static Tensor noise(Shape shape) {
    Random random = new Random(1);
    float[] data = new float[shape.elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return Tensor.of(shape, data);
  }
}
