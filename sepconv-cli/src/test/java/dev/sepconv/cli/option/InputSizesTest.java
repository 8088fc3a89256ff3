package dev.sepconv.cli.option;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Evaluator;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputSizesTest {
  private static final Graph ONE =
      graph(input("x", Dim.symbol("N"), Dim.of(3), Dim.symbol("H"), Dim.UNKNOWN));
  private static final Graph TWO =
      graph(input("a", Dim.symbol("N"), Dim.of(3)), input("b", Dim.symbol("N"), Dim.of(5)));

  private record Input(String name, TensorType type) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2x3x8x9 | float32[2, 3, 8, 9]",
        "x=2x3x8x9 | float32[2, 3, 8, 9]",
        "2,3,8,9 | float32[2, 3, 8, 9]",
        "Nx3x8x? | float32[1, 3, 8, ?]",
        "02x03x8x0000000000009 | float32[2, 3, 8, 9]",
        "4x3xHx9 | float32[4, 3, H, 9]",
      })
  void bindsTheOnlyInput(String spec, String type) {
    assertThat(bound(ONE, spec).type("x")).hasToString(type);
  }

  @Test
  void openBatchIsOneAndTheRestStaysOpen() {
    assertThat(bound(ONE).type("x")).hasToString("float32[1, 3, H, ?]");
    assertThat(bound(graph(input("x", Dim.UNKNOWN, Dim.of(4)))).type("x"))
        .hasToString("float32[1, 4]");
  }

  @Test
  void aSymbolIsTheSameEverywhere() {
    Graph g = bound(TWO, "a=8x3");
    assertThat(g.type("a")).hasToString("float32[8, 3]");
    assertThat(g.type("b")).hasToString("float32[8, 5]");
  }

  @Test
  void nothingToBindIsTheSameGraph() {
    Graph g = graph(input("x", Dim.of(2)));
    assertThat(bound(g)).isSameAs(g);
  }

  @Test
  void namesMayHoldEqualSigns() {
    assertThat(bound(graph(input("a=b", Dim.UNKNOWN)), "a=b=7").type("a=b"))
        .hasToString("float32[7]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "y=1x3x8x8 | the model has no input 'y'; its inputs are x",
        "1x4x8x8 | input 'x' is declared float32[N, 3, H, ?], but was given float32[1, 4, 8, 8]",
        "1x3x8 | input 'x' is declared float32[N, 3, H, ?], but was given float32[1, 3, 8]",
      })
  void refusesWhatDoesNotFit(String spec, String message) {
    assertThatThrownBy(() -> bound(ONE, spec))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1x3xtwo!x4 | --input 1x3xtwo!x4 is no shape",
        "1x3x-2x4 | --input 1x3x-2x4 is no shape",
        "1x3xx4 | --input 1x3xx4 is no shape",
        "abc | --input abc is no shape; expected sizes such as 1x3x224x224",
        "NxC | --input NxC is no shape",
        "0x0 | --input 0x0: a size is 0; it must be 1 or more",
        "1x3x00x4 | --input 1x3x00x4: a size is 0",
        "1x3x9999999999x4 | the size 9999999999 is larger than 2147483647",
        "1x3x2147483648x4 | the size 2147483648 is larger than 2147483647",
        "1x3x99999999999999999999x4 | the size 99999999999999999999 is larger than 2147483647",
        "1x3x99999999x99999999 | has more elements than a tensor can, which is 2147483647",
        "x=1x3x0x8 | --input 1x3x0x8: a size is 0",
      })
  void refusesWhatIsNoShape(String spec, String message) {
    assertThatThrownBy(() -> bound(ONE, spec))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(message);
  }

  @Test
  void severalInputsNeedNames() {
    assertThatThrownBy(() -> bound(TWO, "8x3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("the model has 2 inputs, so say which one, as in a=1x3x224x224");
  }

  private static Graph bound(Graph graph, String... specs) {
    return InputSizes.of(graph, Arrays.asList(specs)).withBatchOfOne().bind(graph);
  }

  private static Input input(String name, Dim... dims) {
    return new Input(name, TensorType.of(ElementType.FLOAT32, List.of(dims)));
  }

  private static Graph graph(Input... inputs) {
    GraphBuilder b = new GraphBuilder("test", Evaluator.NONE);
    for (Input i : inputs) {
      b.input(i.name(), i.type());
    }
    b.node("id", new Identity(), List.of(inputs[0].name()), List.of("out"));
    return b.build(List.of("out"));
  }
}
