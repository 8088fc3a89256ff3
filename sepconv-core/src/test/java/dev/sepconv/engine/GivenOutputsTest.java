package dev.sepconv.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Results are written where the caller says.
class GivenOutputsTest {
  static List<Kernels> kernels() {
    return List.of(CpuBackend.discover(), new Kernels(List.of(new ReferenceKernel())));
  }

  private static CompiledModel model(Kernels kernels) {
    GraphBuilder b = new GraphBuilder("given", Reference.EVALUATOR);
    b.input("x", TensorType.of(ElementType.FLOAT32, 2, 3));
    b.node("relu", Unary.of(Unary.Kind.RELU), List.of("x"), List.of("y"));
    return new CpuBackend(kernels, 1).compile(b.build(List.of("y", "x")));
  }

  private static Tensor x() {
    return Tensor.of(Shape.of(2, 3), new float[] {-1, 2, -3, 4, -5, 6});
  }

  @ParameterizedTest
  @MethodSource("kernels")
  void theGivenTensorsHoldTheResults(Kernels kernels) {
    Tensor y = Tensor.of(Shape.of(2, 3), new float[] {9, 9, 9, 9, 9, 9});
    Tensor passedOn = Tensor.zeros(ElementType.FLOAT32, Shape.of(2, 3));
    Tensor x = x();
    var results = model(kernels).run(Map.of("x", x), Map.of("y", y, "x", passedOn));
    assertThat(y.floats()).containsExactly(0, 2, 0, 4, 0, 6);
    assertThat(passedOn).isEqualTo(x()).isNotSameAs(x);
    assertThat(x).isEqualTo(x());
    assertThat(results.get("y")).isSameAs(y);
    assertThat(results.get("x")).isSameAs(passedOn);
  }

  @Test
  void othersAreAllocated() {
    CompiledModel model = model(CpuBackend.discover());
    Tensor y = Tensor.zeros(ElementType.FLOAT32, Shape.of(2, 3));
    model.run(Map.of("x", x()), Map.of("y", y));
    assertThat(model.run(Map.of("x", x())).get("y")).isEqualTo(y).isNotSameAs(y);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    CompiledModel model = model(CpuBackend.discover());
    Tensor turned = Tensor.zeros(ElementType.FLOAT32, Shape.of(3, 2));
    assertThatThrownBy(() -> model.run(Map.of("x", x()), Map.of("y", turned)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("'y'", "float32[2, 3]", "float32[3, 2]");
    assertThatThrownBy(() -> model.run(Map.of("x", x()), Map.of("z", turned)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("no output 'z'", "[y, x]");
  }
}
