package dev.sepconv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What a call is given decides anew what it runs on, whatever the call before was given.
class InputsTest {
  private final CompiledModel model = model();

  private static CompiledModel model() {
    GraphBuilder b = new GraphBuilder("inputs", Reference.EVALUATOR);
    TensorType type = TensorType.of(ElementType.FLOAT32, List.of(Dim.symbol("N")));
    b.input("x", type);
    b.input("y", type);
    b.node("sum", new Binary(Binary.Kind.ADD), List.of("x", "y"), List.of("z"));
    return new CpuBackend(1).compile(b.build(List.of("z")));
  }

  private static Tensor tensor(float... elements) {
    return Tensor.of(Shape.of(elements.length), elements);
  }

  @Test
  void sizesMayChangeFromCallToCall() {
    for (int round = 0; round < 3; round++) {
      assertThat(model.run(Map.of("x", tensor(1, 2), "y", tensor(3, 4))))
          .containsEntry("z", tensor(4, 6));
      assertThat(model.run(Map.of("x", tensor(1, 2, 3), "y", tensor(3, 4, 5))))
          .containsEntry("z", tensor(4, 6, 8));
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAfterACallThatDid() {
    Map<String, Tensor> good = Map.of("x", tensor(1, 2), "y", tensor(3, 4));
    model.run(good);
    Map<String, Tensor> wrong = new HashMap<>(good);
    wrong.put("y", Tensor.zeros(ElementType.INT64, Shape.of(2)));
    assertRefused(wrong, "'y'", "float32", "int64");
    wrong.remove("y");
    assertRefused(wrong, "'y'", "missing");
    wrong.put("w", tensor(3, 4));
    assertRefused(wrong, "'y'", "missing");
    wrong.put("y", tensor(3, 4));
    assertRefused(wrong, "no input 'w'", "[x, y]");
    assertThat(model.run(good)).containsEntry("z", tensor(4, 6));
  }

  private void assertRefused(Map<String, Tensor> inputs, String... parts) {
    assertThatThrownBy(() -> model.run(inputs))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll(parts);
  }
}
