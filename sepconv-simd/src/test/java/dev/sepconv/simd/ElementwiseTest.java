package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Unary.Kind;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.kernel.Activation;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.simd.elementwise.VectorFunctions;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("every-length")
class ElementwiseTest {
  private static final List<String> SHAPES =
      List.of("1", "7", "5x13", "2x3x4x5", "1x16x3x3", "1x1x70x70", "2x17x1x1", "1x48x11x9");

  private static Unary unary(Kind kind) {
    return switch (kind) {
      case LEAKY_RELU, THRESHOLDED_RELU -> new Unary(kind, 0.25f, 0);
      case ELU, CELU -> new Unary(kind, 0.75f, 0);
      case SELU -> new Unary(kind, 1.6732632f, 1.050701f);
      case HARD_SIGMOID -> new Unary(kind, 0.2f, 0.5f);
      default -> Unary.of(kind);
    };
  }

  @ParameterizedTest
  @EnumSource(
      value = Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"NOT", "IS_NAN", "LOG", "SQRT"})
  void functions(Kind kind) {
    for (String shape : SHAPES) {
      Parity.checkClose(
          1,
          (b, _) ->
              b.input("x", Types.floats(shape)).node("f", unary(kind), List.of("x"), List.of("y")));
    }
  }

  @ParameterizedTest
  @CsvSource({"RELU", "ABS", "NEG", "SIGN", "FLOOR", "CEIL", "ROUND", "THRESHOLDED_RELU"})
  void exactFunctions(Kind kind) {
    for (String shape : SHAPES) {
      Parity.check(
          1,
          (b, _) ->
              b.input("x", Types.floats(shape)).node("f", unary(kind), List.of("x"), List.of("y")));
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 2", ", 1", "0, "})
  void clip(Double low, Double high) {
    Parity.check(
        1,
        (b, _) -> {
          b.input("x", Types.floats("2x3x4x5"));
          for (Double bound : Arrays.asList(low, high)) {
            if (bound != null) {
              Tensor t = Tensor.scalar(bound.floatValue());
              b.constant(Constant.of("c" + bound, Role.LITERAL, t));
            }
          }
          List<String> in =
              List.of("x", low == null ? "" : "c" + low, high == null ? "" : "c" + high);
          b.node("f", new Clip(), in, List.of("y"));
        });
  }

  /// What every float, or nearly, gives, against double arithmetic: in units in the last place, and
  /// absolutely.
  @ParameterizedTest
  @CsvSource({
    "EXP, 0, 1.1, 0",
    "LOG, 0, 1.1, 0",
    "SIGMOID, 0, 3, 1e-37",
    "SILU, 0, 3, 1e-35",
    "TANH, 0, 3, 0",
    "SOFTPLUS, 0, 4, 1e-37",
    "MISH, 0, 5, 1e-35",
    "ERF, 0, 6, 0",
    "GELU, 0, 1, 5e-7",
    "GELU, 1, 3, 4e-7",
    "ELU, 0.75, 3, 0",
    "SELU, 1.6732632, 3, 0",
    "CELU, 0.75, 3, 0",
    "LEAKY_RELU, 0.25, 0, 0",
    "HARD_SIGMOID, 0.2, 1, 1e-7",
    "HARD_SWISH, 0, 1, 4e-7",
    "SOFTSIGN, 0, 1, 0",
    "THRESHOLDED_RELU, 0.25, 0, 0",
    "RECIPROCAL, 0, 0, 0",
    "SQRT, 0, 0, 0",
    "ABS, 0, 0, 0",
    "NEG, 0, 0, 0",
    "FLOOR, 0, 0, 0",
    "CEIL, 0, 0, 0",
    "ROUND, 0, 0, 0",
    "SIGN, 0, 0, 0"
  })
  void errorsOverAllFloats(Kind kind, float alpha, double ulps, double absolute) {
    int n = 1 << 20;
    float[] x = new float[n];
    for (int i = 0; i < n / 2; i++) {
      // An odd step through the bits reaches all signs, exponents, infinities and not-a-numbers.
      x[i] = Float.intBitsToFloat(i * 8191);
      x[n / 2 + i] = (i - n / 4) * 5e-5f;
    }
    Unary op = new Unary(kind, alpha, kind == Kind.SELU ? 1.05f : 0.5f);
    Tensor expected = Reference.run(op, List.of(Optional.of(Tensor.of(Shape.of(n), x))), 1).get(0);
    float[] y = x.clone();
    Activation f =
        new Activation(Optional.of(op), Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    VectorFunctions.apply(f, y, 0, n);
    for (int i = 0; i < n; i++) {
      float e = expected.floats()[i];
      boolean special = Float.isNaN(e) || Float.isInfinite(e);
      boolean atInfinity = Float.isInfinite(x[i]) && Float.isNaN(e);
      if (special && !atInfinity) {
        assertThat(Float.valueOf(y[i])).as("%s(%s)", kind, x[i]).isEqualTo(Float.valueOf(e));
      } else if (!special && !Float.isInfinite(x[i])) {
        double limit = Math.max(ulps * Math.ulp(e), absolute * Math.max(1, Math.abs(x[i])));
        if (!(Math.abs((double) y[i] - e) <= limit)) {
          assertThat(y[i]).as("%s(%s) within %s", kind, x[i], limit).isEqualTo(e);
        }
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "3, 1", "5, 15", "1, 16", "7, 33", "0, 64"})
  void rangesOfArraysAndNoMore(int offset, int length) {
    Activation f =
        new Activation(Optional.of(Unary.of(Kind.SIGMOID)), 0.4f, Float.POSITIVE_INFINITY);
    float[] data = new float[offset + length + 5];
    for (int i = 0; i < data.length; i++) {
      data[i] = i - 20;
    }
    float[] before = data.clone();
    VectorFunctions.apply(f, data, offset, length);
    for (int i = 0; i < data.length; i++) {
      boolean inside = i >= offset && i < offset + length;
      double e = inside ? Math.max(1 / (1 + Math.exp(-before[i])), 0.4f) : before[i];
      assertThat((double) data[i]).isCloseTo(e, Offset.offset(1e-6));
    }
  }

  static Stream<Arguments> broadcasts() {
    List<Op> ops =
        List.of(
            Binary.ADD,
            new Binary(Binary.Kind.SUB),
            Binary.MUL,
            new Variadic(Variadic.Kind.MIN),
            new Variadic(Variadic.Kind.MAX),
            new Variadic(Variadic.Kind.SUM));
    List<String> shapes =
        List.of(
            "2x17x3x5 2x17x3x5",
            "2x17x3x5 1",
            "2x17x3x5 1x17x1x1",
            "2x17x3x5 17x1x1",
            "2x17x1x1 2x17x3x5",
            "2x17x3x5 2x1x3x5",
            "2x17x3x5 1x1x3x5",
            "2x17x3x5 1x17x3x5",
            "2x17x3x5 2x1x1x1",
            "2x17x3x5 5",
            "2x17x3x5 3x1",
            "2x17x1x5 1x17x3x1",
            "1x80x7x7 1x80x1x1",
            "1x24x1x1 1x24x1x1",
            "1x1x9x9 1x1x1x1",
            "1x1x9x9 1x1x9x9",
            "1x4x1x1 1x1x3x3",
            "2x3x64x70 2x3x64x70",
            "1x12x120 1x12x1",
            "1x12x120 120",
            "5000 1",
            "3x1x5 4x1",
            "9000 9000",
            "2x3x1x4x5 3x6x1x5");
    return ops.stream().flatMap(o -> shapes.stream().map(s -> Arguments.of(o, s)));
  }

  @ParameterizedTest
  @MethodSource("broadcasts")
  void broadcasts(Op op, String shapes) {
    String[] s = shapes.split(" ", -1);
    for (int constant = -1; constant < 2; constant++) {
      int c = constant;
      Parity.check(
          1,
          (b, p) -> {
            for (int i = 0; i < 2; i++) {
              if (i == c) {
                b.constant(p.constant("v" + i, Types.floats(s[i]).shape().toLongs()));
              } else {
                b.input("v" + i, Types.floats(s[i]));
              }
            }
            b.node("f", op, List.of("v0", "v1"), List.of("y"));
          });
    }
  }

  @ParameterizedTest
  @CsvSource({"2x17x3x5, 2x17x3x5", "2x17x3x5, 17x1x1", "3x20, 20", "2x17x3x5, 1"})
  void divisionAndSlopes(String x, String c) {
    Parity.check(
        1,
        (b, p) ->
            b.input("x", Types.floats(x))
                .constant(p.constant("slope", Types.floats(c).shape().toLongs()))
                .node("f", new PRelu(), List.of("x", "slope"), List.of("y")));
    Parity.checkClose(
        1,
        (b, p) -> {
          float[] divisors = p.constant("c", Types.floats(c).shape().toLongs()).tensor().floats();
          for (int i = 0; i < divisors.length; i++) {
            divisors[i] += Math.copySign(1, divisors[i]);
          }
          b.input("x", Types.floats(x))
              .constant(
                  Constant.of("c", Role.PARAMETER, Tensor.of(Types.floats(c).shape(), divisors)))
              .node("f", new Binary(Binary.Kind.DIV), List.of("x", "c"), List.of("y"));
        });
  }

  @ParameterizedTest
  @CsvSource({"2", "3", "0"})
  void powers(float exponent) {
    for (String shape : SHAPES) {
      Parity.check(
          1,
          (b, _) ->
              b.input("x", Types.floats(shape))
                  .constant(Constant.of("e", Role.LITERAL, Tensor.scalar(exponent)))
                  .node("f", new Binary(Binary.Kind.POW), List.of("x", "e"), List.of("y")));
    }
  }

  @ParameterizedTest
  @CsvSource({"2x17x3x5", "100"})
  void aValueWithItself(String shape) {
    Parity.check(
        1,
        (b, _) ->
            b.input("x", Types.floats(shape))
                .node("f", Binary.MUL, List.of("x", "x"), List.of("y")));
  }
}
