package dev.sepconv.kernel.scalar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ScalarKernelsTest {
  /// Input, output channels, kernel, stride, dilation, padding (begin end, or a mode), groups, what
  /// follows: b = bias, r = residual, a = range, f = function.
  @ParameterizedTest
  @CsvSource({
    // One tile and several, odd counts of channels and terms.
    "1x3x8x8, 16, 1x1, 1x1, 1x1, 0 0 0 0, 1, ''",
    "2x5x7x9, 33, 1x1, 1x1, 1x1, 0 0 0 0, 1, bra",
    "1x64x23x31, 65, 1x1, 1x1, 1x1, 0 0 0 0, 1, ba",
    "1x32x10x11, 7, 1x1, 2x3, 1x1, 0 0 0 0, 1, b",
    "1x6x5x5, 4, 1x1, 1x1, 1x1, 1 0 2 1, 1, b",
    "1x3x33x37, 32, 3x3, 2x2, 1x1, 1 1 1 1, 1, ba",
    "2x4x24x22, 5, 3x3, 1x1, 1x1, 1 1 1 1, 1, bra",
    "1x300x6x5, 34, 3x3, 1x1, 1x1, 1 1 1 1, 1, brf",
    "1x4x21x40, 12, 5x3, 3x1, 1x2, 2 0 1 4, 1, ba",
    "1x2x21x40, 9, 2x5, 1x3, 3x2, 0 3 2 1, 1, f",
    "1x3x9x15, 6, 3x3, 2x2, 1x1, 5 6 5 6, 1, b",
    "1x2x3x3, 6, 3x3, 2x2, 2x2, 4 4 4 4, 1, b",
    "1x2x3x3, 6, 3x3, 1x1, 3x3, 3 3 3 3, 1, b",
    "1x6x20x20, 16, 5x5, 1x1, 1x1, SAME_UPPER, 1, ba",
    "1x6x21x20, 16, 4x4, 3x2, 1x1, SAME_LOWER, 1, a",
    "1x6x9x8, 16, 4x2, 1x1, 1x1, SAME_LOWER, 1, ''",
    "1x12x9x8, 18, 3x3, 2x2, 1x1, 1 1 1 1, 3, bra",
    "2x8x9x8, 24, 3x3, 1x1, 2x1, 1 1 2 0, 4, ba",
    // Depthwise, also with several filters per channel.
    "1x17x14x14, 17, 3x3, 1x1, 1x1, 1 1 1 1, 17, ba",
    "2x8x15x13, 8, 3x3, 2x2, 1x1, 0 0 1 1, 8, ba",
    "1x8x7x7, 8, 5x5, 1x1, 1x1, 2 2 2 2, 8, bf",
    "1x6x50x41, 18, 3x3, 1x1, 2x2, 2 2 2 2, 6, br",
    "1x6x1x1, 6, 3x3, 1x1, 1x1, 1 1 1 1, 6, b",
    "1x4x6x6, 4, 7x7, 1x1, 1x1, 3 3 3 3, 4, ''",
    // One axis.
    "2x4x50, 6, 3, 1, 1, 1 1, 1, bra",
    "1x4x51, 6, 5, 2, 2, 0 3, 2, b",
    "1x5x20, 5, 4, 1, 1, SAME_UPPER, 5, ba",
  })
  void convolutions(
      String in,
      int oc,
      String kernel,
      String stride,
      String dilation,
      String padding,
      int groups,
      String follows) {
    Window window =
        new Window(
            ints(kernel), ints(stride), ints(dilation), padding(padding, ints(kernel).size()));
    long[] dims = longs(in);
    long[] weights = longs(oc + "x" + dims[1] / groups + "x" + kernel);
    assertThat(layer(new Conv(window, groups), dims, weights, oc, follows))
        .containsExactly("f32-conv-scalar");
  }

  @ParameterizedTest
  @CsvSource({
    "1x1280, 1000, b",
    "2x7, 5, ba",
    "3x16, 256, ''",
    "5x33, 257, b",
    "4x1, 1, ba",
    "3x9, 513, bf",
  })
  void linearLayers(String in, int out, String follows) {
    long[] dims = longs(in);
    Op op = new Gemm(1, 1, false, true);
    assertThat(layer(op, dims, new long[] {out, dims[1]}, out, follows))
        .containsExactly("f32-linear-scalar");
    Op scaled = new Gemm(2, 3, false, false);
    assertThat(layer(scaled, dims, new long[] {dims[1], out}, out, follows))
        .containsExactly("f32-linear-scalar");
  }

  private static Set<String> layer(Op op, long[] in, long[] weights, int oc, String follows) {
    long sums = Arrays.stream(weights).reduce(1, (a, b) -> a * b) / oc;
    return ScalarParity.check(
        (int) sums,
        true,
        (b, data) -> {
          b.input("x", TensorType.of(ElementType.FLOAT32, in));
          b.constant(data.constant("w", weights));
          List<String> inputs = new ArrayList<>(List.of("x", "w"));
          if (follows.contains("b")) {
            b.constant(data.constant("b", oc));
            inputs.add("b");
          }
          boolean last = follows.isEmpty() || follows.equals("b");
          b.node("layer", op, inputs, List.of(last ? "y" : "c"));
          String value = "c";
          if (follows.contains("r")) {
            b.input("r", b.type("c"));
            boolean end = follows.endsWith("r");
            b.node("add", Binary.ADD, List.of("r", "c"), List.of(end ? "y" : "s"));
            value = "s";
          }
          if (follows.contains("a")) {
            b.constant(scalar("low", -1));
            b.constant(scalar("high", 6));
            b.node("clip", new Clip(), List.of(value, "low", "high"), List.of("y"));
          } else if (follows.contains("f")) {
            b.node(
                "leaky", new Unary(Unary.Kind.LEAKY_RELU, 0.5f, 0), List.of(value), List.of("y"));
          }
        });
  }

  private static Constant scalar(String name, float value) {
    return Constant.of(name, Role.PARAMETER, Tensor.of(Shape.SCALAR, new float[] {value}));
  }

  @Test
  void aResidualMayBeTheInputItself() {
    Window window = Window.of(List.of(3, 3), List.of(1, 1), List.of(1, 1));
    Set<String> ids =
        ScalarParity.check(
            45,
            true,
            (b, data) -> {
              b.input("x", TensorType.of(ElementType.FLOAT32, 2, 5, 6, 7));
              b.constant(data.constant("w", 5, 5, 3, 3));
              b.node("layer", new Conv(window, 1), List.of("x", "w"), List.of("c"));
              b.node("add", Binary.ADD, List.of("c", "x"), List.of("y"));
            });
    assertThat(ids).containsExactly("f32-conv-scalar");
  }

  @ParameterizedTest
  @EnumSource(
      names = {
        "RELU",
        "LEAKY_RELU",
        "SIGMOID",
        "SILU",
        "HARD_SIGMOID",
        "HARD_SWISH",
        "TANH",
        "ELU",
        "EXP",
        "ABS",
        "NEG",
        "RECIPROCAL"
      })
  void functions(Unary.Kind kind) {
    for (long n : new long[] {1, 15, 2048, 5001}) {
      Set<String> ids =
          ScalarParity.check(
              1,
              false,
              (b, data) -> {
                b.input("x", TensorType.of(ElementType.FLOAT32, n));
                b.node("f", new Unary(kind, 0.25f, 0.5f), List.of("x"), List.of("y"));
              });
      assertThat(ids).containsExactly("f32-unary-scalar");
    }
  }

  /// Shapes of both sides; `c` marks a constant.
  @ParameterizedTest
  @CsvSource({
    "2x3x5x7, 2x3x5x7",
    "2x3x5x7, 2x3x1x1",
    "2x3x1x1, 2x3x50x70",
    "1x5x60x50, c1",
    "3x4, c3x4",
    "2x3x5x7, 1x1",
    "5001, 5001",
    "1x1, 1x1",
    "2x6x3, c2x6x1",
  })
  void twoValues(String left, String right) {
    for (Binary.Kind kind :
        List.of(Binary.Kind.ADD, Binary.Kind.SUB, Binary.Kind.MUL, Binary.Kind.DIV)) {
      Set<String> ids =
          ScalarParity.check(
              1,
              kind != Binary.Kind.DIV,
              (b, data) -> {
                b.input("l", TensorType.of(ElementType.FLOAT32, longs(left)));
                if (right.startsWith("c")) {
                  b.constant(data.constant("r", longs(right.substring(1))));
                } else {
                  b.input("r", TensorType.of(ElementType.FLOAT32, longs(right)));
                }
                b.node("f", new Binary(kind), List.of("l", "r"), List.of("y"));
              });
      assertThat(ids).containsExactly("f32-binary-scalar");
    }
  }

  @ParameterizedTest
  @CsvSource({"2x3x5x7, 1x3x5x7", "2x1x5, 1x3x5", "4x3, 3"})
  void otherBroadcastsAreDeclined(String left, String right) {
    Set<String> ids =
        ScalarParity.check(
            1,
            true,
            (b, data) -> {
              b.input("l", TensorType.of(ElementType.FLOAT32, longs(left)));
              b.input("r", TensorType.of(ElementType.FLOAT32, longs(right)));
              b.node("f", Binary.ADD, List.of("l", "r"), List.of("y"));
            });
    assertThat(ids).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "1x16x8x8, 2x2, 2x2, 1x1, 0 0 0 0",
    "2x3x9x7, 3x3, 2x2, 1x1, 1 1 1 1",
    "1x4x7x11, 3x2, 1x2, 1x1, 0 1 2 0",
    "1x5x9x9, 2x3, 1x1, 2x3, 1 2 1 2",
    "2x3x5x5, 5x5, 1x1, 1x1, 2 2 2 2",
    "1x2x40x41, 3x3, 1x1, 1x1, 1 1 1 1",
    "1x1x6x6, 3x3, 3x3, 1x1, 2 2 0 0",
    "1x6x8x9, 3x2, 2x2, 1x1, SAME_UPPER",
    "1x6x8x9, 3x2, 2x2, 1x1, SAME_LOWER",
    "2x3x31, 3, 2, 1, 1 1",
  })
  void pools(String in, String kernel, String stride, String dilation, String padding) {
    Padding p = padding(padding, ints(kernel).size());
    Window w = new Window(ints(kernel), ints(stride), ints(dilation), p);
    for (boolean ceil : new boolean[] {false, true}) {
      for (Pool pool :
          List.of(
              new Pool(Pool.Kind.MAX, w, ceil, false, 2, false),
              new Pool(Pool.Kind.AVERAGE, w, ceil, true, 2, false),
              new Pool(Pool.Kind.AVERAGE, w, ceil, false, 2, false))) {
        assertThat(pool(in, pool)).containsExactly("f32-pool-scalar");
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"1x3x7x7", "2x5x1x1", "1x2x9x10", "3x4x6"})
  void globalPools(String in) {
    assertThat(pool(in, GlobalPool.AVERAGE)).containsExactly("f32-globalpool-scalar");
    assertThat(pool(in, new GlobalPool(Pool.Kind.MAX, 2))).containsExactly("f32-globalpool-scalar");
  }

  private static Set<String> pool(String in, Op op) {
    return ScalarParity.check(
        9,
        true,
        (b, data) -> {
          b.input("x", TensorType.of(ElementType.FLOAT32, longs(in)));
          b.node("pool", op, List.of("x"), List.of("y"));
        });
  }

  private static Padding padding(String text, int axes) {
    if (text.startsWith("SAME")) {
      return Padding.same(Padding.Mode.valueOf(text));
    }
    List<Integer> sides = ints(text.replace(' ', 'x'));
    return Padding.of(sides.subList(0, axes), sides.subList(axes, 2 * axes));
  }

  private static List<Integer> ints(String text) {
    return Arrays.stream(text.split("x")).map(Integer::valueOf).toList();
  }

  private static long[] longs(String text) {
    return ints(text).stream().mapToLong(i -> i).toArray();
  }
}
