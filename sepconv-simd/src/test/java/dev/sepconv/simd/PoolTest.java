package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("every-length")
class PoolTest {
  private static List<Integer> pair(String text) {
    return Arrays.stream(Types.longs(text)).mapToObj(i -> (int) i).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1x16x8x8, 2x2, 2x2, 1x1, 0x0, 0x0",
    "2x3x9x7, 3x3, 2x2, 1x1, 1x1, 1x1",
    "1x40x7x11, 3x2, 1x2, 1x1, 0x1, 2x0",
    "1x17x9x9, 2x3, 1x1, 2x3, 1x2, 1x2",
    "2x33x5x5, 5x5, 1x1, 1x1, 2x2, 2x2",
    "1x64x3x5, 3x5, 3x5, 1x1, 0x0, 0x0",
    "1x1x6x6, 3x3, 3x3, 1x1, 2x2, 0x0"
  })
  void windows(
      String shape, String kernel, String stride, String dilation, String begin, String end) {
    for (boolean ceil : new boolean[] {false, true}) {
      Window w =
          new Window(
              pair(kernel), pair(stride), pair(dilation), Padding.of(pair(begin), pair(end)));
      check(shape, new Pool(Pool.Kind.MAX, w, ceil, false, 2, false));
      check(shape, new Pool(Pool.Kind.AVERAGE, w, ceil, true, 2, false));
      check(shape, new Pool(Pool.Kind.AVERAGE, w, ceil, false, 2, false));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Padding.Mode.class,
      names = {"SAME_UPPER", "SAME_LOWER"})
  void samePadding(Padding.Mode mode) {
    Window w = new Window(List.of(3, 2), List.of(2, 2), List.of(1, 1), Padding.same(mode));
    check("1x20x8x9", Pool.max(w));
    check("1x20x8x9", Pool.average(w, false));
  }

  /// `NxICxIHxIW`, output channels, kernel and stride of the convolution, which keeps the size
  /// else, then kernel, stride, dilation and padding of the pool.
  @ParameterizedTest
  @CsvSource({
    "1x3x33x45, 64, 7, 2, 3x3, 2x2, 1x1, 1x1, 1x1",
    "2x3x17x23, 24, 3, 2, 3x3, 2x2, 1x1, 0x0, 1x1",
    "3x1x9x40, 80, 3, 1, 2x2, 2x2, 1x1, 0x0, 0x0",
    "2x4x12x11, 17, 5, 1, 2x3, 3x1, 1x1, 1x0, 0x2",
    "1x3x14x9, 130, 3, 1, 3x2, 1x2, 2x3, 2x1, 2x1",
    "2x2x7x30, 40, 1, 1, 4x5, 1x2, 1x1, 3x4, 3x4",
    "2x2x8x8, 16, 3, 1, 1x1, 3x2, 1x1, 0x0, 0x0",
    "1x2x6x6, 16, 3, 1, 3x3, 3x3, 1x1, 2x2, 0x0",
    "1x3x5x7, 32, 3, 2, 3x4, 1x1, 1x1, 0x0, 0x0"
  })
  void stemmed(
      String in,
      int oc,
      int size,
      int steps,
      String kernel,
      String stride,
      String dilation,
      String begin,
      String end) {
    Window stem =
        ConvParityTest.window(
            size + "x" + size, steps + "x" + steps, "1x1", (size / 2 + " ").repeat(4).strip());
    Window w =
        new Window(pair(kernel), pair(stride), pair(dilation), Padding.of(pair(begin), pair(end)));
    for (Unary f : List.of(Unary.of(Unary.Kind.RELU), new Unary(Unary.Kind.LEAKY_RELU, 0.5f, 0))) {
      for (boolean ceil : new boolean[] {false, true}) {
        Set<String> ids =
            Parity.check(
                (int) Types.longs(in)[1] * size * size,
                (b, data) ->
                    b.input("x", Types.floats(in))
                        .constant(data.constant("w", oc, Types.longs(in)[1], size, size))
                        .constant(data.constant("b", oc))
                        .node("c", new Conv(stem, 1), List.of("x", "w", "b"), List.of("c"))
                        .node("f", f, List.of("c"), List.of("f"))
                        .node(
                            "pool",
                            new Pool(Pool.Kind.MAX, w, ceil, false, 2, false),
                            List.of("f"),
                            List.of("y")));
        assertThat(ids).anyMatch(id -> id.startsWith("f32-stem-pool-"));
      }
    }
  }

  private static void check(String shape, Pool pool) {
    Parity.check(
        9,
        (b, _) -> b.input("x", Types.floats(shape)).node("pool", pool, List.of("x"), List.of("y")));
  }

  @ParameterizedTest
  @CsvSource({"2x17x5x7", "1x64x1x1", "1x3x30x31", "3x16x7x7", "2x5x6", "1x4x3x3x3"})
  void global(String shape) {
    for (Pool.Kind kind : List.of(Pool.Kind.MAX, Pool.Kind.AVERAGE)) {
      Set<String> ids =
          Parity.check(
              1000,
              (b, _) ->
                  b.input("x", Types.floats(shape))
                      .node("pool", new GlobalPool(kind, 2), List.of("x"), List.of("y")));
      assertThat(ids).hasSize(Types.longs(shape).length == 4 ? 2 : 1);
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = Reduce.Kind.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = {"PROD", "LOG_SUM", "LOG_SUM_EXP"})
  void reductions(Reduce.Kind kind) {
    for (String c :
        List.of(
            "2x17x5x7 2x3",
            "2x17x5x7 -1",
            "2x17x5x7 0",
            "2x17x5x7 1",
            "2x17x5x7 0x1x2x3",
            "2x17x5x7 2x-1x1",
            "1x12x120 2",
            "5x40 0",
            "100 0",
            "3x7x100 1",
            "3x6x5 0x1",
            "2x17x5x7 0x1")) {
      String[] part = c.split(" ", -1);
      for (boolean keep : new boolean[] {true, false}) {
        GraphCase g =
            b ->
                b.input("x", Types.floats(part[0]))
                    .constant(
                        Constant.of("axes", Role.LITERAL, Tensor.vector(Types.longs(part[1]))))
                    .node(
                        "reduce",
                        new Reduce(kind, keep, false),
                        List.of("x", "axes"),
                        List.of("y"));
        if (kind == Reduce.Kind.L2) {
          Parity.checkClose(1000, (b, _) -> g.write(b));
        } else {
          Parity.check(1000, (b, _) -> g.write(b));
        }
      }
    }
  }

  private interface GraphCase {
    void write(GraphBuilder b);
  }

  @ParameterizedTest
  @CsvSource({
    "2x10, 1, false",
    "2x10, -2, false",
    "1x12x125, 2, false",
    "2x19x3x5, 1, false",
    "2x19x3x5, 3, false",
    "2x19x3x5, 0, false",
    "2x19x3x5, 1, true",
    "1x1, 1, false",
    "2x1000, 1, false"
  })
  void softmax(String shape, int axis, boolean trailing) {
    for (boolean log : new boolean[] {false, true}) {
      Parity.checkClose(
          16,
          (b, _) ->
              b.input("x", Types.floats(shape))
                  .node("s", new Softmax(axis, trailing, log), List.of("x"), List.of("y")));
    }
  }

  @ParameterizedTest
  @CsvSource({"2x10, 1", "2x19x3x5, 1", "2x19x3x5, -1", "7, 0"})
  void positions(String shape, int axis) {
    for (int i = 0; i < 8; i++) {
      ArgReduce op = new ArgReduce((i & 1) == 0, axis, (i & 2) == 0, (i & 4) == 0);
      Parity.check(
          1, (b, _) -> b.input("x", Types.floats(shape)).node("a", op, List.of("x"), List.of("y")));
    }
  }

  @ParameterizedTest
  @CsvSource({"2x17x5x7, 17", "1x16x3x3, 16", "3x20, 20", "2x3x50, 3", "1x100x7x7, 100"})
  void normalizations(String shape, long channels) {
    Parity.checkClose(
        4,
        (b, p) -> {
          parameters(b, p, channels);
          b.input("x", Types.floats(shape))
              .node(
                  "bn",
                  new BatchNormalization(1e-3f),
                  List.of("x", "scale", "bias", "mean", "variance"),
                  List.of("y"));
        });
    if (Types.longs(shape).length > 2) {
      Parity.checkClose(
          64,
          (b, p) -> {
            parameters(b, p, channels);
            b.input("x", Types.floats(shape))
                .node(
                    "in",
                    new InstanceNormalization(1e-3f),
                    List.of("x", "scale", "bias"),
                    List.of("y"));
          });
      for (Lrn op : List.of(new Lrn(5, 1e-2f, 0.75f, 1), new Lrn(2, 0.5f, 0.6f, 2))) {
        Parity.checkClose(
            4,
            (b, _) -> b.input("x", Types.floats(shape)).node("l", op, List.of("x"), List.of("y")));
      }
    }
  }

  private static void parameters(GraphBuilder b, Parity p, long channels) {
    for (String name : List.of("scale", "bias", "mean")) {
      b.constant(p.constant(name, channels));
    }
    Tensor variance = p.constant("v", channels).tensor();
    float[] v = variance.floats();
    for (int i = 0; i < v.length; i++) {
      v[i] = Math.abs(v[i]) + 0.5f;
    }
    b.constant(Constant.of("variance", Role.PARAMETER, variance));
  }
}
