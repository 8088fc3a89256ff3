package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.simd.vector.Simd;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Everything that is a product of matrices against the reference: pointwise convolutions, linear
/// layers, and products of two variables, at sizes around the edges of tiles, panels and units.
@Tag("every-length")
class MatrixParityTest {
  /// Exact on the integers that parity tries first, as the functions of the epilogues must be.
  private static final Unary LEAKY_RELU = new Unary(Unary.Kind.LEAKY_RELU, 0.25f, 0);

  enum Epilogue {
    NONE,
    RELU6,
    LEAKY_RELU,
    RESIDUAL,
    RESIDUAL_RELU,
    RESIDUAL_HARD_SIGMOID
  }

  record Layer(
      int n, int ic, int h, int w, int oc, int strideH, int strideW, boolean bias, Epilogue tail) {
    void write(GraphBuilder b, Parity data) {
      b.input("x", TensorType.of(ElementType.FLOAT32, n, ic, h, w));
      b.constant(data.constant("w", oc, ic, 1, 1));
      b.constant(data.constant("b", oc));
      Window window = Window.of(List.of(1, 1), List.of(strideH, strideW), List.of(0, 0));
      String conv = tail == Epilogue.NONE ? "y" : "c";
      b.node(
          "conv",
          new Conv(window, 1),
          bias ? List.of("x", "w", "b") : List.of("x", "w"),
          List.of(conv));
      String sum = "c";
      if (tail.name().startsWith("RESIDUAL")) {
        sum = tail == Epilogue.RESIDUAL ? "y" : "s";
        b.input("r", b.type(conv));
        // The residual may stand on either side.
        b.node(
            "add", Binary.ADD, oc % 2 == 0 ? List.of("r", "c") : List.of("c", "r"), List.of(sum));
      }
      switch (tail) {
        case RELU6 -> clip(b, sum);
        case LEAKY_RELU -> b.node("f", LEAKY_RELU, List.of(sum), List.of("y"));
        case RESIDUAL_RELU -> b.node("f", Unary.of(Unary.Kind.RELU), List.of(sum), List.of("y"));
        case RESIDUAL_HARD_SIGMOID ->
            b.node(
                "f", new Unary(Unary.Kind.HARD_SIGMOID, 0.25f, 0.5f), List.of(sum), List.of("y"));
        default -> {}
      }
    }

    private static void clip(GraphBuilder b, String value) {
      b.constant(Constant.of("zero", Role.LITERAL, Tensor.scalar(0)));
      b.constant(Constant.of("six", Role.LITERAL, Tensor.scalar(6)));
      b.node("f", new Clip(), List.of(value, "zero", "six"), List.of("y"));
    }
  }

  static Stream<Layer> pointwise() {
    List<Layer> all = new ArrayList<>();
    for (int oc : new int[] {1, 15, 16, 17, 32, 48, 50, 64, 80, 100, 144}) {
      for (int w : new int[] {1, 2, 5, 6, 7, 8, 13, 24, 29, 100}) {
        int ic = 1 + (oc * 7 + w) % 40;
        Epilogue e = Epilogue.values()[all.size() % 6];
        all.add(new Layer(1 + w % 2, ic, 1 + oc % 3, w, oc, 1, 1, oc % 4 != 0, e));
      }
    }
    // Large enough that workers share it: more columns than rows, and the other way round.
    all.add(new Layer(1, 200, 7, 7, 330, 1, 1, true, Epilogue.LEAKY_RELU));
    all.add(new Layer(2, 33, 40, 31, 90, 1, 1, true, Epilogue.RESIDUAL_HARD_SIGMOID));
    // A pixel or some more than whole blocks.
    all.add(new Layer(1, 520, 7, 7, 530, 1, 1, true, Epilogue.RELU6));
    all.add(new Layer(1, 520, 10, 11, 530, 1, 1, true, Epilogue.NONE));
    all.add(new Layer(1, 400, 1, 1, 400, 1, 1, true, Epilogue.RELU6));
    for (Epilogue e : Epilogue.values()) {
      all.add(new Layer(2, 9, 7, 13, 40, 2, 2, true, e));
      all.add(new Layer(1, 120, 15, 15, 250, 2, 2, true, e));
    }
    all.add(new Layer(2, 17, 8, 9, 33, 1, 3, false, Epilogue.NONE));
    all.add(new Layer(2, 17, 8, 9, 33, 3, 1, false, Epilogue.NONE));
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("pointwise")
  void pointwise(Layer layer) {
    assertThat(Parity.check(layer.ic() + 2, layer::write)).contains("f32-pointwise-" + Simd.NAME);
  }

  @ParameterizedTest
  @CsvSource({
    "1,9,5,7,20",
    "2,24,14,14,40",
    "1,37,31,40,24",
    "2,130,7,7,200",
    "1,300,3,2,33",
    "3,16,1,1,16"
  })
  void scaled(int n, int ic, int h, int w, int oc) {
    for (boolean factorsFirst : new boolean[] {true, false}) {
      assertThat(
              Parity.check(
                  ic + 2,
                  (b, data) -> {
                    b.input("x", TensorType.of(ElementType.FLOAT32, n, ic, h, w));
                    b.input("s", TensorType.of(ElementType.FLOAT32, n, ic, 1, 1));
                    b.input("r", TensorType.of(ElementType.FLOAT32, n, oc, h, w));
                    b.constant(data.constant("w", oc, ic, 1, 1));
                    b.constant(data.constant("b", oc));
                    Window window = Window.of(List.of(1, 1), List.of(1, 1), List.of(0, 0));
                    List<String> sides = factorsFirst ? List.of("s", "x") : List.of("x", "s");
                    b.node("scale", new Binary(Binary.Kind.MUL), sides, List.of("z"));
                    b.node("conv", new Conv(window, 1), List.of("z", "w", "b"), List.of("c"));
                    b.node("add", Binary.ADD, List.of("c", "r"), List.of("a"));
                    b.node("f", LEAKY_RELU, List.of("a"), List.of("y"));
                  }))
          .contains("f32-scaled-pointwise-" + Simd.NAME);
    }
  }

  @Test
  void theInputItselfMayBeTheResidual() {
    Parity.check(
        40,
        (b, data) -> {
          b.input("x", TensorType.of(ElementType.FLOAT32, 1, 38, 6, 5));
          b.constant(data.constant("w", 38, 38, 1, 1));
          Window window = Window.of(List.of(1, 1), List.of(1, 1), List.of(0, 0));
          b.node("conv", new Conv(window, 1), List.of("x", "w"), List.of("c"));
          b.node("add", Binary.ADD, List.of("c", "x"), List.of("y"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "1,37,1",
    "1,300,1000",
    "3,37,15",
    "6,40,16",
    "17,41,65",
    "25,8,100",
    "50,64,100",
    "100,100,64",
    "300,31,70"
  })
  void linear(int rows, int in, int out) {
    for (boolean transposed : new boolean[] {true, false}) {
      for (Unary f : List.of(Unary.of(Unary.Kind.RELU), LEAKY_RELU)) {
        assertThat(
                Parity.check(
                    in + 1,
                    (b, data) -> {
                      b.input("x", TensorType.of(ElementType.FLOAT32, rows, in));
                      b.constant(
                          transposed ? data.constant("w", out, in) : data.constant("w", in, out));
                      b.constant(data.constant("b", out));
                      Gemm op = new Gemm(2, 0.5f, false, transposed);
                      b.node("fc", op, List.of("x", "w", "b"), List.of("z"));
                      b.node("f", f, List.of("z"), List.of("y"));
                    }))
            .contains("f32-linear-" + Simd.NAME);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1", "1,1", "20", "1,20"})
  void biasesThatAreTheSameInEveryRow(String dims) {
    long[] shape = Stream.of(dims.split(",")).mapToLong(Long::parseLong).toArray();
    assertThat(
            Parity.check(
                9,
                (b, data) -> {
                  b.input("x", TensorType.of(ElementType.FLOAT32, 20, 8));
                  b.constant(data.constant("w", 8, 20));
                  b.constant(data.constant("b", shape));
                  b.node("y", new Gemm(1, 1, false, false), List.of("x", "w", "b"), List.of("y"));
                }))
        .contains("f32-linear-" + Simd.NAME);
  }

  @Test
  void constantMatrixOnTheRight() {
    for (int columns : new int[] {1, 16, 45}) {
      assertThat(
              Parity.check(
                  30,
                  (b, data) -> {
                    b.input("x", TensorType.of(ElementType.FLOAT32, 2, 3, 7, 30));
                    b.constant(data.constant("w", 30, columns));
                    b.node("y", new MatMul(), List.of("x", "w"), List.of("y"));
                  }))
          .contains("f32-linear-" + Simd.NAME);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "5 8; 8 16",
    "2 3 7 30; 2 3 30 45",
    "2 1 26 5; 1 3 5 64",
    "3 4 6; 6 20",
    "4 6; 3 6 20",
    "6; 2 6 20",
    "2 5 6; 6",
    "6; 6",
    "2 2 50 33; 2 33 130"
  })
  void twoVariables(String shapes) {
    long[][] dims =
        Stream.of(shapes.split(";"))
            .map(s -> Stream.of(s.strip().split(" ")).mapToLong(Long::parseLong).toArray())
            .toArray(long[][]::new);
    assertThat(
            Parity.check(
                33,
                (b, data) -> {
                  b.input("a", TensorType.of(ElementType.FLOAT32, dims[0]));
                  b.input("b", TensorType.of(ElementType.FLOAT32, dims[1]));
                  b.node("y", new MatMul(), List.of("a", "b"), List.of("y"));
                }))
        .contains("f32-matmul-" + Simd.NAME);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void linearLayerOfTwoVariables(boolean transposed, boolean bias) {
    assertThat(
            Parity.check(
                24,
                (b, data) -> {
                  b.input("a", TensorType.of(ElementType.FLOAT32, 13, 22));
                  b.input(
                      "b",
                      TensorType.of(
                          ElementType.FLOAT32, transposed ? 71 : 22, transposed ? 22 : 71));
                  b.constant(data.constant("c", 71));
                  b.node(
                      "y",
                      new Gemm(1, 3, false, transposed),
                      bias ? List.of("a", "b", "c") : List.of("a", "b"),
                      List.of("y"));
                }))
        .contains("f32-matmul-" + Simd.NAME);
  }
}
