package dev.sepconv.kernel.reference;

import static dev.sepconv.kernel.reference.Run.floats;
import static dev.sepconv.kernel.reference.Run.longs;
import static dev.sepconv.kernel.reference.Run.run;
import static dev.sepconv.kernel.reference.Run.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.graph.op.Where;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ElementwiseReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "RELU, 0, 0, -1.5, 0",
    "RELU, 0, 0, 2.5, 2.5",
    "LEAKY_RELU, 0.5, 0, -3, -1.5",
    "ELU, 2, 0, -1, -1.2642411",
    "SELU, 2, 3, -1, -3.7927234",
    "SELU, 2, 3, 2, 6",
    "CELU, 2, 0, -2, -1.2642411",
    "CELU, 2, 0, 3, 3",
    "SIGMOID, 0, 0, 0, 0.5",
    "SIGMOID, 0, 0, -800, 0",
    "HARD_SIGMOID, 0.25, 0.5, 1, 0.75",
    "HARD_SIGMOID, 0.25, 0.5, 9, 1",
    "SILU, 0, 0, 1, 0.7310586",
    "SILU, 0, 0, -2, -0.23840584",
    "HARD_SWISH, 0, 0, -3, 0",
    "HARD_SWISH, 0, 0, 1, 0.6666667",
    "MISH, 0, 0, 1, 0.8650984",
    "SOFTPLUS, 0, 0, 0, 0.6931472",
    "SOFTPLUS, 0, 0, 1000, 1000",
    "SOFTSIGN, 0, 0, -3, -0.75",
    "GELU, 0, 0, 1, 0.8413447",
    "GELU, 1, 0, 1, 0.8411920",
    "THRESHOLDED_RELU, 1, 0, 1, 0",
    "THRESHOLDED_RELU, 1, 0, 1.5, 1.5",
    "TANH, 0, 0, 1, 0.7615942",
    "ABS, 0, 0, -2, 2",
    "NEG, 0, 0, 2, -2",
    "RECIPROCAL, 0, 0, 4, 0.25",
    "FLOOR, 0, 0, -1.5, -2",
    "CEIL, 0, 0, -1.5, -1",
    "ROUND, 0, 0, 2.5, 2",
    "ROUND, 0, 0, -1.5, -2",
    "SIGN, 0, 0, -0.1, -1",
    "SQRT, 0, 0, 9, 3",
    "EXP, 0, 0, 1, 2.7182817",
    "LOG, 0, 0, 1, 0",
    "ERF, 0, 0, 0.5, 0.5204999",
    "ERF, 0, 0, -2, -0.9953223",
    "ERF, 0, 0, 7, 1",
    "SIN, 0, 0, 1, 0.8414710",
    "COS, 0, 0, 1, 0.5403023"
  })
  void functionsOfOneNumber(Unary.Kind kind, float a, float b, double x, float expected) {
    assertThat(run(new Unary(kind, a, b), vector(x)).floats()[0])
        .isEqualTo(expected, within(1e-6f));
  }

  @Test
  void notANumberStaysOne() {
    for (Unary.Kind kind : List.of(Unary.Kind.RELU, Unary.Kind.ERF, Unary.Kind.SIGMOID)) {
      assertThat(run(Unary.of(kind), vector(Double.NaN)).floats()[0]).isNaN();
    }
    assertThat(run(Unary.of(Unary.Kind.IS_NAN), vector(Double.NaN, 1)))
        .isEqualTo(longs(ElementType.BOOL, 1, 0));
    assertThat(run(Unary.of(Unary.Kind.NOT), longs(ElementType.BOOL, 1, 0)))
        .isEqualTo(longs(ElementType.BOOL, 0, 1));
  }

  @Test
  void integersStayExact() {
    long big = (1L << 60) + 1;
    assertThat(run(Unary.of(Unary.Kind.ABS), Tensor.vector(-big)).getLong(0)).isEqualTo(big);
    assertThat(run(Binary.ADD, Tensor.vector(Long.MAX_VALUE), Tensor.vector(1)).getLong(0))
        .isEqualTo(Long.MIN_VALUE);
    assertThat(run(Binary.MUL, longs(ElementType.UINT8, 20), longs(ElementType.UINT8, 20)))
        .isEqualTo(longs(ElementType.UINT8, 144));
  }

  @ParameterizedTest
  @CsvSource({
    "DIV, -7, 2, -3",
    "MOD, -7, 3, 2",
    "MOD, 7, -3, -2",
    "FMOD, -7, 3, -1",
    "POW, -2, 3, -8",
    "POW, 2, -1, 0",
    "POW, 3, 39, 4052555153018976267",
    "SUB, 1, 2, -1"
  })
  void integerArithmetic(Binary.Kind kind, long a, long b, long expected) {
    assertThat(run(new Binary(kind), Tensor.vector(a), Tensor.vector(b)).getLong(0))
        .isEqualTo(expected);
  }

  @Test
  void unsignedNumbersAreLarge() {
    Tensor most = longs(ElementType.UINT64, -1);
    Tensor two = longs(ElementType.UINT64, 2);

    assertThat(run(new Binary(Binary.Kind.DIV), most, two).getLong(0)).isEqualTo(Long.MAX_VALUE);
    assertThat(run(new Binary(Binary.Kind.MOD), most, two).getLong(0)).isEqualTo(1);
    assertThat(run(new Binary(Binary.Kind.GREATER), most, two).getLong(0)).isEqualTo(1);
    assertThat(run(new Variadic(Variadic.Kind.MAX), most, two).getLong(0)).isEqualTo(-1);
    assertThat(run(new Cast(ElementType.FLOAT64), most).getDouble(0)).isEqualTo(0x1p64);
  }

  @Test
  void divisionOfIntegersByZeroIsSaid() {
    assertThatThrownBy(
            () -> run(new Binary(Binary.Kind.DIV), Tensor.vector(1, 5), Tensor.vector(1, 0)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("Div: the integer 5 is divided by zero (element 1)");
    assertThat(run(new Binary(Binary.Kind.DIV), vector(1), vector(0)).floats()[0])
        .isEqualTo(Float.POSITIVE_INFINITY);
  }

  @Test
  void realRemaindersTakeTheSignTheyShould() {
    assertThat(run(new Binary(Binary.Kind.FMOD), vector(-4.5, 4.5), vector(2, -2)).floats())
        .containsExactly(-0.5f, 0.5f);
    assertThat(run(new Binary(Binary.Kind.MOD), vector(-4.5, 4.5), vector(2, -2)).floats())
        .containsExactly(1.5f, -1.5f);
  }

  @Test
  void powersHaveTheTypeOfTheBase() {
    assertThat(run(new Binary(Binary.Kind.POW), Tensor.vector(9), vector(0.5)))
        .isEqualTo(Tensor.vector(3));
    assertThat(run(new Binary(Binary.Kind.POW), vector(1.5), Tensor.vector(2)).floats())
        .containsExactly(2.25f);
  }

  @Test
  void shapesBroadcast() {
    Tensor row = floats(Shape.of(3), 1, 2, 3);
    Tensor column = floats(Shape.of(2, 1), 10, 20);

    Tensor sum = run(Binary.ADD, row, column);

    assertThat(sum.shape()).isEqualTo(Shape.of(2, 3));
    assertThat(sum.floats()).containsExactly(11, 12, 13, 21, 22, 23);
    assertThat(run(new Variadic(Variadic.Kind.MEAN), row, column, Tensor.scalar(1)).floats())
        .containsExactly(4, 13 / 3f, 14 / 3f, 22 / 3f, 23 / 3f, 8);
    Tensor condition = Run.of(ElementType.BOOL, Shape.of(2, 1), 1, 0);
    assertThat(run(new Where(), condition, row, Tensor.scalar(0)).floats())
        .containsExactly(1, 2, 3, 0, 0, 0);
  }

  @Test
  void boolsAreCompared() {
    Tensor a = longs(ElementType.BOOL, 0, 0, 1, 1);
    Tensor b = longs(ElementType.BOOL, 0, 1, 0, 1);

    assertThat(run(new Binary(Binary.Kind.AND), a, b).toLongs()).containsExactly(0, 0, 0, 1);
    assertThat(run(new Binary(Binary.Kind.OR), a, b).toLongs()).containsExactly(0, 1, 1, 1);
    assertThat(run(new Binary(Binary.Kind.XOR), a, b).toLongs()).containsExactly(0, 1, 1, 0);
    assertThat(run(new Binary(Binary.Kind.EQUAL), a, b).toLongs()).containsExactly(1, 0, 0, 1);
  }

  @Test
  void clipTakesEitherBound() {
    List<Optional<Tensor>> onlyHigh =
        List.of(Optional.of(vector(-9, 0, 9)), Optional.empty(), Optional.of(Tensor.scalar(1)));

    assertThat(Reference.run(new Clip(), onlyHigh, 1).get(0).floats()).containsExactly(-9, 0, 1);
    // With bounds the wrong way round the upper one wins.
    assertThat(run(new Clip(), vector(0), Tensor.scalar(2), Tensor.scalar(1)).floats())
        .containsExactly(1);
    Tensor small = longs(ElementType.UINT64, -1, 3);
    assertThat(run(new Clip(), small, longs(ElementType.UINT64, 0), longs(ElementType.UINT64, 5)))
        .isEqualTo(longs(ElementType.UINT64, 5, 3));
  }

  @Test
  void slopesBroadcastOneWay() {
    Tensor x = floats(Shape.of(1, 2, 2), -1, 1, -2, 2);

    assertThat(run(new PRelu(), x, floats(Shape.of(2, 1), 10, 100)).floats())
        .containsExactly(-10, 1, -200, 2);
    assertThatThrownBy(() -> run(new PRelu(), vector(1), floats(Shape.of(2, 1), 1, 2)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("shape 2x1 does not broadcast to 1");
  }

  @Test
  void castsTruncateAndWrap() {
    assertThat(run(new Cast(ElementType.INT32), vector(-1.9, 1.9)).toLongs())
        .containsExactly(-1, 1);
    assertThat(run(new Cast(ElementType.BOOL), vector(0, 0.3, -2)).toLongs())
        .containsExactly(0, 1, 1);
    assertThat(run(new Cast(ElementType.UINT8), Tensor.vector(257, -1)).toLongs())
        .containsExactly(1, 255);
    assertThat(run(new Cast(ElementType.FLOAT32), Tensor.vector((1L << 24) + 1)).getDouble(0))
        .isEqualTo(0x1p24);
  }
}
