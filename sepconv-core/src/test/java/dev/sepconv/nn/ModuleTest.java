package dev.sepconv.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ModuleTest {
  static Stream<Arguments> layers() {
    return Stream.of(
        Arguments.of(Conv2d.of(8, 4, 3), "float32[N, 4, 10, 12]"),
        Arguments.of(Conv2d.of(8, 4, 3).padding(1).stride(2), "float32[N, 4, 6, 7]"),
        Arguments.of(Conv2d.of(8, 4, 3).padding("same").stride(2), "float32[N, 4, 6, 7]"),
        Arguments.of(Conv2d.of(8, 4, 4, 1).padding("same"), "float32[N, 4, 12, 14]"),
        Arguments.of(Conv2d.of(8, 4, 3).dilation(2).groups(4), "float32[N, 4, 8, 10]"),
        Arguments.of(ConvTranspose2d.of(8, 4, 3).stride(2).padding(1), "float32[N, 4, 23, 27]"),
        Arguments.of(
            ConvTranspose2d.of(8, 4, 3).stride(2).padding(1).outputPadding(1),
            "float32[N, 4, 24, 28]"),
        Arguments.of(SeparableConv2d.of(8, 5, 3).padding(1), "float32[N, 5, 12, 14]"),
        Arguments.of(new MaxPool2d(3, 2, 1), "float32[N, 8, 6, 7]"),
        Arguments.of(new MaxPool2d(3, 2, 0, true), "float32[N, 8, 6, 7]"),
        Arguments.of(new AvgPool2d(2), "float32[N, 8, 6, 7]"),
        Arguments.of(new AdaptiveAvgPool2d(1), "float32[N, 8, 1, 1]"),
        Arguments.of(new AdaptiveAvgPool2d(2), "float32[N, 8, 2, 2]"),
        Arguments.of(new Upsample(2, true), "float32[N, 8, 24, 28]"),
        Arguments.of(new ZeroPad2d(1, 2, 3, 4), "float32[N, 8, 19, 17]"),
        Arguments.of(new Flatten(), "float32[N, 1344]"),
        Arguments.of(new Linear(14, 3), "float32[N, 8, 12, 3]"),
        Arguments.of(new PReLU(8), "float32[N, 8, 12, 14]"));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void infersShapes(Module layer, String expected) {
    Graph g = layer.trace("layer", 0, 8, 12, 14);
    assertThat(g.type("output").toString()).isEqualTo(expected);
  }

  @Test
  void theArticlesPairIsThreeLines() {
    Graph standard = Conv2d.of(3, 4, 3).padding(1).trace("standard", 0, 3, 224, 224);
    Graph separable = SeparableConv2d.of(3, 4, 3).padding(1).trace("separable", 0, 3, 224, 224);
    assertThat(elements(standard)).isEqualTo(112);
    assertThat(elements(separable)).isEqualTo(30 + 16);
  }

  private static long elements(Graph g) {
    return g.constants().values().stream().mapToLong(c -> c.elements()).sum();
  }

  private static final class Twice extends Module {
    private final Linear shared = child("shared", new Linear(4, 4));

    @Override
    protected Value forward(Value x) {
      return shared.call(shared.call(x).relu());
    }
  }

  @Test
  void aModuleCalledTwiceHasOneSetOfParameters() {
    Graph g = new Twice().trace("twice", 0, 4);
    assertThat(elements(g)).isEqualTo(20);
    assertThat(g.nodes()).extracting(Node::name).containsExactly("shared", "Relu", "shared.Gemm");
    List<ModuleTrace.Call> calls = g.trace().orElseThrow().calls();
    assertThat(calls).extracting(c -> c.module().path()).containsExactly("", "shared", "shared");
    assertThat(calls).extracting(ModuleTrace.Call::finished).containsExactly(2, 0, 1);
    assertThat(calls.get(2).outputs()).containsExactly("output");
  }

  private static final class TwoByTwo extends Module {
    private final Linear left = child("left", new Linear(3, 5));

    @Override
    protected List<Value> forward(List<Value> in) {
      return List.of(left.call(in.get(0)).add(in.get(1)), in.get(1).relu());
    }
  }

  @Test
  void severalInputsAndOutputs() {
    Map<String, TensorType> inputs = new LinkedHashMap<>();
    inputs.put("a", TensorType.of(ElementType.FLOAT32, 2, 3));
    inputs.put("b", TensorType.of(ElementType.FLOAT32, 2, 5));
    Graph g = new TwoByTwo().trace("pair", 0, inputs);
    assertThat(g.inputs()).containsExactly("a", "b");
    assertThat(g.outputs()).containsExactly("output0", "output1");
    assertThat(g.type("output0").toString()).isEqualTo("float32[2, 5]");
  }

  @Test
  void errorsNameTheLayer() {
    Sequential net = Sequential.of(Conv2d.of(3, 8, 3), Sequential.of(Conv2d.of(4, 8, 3)));
    assertThatThrownBy(() -> net.trace("bad", 0, 3, 8, 8))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("layer 1.0 (Conv)")
        .hasMessageContaining("has 8 channels")
        .hasMessageContaining("take 4");
  }

  private static final class Forgetful extends Module {
    private final Linear lost = new Linear(4, 4);

    @Override
    protected Value forward(Value x) {
      return lost.call(x);
    }
  }

  @Test
  void aModuleThatIsNoChildIsRefused() {
    assertThatThrownBy(() -> new Forgetful().trace("bad", 0, 4))
        .hasMessageContaining("register it with child");
  }

  @Test
  void defaultsAreWithinPytorchsBounds() {
    Tensor w = Conv2d.of(8, 16, 3).trace("c", 3, 8, 9, 9).constant("weight").orElseThrow().tensor();
    double bound = 1 / Math.sqrt(8 * 9);
    double largest = 0;
    for (float f : w.floats()) {
      largest = Math.max(largest, Math.abs(f));
    }
    assertThat(largest).isBetween(0.95 * bound, bound);
  }
}
