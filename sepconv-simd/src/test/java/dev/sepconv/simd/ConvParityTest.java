package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Convolutions of several channels at a time against the reference.
@Tag("every-length")
class ConvParityTest {
  /// `NxICxIHxIW`, output channels, kernel, stride, dilation, padding (top left bottom right, or a
  /// mode), groups, what follows: b = bias, r = residual, a = ReLU6-like range, f = function.
  @ParameterizedTest
  @CsvSource({
    "1x3x16x16, 32, 3x3, 2x2, 1x1, 1 1 1 1, ba",
    "2x3x17x23, 32, 3x3, 2x2, 1x1, 1 1 1 1, ba",
    "1x3x67x75, 64, 7x7, 2x2, 1x1, 3 3 3 3, ba",
    "1x3x19x33, 64, 3x3, 1x1, 1x1, 1 1 1 1, b",
    "2x1x28x28, 32, 3x3, 1x1, 1x1, 0 0 0 0, a",
    "1x1x49x10, 64, 10x4, 2x2, 1x1, 4 1 5 1, ba",
    "1x3x5x3, 24, 3x3, 1x1, 1x1, 1 1 1 1, b",
    "1x3x9x70, 10, 3x3, 2x2, 1x1, SAME_UPPER, ba",
    "1x3x9x71, 80, 3x3, 2x2, 1x1, SAME_LOWER, ba",
    "1x4x21x40, 112, 5x3, 3x1, 1x2, 2 0 1 4, ba",
    "1x2x21x40, 48, 2x5, 1x3, 3x2, 0 3 2 1, ''",
    "1x3x8x8, 16, 1x1, 1x1, 1x1, 0 0 0 0, b",
    "1x3x9x150, 16, 3x3, 2x2, 1x1, 5 6 5 6, b",
    "1x2x3x3, 16, 3x3, 2x2, 2x2, 4 4 4 4, b",
    "1x3x40x40, 32, 3x3, 2x2, 1x1, 1 1 1 1, bf",
  })
  void stem(
      String in,
      int oc,
      String kernel,
      String stride,
      String dilation,
      String padding,
      String follows) {
    Set<String> ids = conv(in, oc, kernel, stride, dilation, padding, 1, follows);
    assertThat(ids).anyMatch(id -> id.startsWith("f32-conv-stem-"));
  }

  @ParameterizedTest
  @CsvSource({
    "1x64x9x9, 64, 3x3, 1x1, 1x1, 1 1 1 1, 1, bra",
    "2x16x7x7, 128, 3x3, 1x1, 1x1, 1 1 1 1, 1, bra",
    "1x24x11x13, 40, 3x3, 2x2, 1x1, 1 1 1 1, 1, ba",
    "1x5x6x6, 17, 3x3, 1x1, 1x1, 1 1 1 1, 1, br",
    "1x512x3x4, 80, 3x3, 1x1, 1x1, 1 1 1 1, 1, bra",
    "1x800x3x2, 16, 3x3, 2x2, 1x1, 1 0 1 2, 1, bra",
    "1x300x4x5, 96, 3x3, 1x1, 2x2, 2 2 2 2, 1, b",
    "1x16x12x9, 48, 1x7, 1x1, 1x1, 0 3 0 3, 1, ba",
    "1x16x12x9, 48, 7x1, 1x1, 1x1, 3 0 3 0, 1, ''",
    "1x32x10x10, 64, 1x1, 2x2, 1x1, 0 0 0 0, 1, b",
    "1x17x10x11, 33, 2x2, 2x3, 1x1, 0 0 0 0, 1, a",
    "1x6x20x20, 16, 5x5, 1x1, 1x1, SAME_UPPER, 1, ba",
    "1x6x21x20, 16, 4x4, 3x2, 1x1, SAME_LOWER, 1, ba",
    "2x32x9x8, 64, 3x3, 1x1, 1x1, 1 1 1 1, 2, bra",
    "1x12x9x8, 18, 3x3, 2x2, 1x1, 1 1 1 1, 3, bra",
    "1x8x9x8, 24, 3x3, 1x1, 2x1, 1 1 2 0, 4, ba",
    "1x160x5x5, 320, 3x3, 1x1, 1x1, 1 1 1 1, 2, b",
    "1x3x6x6, 5, 3x3, 1x1, 1x1, 1 1 1 1, 1, b",
    "1x20x9x9, 20, 3x3, 1x1, 1x1, 1 1 1 1, 1, brf",
    "1x20x9x9, 40, 3x3, 1x1, 1x1, 1 1 1 1, 2, brf",
    "1x100x9x9, 100, 3x3, 1x1, 1x1, 1 1 1 1, 1, bf",
    "1x16x9x9, 128, 3x3, 2x2, 1x1, 1 1 1 1, 1, bra",
    "2x24x7x9, 144, 3x3, 1x1, 1x1, 1 1 1 1, 1, brf",
    "1x300x4x5, 130, 3x3, 1x1, 2x2, 2 2 2 2, 1, bra",
    "1x800x3x2, 128, 3x3, 2x2, 1x1, 1 0 1 2, 1, bra",
    "1x17x23x19, 160, 2x5, 2x3, 1x2, 3 4 0 1, 1, bf",
    "3x128x11x13, 128, 4x4, 3x2, 1x1, SAME_LOWER, 1, ''",
  })
  void direct(
      String in,
      int oc,
      String kernel,
      String stride,
      String dilation,
      String padding,
      int groups,
      String follows) {
    Set<String> ids = conv(in, oc, kernel, stride, dilation, padding, groups, follows);
    assertThat(ids).anyMatch(id -> id.startsWith("f32-conv-direct-"));
  }

  @ParameterizedTest
  @CsvSource({
    "1x32x7x9, 64, 2x2, 2x2, 1x1, 0 0 0 0, 1, ba",
    "2x20x5x4, 24, 2x2, 2x2, 1x1, 0 0 0 0, 1, b",
    "1x32x7x9, 64, 4x4, 2x2, 1x1, 1 1 1 1, 1, bra",
    "1x16x6x5, 33, 3x3, 2x2, 1x1, 1 1 1 1, 1, b",
    "1x16x6x5, 33, 3x3, 2x2, 1x1, SAME_UPPER, 1, b",
    "1x16x6x5, 16, 3x2, 1x1, 2x1, 1 0 0 1, 1, ba",
    "1x16x6x5, 16, 1x1, 3x2, 1x1, 0 0 0 0, 1, bra",
    "1x16x6x5, 16, 5x5, 3x2, 1x2, 2 3 1 0, 1, ''",
    "1x24x6x5, 36, 3x3, 2x2, 1x1, 1 1 1 1, 3, bra",
    "1x600x3x3, 16, 3x3, 2x2, 1x1, 1 1 0 0, 1, bra",
    "1x16x6x5, 20, 2x2, 2x2, 1x1, 0 0 0 0, 1, bf",
  })
  void transposed(
      String in,
      int oc,
      String kernel,
      String stride,
      String dilation,
      String padding,
      int groups,
      String follows) {
    Window window = window(kernel, stride, dilation, padding);
    long[] dims = longs(in);
    Op op = new ConvTranspose(window, List.of(0, 0), List.of(), groups);
    long[] weights = {dims[1], oc / groups, window.kernel().get(0), window.kernel().get(1)};
    Set<String> ids = check(op, dims, weights, oc, follows);
    assertThat(ids).anyMatch(id -> id.startsWith("f32-convtranspose-"));
  }

  @ParameterizedTest
  @CsvSource({
    "1x64x20x24, 64, 1 1 1 1, bra, 4",
    "1x64x21x19, 48, 1 1 1 1, b, 4",
    "1x32x22x23, 80, 0 0 0 0, ba, 4",
    "2x40x18x17, 33, 2 0 1 3, br, 4",
    "1x20x9x9, 100, SAME_UPPER, bf, 4",
    "1x64x5x3, 64, 1 1 1 1, '', 4",
    "1x16x4x4, 16, 5 6 5 6, bra, 4",
    "3x16x3x50, 16, 1 1 1 1, bra, 4",
    "1x128x14x14, 128, 1 1 1 1, bra, 2",
    "1x136x13x15, 144, 1 1 1 1, b, 2",
    "3x128x7x7, 128, 1 1 1 1, brf, 2",
    "1x128x12x13, 160, 0 2 3 1, a, 2",
  })
  void winograd(String in, int oc, String padding, String follows, int outputs) {
    Set<String> ids = conv(in, oc, "3x3", "1x1", "1x1", padding, 1, follows);
    String id = "f32-conv-winograd-" + outputs + "x" + outputs + "-";
    assertThat(ids).anyMatch(i -> i.startsWith(id));
  }

  /// Wide enough that there are a few bands.
  @ParameterizedTest
  @CsvSource({
    "1x16x40x130, 40, 1 1 1 1, 3x3, 2x2, 1x1, 1 1 1 1",
    "2x16x39x127, 33, 1 1 1 1, 3x3, 2x2, 1x1, 1 1 1 1",
    "1x16x42x126, 40, 0 0 0 0, 5x3, 3x2, 1x1, 4 0 0 2",
    "1x16x34x124, 32, 2 3 4 1, 2x2, 5x3, 1x1, 0 0 0 0",
    "1x20x38x125, 48, SAME_UPPER, 3x3, 2x3, 3x2, 3 2 3 2",
    "1x16x45x128, 32, 1 1 1 1, 1x1, 9x4, 1x1, 0 0 0 0",
    "3x17x12x16, 40, 1 1 1 1, 3x3, 2x2, 1x1, 1 1 1 1",
  })
  void banded(
      String in,
      int between,
      String padding,
      String kernel,
      String stride,
      String dilation,
      String border) {
    long[] dims = longs(in);
    Window first = window("3x3", "1x1", "1x1", padding);
    Window second = window(kernel, stride, dilation, border);
    int taps = second.kernel().get(0) * second.kernel().get(1);
    for (Unary f : List.of(Unary.of(Unary.Kind.RELU), new Unary(Unary.Kind.LEAKY_RELU, 0.5f, 0))) {
      Set<String> ids =
          Parity.check(
              between * taps,
              (b, data) ->
                  b.input("x", TensorType.of(ElementType.FLOAT32, dims))
                      .constant(data.constant("w", between, dims[1], 3, 3))
                      .constant(data.constant("b", between))
                      .constant(
                          data.constant(
                              "v", 128, between, second.kernel().get(0), second.kernel().get(1)))
                      .node("c", new Conv(first, 1), List.of("x", "w", "b"), List.of("c"))
                      .node("f", f, List.of("c"), List.of("f"))
                      .node("d", new Conv(second, 1), List.of("f", "v"), List.of("d"))
                      .node("g", f, List.of("d"), List.of("y")));
      assertThat(ids).anyMatch(id -> id.startsWith("f32-conv-bands-"));
    }
  }

  static Set<String> conv(
      String in,
      int oc,
      String kernel,
      String stride,
      String dilation,
      String padding,
      int groups,
      String follows) {
    Window window = window(kernel, stride, dilation, padding);
    long[] dims = longs(in);
    long[] weights = {oc, dims[1] / groups, window.kernel().get(0), window.kernel().get(1)};
    return check(new Conv(window, groups), dims, weights, oc, follows);
  }

  private static Set<String> check(Op op, long[] in, long[] weights, int oc, String follows) {
    int sums = (int) (in[1] * weights[2] * weights[3]);
    return Parity.check(
        sums,
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
            b.node("add", new Binary(Binary.Kind.ADD), List.of("r", "c"), List.of(end ? "y" : "s"));
            value = "s";
          }
          if (follows.contains("a")) {
            b.node("relu", Unary.of(Unary.Kind.RELU), List.of(value), List.of("y"));
          } else if (follows.contains("f")) {
            b.node(
                "leaky", new Unary(Unary.Kind.LEAKY_RELU, 0.5f, 0), List.of(value), List.of("y"));
          }
        });
  }

  static Window window(String kernel, String stride, String dilation, String padding) {
    Padding p;
    if (padding.startsWith("SAME")) {
      p = Padding.same(Padding.Mode.valueOf(padding));
    } else {
      List<Integer> sides = ints(padding, " ");
      p = Padding.of(sides.subList(0, 2), sides.subList(2, 4));
    }
    return new Window(ints(kernel, "x"), ints(stride, "x"), ints(dilation, "x"), p);
  }

  private static List<Integer> ints(String text, String separator) {
    return List.of(text.split(separator)).stream().map(Integer::valueOf).toList();
  }

  static long[] longs(String text) {
    return ints(text, "x").stream().mapToLong(i -> i).toArray();
  }
}
