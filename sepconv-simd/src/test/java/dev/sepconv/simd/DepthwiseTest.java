package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Depthwise layers, alone and with the pointwise layers around them, against the reference.
@Tag("every-length")
class DepthwiseTest {
  private static final Window POINT = ConvParityTest.window("1x1", "1x1", "1x1", "0 0 0 0");

  /// `NxCxIHxIW`, kernel, stride, dilation, padding (top left bottom right, or a mode), what
  /// follows: b = bias, a = range, f = function.
  @ParameterizedTest
  @CsvSource({
    "1x16x5x4, 3x3, 1x1, 1x1, 1 1 1 1, ba",
    "1x3x7x7, 3x3, 1x1, 1x1, 1 1 1 1, b",
    "1x32x14x14, 3x3, 1x1, 1x1, 1 1 1 1, ba",
    "2x33x9x8, 3x3, 1x1, 1x1, 1 1 1 1, ''",
    "1x80x6x9, 3x3, 1x1, 1x1, 0 0 0 0, bf",
    "1x144x9x5, 3x3, 1x1, 1x1, 2 0 1 3, ba",
    "1x20x3x3, 3x3, 1x1, 1x1, 0 0 0 0, b",
    "1x20x4x3, 3x3, 1x1, 1x1, 1 1 1 1, b",
    "1x16x6x40, 3x3, 1x1, 1x1, SAME_UPPER, bf",
    "1x24x15x17, 3x3, 2x2, 1x1, 1 1 1 1, ba",
    "1x96x14x14, 3x3, 2x2, 1x1, SAME_LOWER, b",
    "2x40x8x9, 3x3, 2x2, 1x1, SAME_UPPER, ba",
    "1x17x7x7, 3x3, 2x2, 1x1, 0 0 0 0, a",
    "1x16x9x30, 3x3, 1x2, 1x1, 1 1 1 1, b",
    "1x16x9x30, 3x3, 2x1, 1x1, 1 1 1 1, b",
    "1x72x11x12, 5x5, 1x1, 1x1, 2 2 2 2, ba",
    "1x40x7x7, 5x5, 1x1, 1x1, 2 2 2 2, bf",
    "1x24x13x14, 5x5, 2x2, 1x1, 2 2 2 2, ba",
    "1x16x8x8, 5x5, 1x1, 1x1, 0 4 3 1, ''",
    "1x16x12x13, 7x7, 1x1, 1x1, 3 3 3 3, ba",
    "1x16x12x13, 2x4, 3x2, 1x1, 0 1 1 0, b",
    "1x32x12x13, 3x3, 1x1, 2x2, 2 2 2 2, ba",
    "1x32x12x13, 3x3, 1x1, 1x3, 1 3 1 3, b",
    "1x32x12x13, 3x3, 2x2, 3x1, 3 1 3 1, b",
    "1x16x20x1, 5x1, 1x1, 1x1, 2 0 2 0, b",
    "1x16x1x20, 1x5, 1x1, 1x1, 0 2 0 2, b",
    "1x16x3x3, 3x3, 1x1, 1x1, 5 6 4 7, b",
  })
  void depthwise(
      String in, String kernel, String stride, String dilation, String padding, String follows) {
    Window w = ConvParityTest.window(kernel, stride, dilation, padding);
    Set<String> ids = check(in, List.of(new Layer(w, true, 1, follows)));
    assertThat(ids).anyMatch(id -> id.startsWith("f32-dwconv-"));
  }

  /// As above, then the output channels of the pointwise layer and what follows it; `r` = residual.
  @ParameterizedTest
  @CsvSource({
    "1x32x9x12, 3x3, 1x1, 1 1 1 1, ba, 1, 64, ba",
    "2x16x7x7, 3x3, 1x1, 1 1 1 1, ba, 1, 16, br",
    "1x272x6x7, 3x3, 2x2, 1 1 1 1, ba, 1, 250, bra",
    "1x17x20x9, 3x3, 1x1, 1 1 1 1, '', 1, 7, ''",
    "1x40x11x10, 5x5, 1x1, 2 2 2 2, bf, 1, 130, bf",
    "1x260x7x5, 5x5, 2x2, 2 2 2 2, bf, 1, 260, brf",
    "1x300x14x14, 3x3, 1x1, 1 1 1 1, ba, 1, 260, ba",
    "3x16x2x2, 3x3, 1x1, 1 1 1 1, b, 1, 20, b",
    "1x16x5x70, 3x3, 1x1, 1 1 1 1, b, 1, 20, b",
    "1x16x9x9, 3x3, 1x1, 1 1 1 1, b, 2, 32, b",
    "2x48x8x7, 3x3, 1x1, 1 1 1 1, '', 4, 40, bra",
    "1x32x8x7, 5x5, 2x2, 2 2 2 2, ba, 4, 64, bf",
  })
  void separable(
      String in,
      String kernel,
      String stride,
      String padding,
      String follows,
      int multiplier,
      int oc,
      String end) {
    Window w = ConvParityTest.window(kernel, stride, "1x1", padding);
    Set<String> ids =
        check(
            in, List.of(new Layer(w, true, multiplier, follows), new Layer(POINT, false, oc, end)));
    assertThat(ids).anyMatch(id -> id.startsWith("f32-separable-"));
  }

  /// Input channels around the lengths of vectors, depth multiplier, output channels, kernel,
  /// stride, dilation, padding.
  @ParameterizedTest
  @CsvSource({
    "1x3x9x8, 1, 5, 3x3, 1x1, 1x1, 1 1 1 1",
    "1x3x9x8, 4, 16, 3x3, 1x1, 1x1, 1 1 1 1",
    "2x8x7x7, 2, 17, 3x3, 1x1, 1x1, 1 1 1 1",
    "1x8x9x11, 9, 24, 3x3, 1x1, 1x1, 0 2 1 0",
    "1x15x7x8, 3, 33, 3x3, 1x1, 1x1, 1 1 1 1",
    "1x16x8x8, 3, 16, 3x3, 2x2, 1x1, 1 1 1 1",
    "2x17x9x9, 2, 15, 3x3, 2x2, 1x1, 0 0 1 1",
    "1x17x7x9, 4, 64, 3x3, 1x1, 2x2, 2 2 2 2",
    "3x24x7x7, 2, 40, 3x3, 1x1, 1x1, 1 1 1 1",
    "1x24x14x14, 3, 24, 5x5, 1x1, 1x1, 2 2 2 2",
    "1x33x6x10, 4, 130, 3x3, 1x2, 1x1, 2 0 1 3",
    "1x33x12x12, 9, 70, 3x3, 1x1, 1x1, 1 1 1 1",
    "1x64x7x7, 4, 128, 3x3, 1x1, 1x1, 1 1 1 1",
    "2x64x10x9, 9, 33, 3x3, 2x2, 1x1, 1 1 1 1",
    "1x2x9x8, 9, 5, 2x4, 1x1, 1x1, 0 1 1 0",
  })
  void multiplier(
      String in,
      int multiplier,
      int oc,
      String kernel,
      String stride,
      String dilation,
      String padding) {
    Window w = ConvParityTest.window(kernel, stride, dilation, padding);
    for (String follows : List.of("", "ba", "bf")) {
      Layer depthwise = new Layer(w, true, multiplier, follows);
      assertThat(check(in, List.of(depthwise))).anyMatch(id -> id.startsWith("f32-dwconv-"));
      List<Layer> pair =
          List.of(depthwise, new Layer(POINT, false, oc, "br" + follows.replace("b", "")));
      assertThat(check(in, pair)).anyMatch(id -> id.startsWith("f32-separable-"));
    }
  }

  /// How often each channel of the input is picked; the picks' order: grouped by channel, or one of
  /// each channel at a time. Depth multiplier on top, output channels, stride.
  @ParameterizedTest
  @CsvSource({
    "1x3x9x8, 2x0x1, true, 1, 7, 1x1",
    "2x5x7x7, 0x3x1x9x0, true, 1, 33, 1x1",
    "1x5x8x9, 1x2x3x4x5, false, 2, 16, 2x2",
    "1x17x7x7, 2, true, 1, 24, 1x1",
    "1x24x14x14, 1x2, true, 1, 64, 1x1",
    "1x33x8x7, 0x1x3x0x2x2, true, 1, 40, 1x1",
    "1x64x7x7, 4x3x2x1x0x1x2, true, 1, 128, 1x1",
    "2x64x9x7, 3x1, false, 1, 20, 2x2",
    "1x64x9x7, 0x0x1, false, 1, 20, 1x1",
    "1x20x9x7, 0x9, true, 1, 16, 1x1",
  })
  void gathered(String in, String counts, boolean grouped, int multiplier, int oc, String stride) {
    Window w = ConvParityTest.window("3x3", stride, "1x1", "1 0 1 1");
    long[] picks = picks(ConvParityTest.longs(in)[1], ConvParityTest.longs(counts), grouped);
    for (String follows : List.of("", "ba", "bf")) {
      Layer depthwise = new Layer(w, true, multiplier, follows);
      assertThat(check(in, picks, List.of(depthwise))).anyMatch(id -> id.startsWith("f32-dwconv-"));
      List<Layer> pair =
          List.of(depthwise, new Layer(POINT, false, oc, "br" + follows.replace("b", "")));
      assertThat(check(in, picks, pair)).anyMatch(id -> id.startsWith("f32-separable-"));
    }
  }

  /// The counts are repeated over the channels. Every other pick counts from the end.
  private static long[] picks(long channels, long[] counts, boolean grouped) {
    List<Long> picks = new ArrayList<>();
    if (grouped) {
      for (int c = 0; c < channels; c++) {
        picks.addAll(Collections.nCopies((int) counts[c % counts.length], (long) c));
      }
    } else {
      for (int round = 0; round < 9; round++) {
        for (int c = 0; c < channels; c++) {
          if (counts[c % counts.length] > round) {
            picks.add((long) c);
          }
        }
      }
    }
    return IntStream.range(0, picks.size())
        .mapToLong(i -> i % 2 == 0 ? picks.get(i) : picks.get(i) - channels)
        .toArray();
  }

  /// Expanded channels, what follows the expanding layer, kernel, stride, what follows it, output
  /// channels (0 for no third layer) and what follows them.
  @ParameterizedTest
  @CsvSource({
    "1x8x40x41, 96, ba, 3x3, 1x1, ba, 24, b",
    "1x16x37x38, 120, bf, 5x5, 2x2, bf, 0, ''",
    "2x5x24x50, 129, b, 3x3, 2x2, '', 5, br",
    "1x24x30x33, 145, ba, 5x5, 1x1, bf, 24, bra",
    "1x24x30x33, 145, '', 3x3, 1x1, b, 0, ''",
  })
  void expanded(
      String in,
      int channels,
      String first,
      String kernel,
      String stride,
      String second,
      int oc,
      String third) {
    String pad = kernel.equals("3x3") ? "1 1 1 1" : "2 2 2 2";
    Window w = ConvParityTest.window(kernel, stride, "1x1", pad);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(POINT, false, channels, first));
    layers.add(new Layer(w, true, 1, second));
    if (oc > 0) {
      layers.add(new Layer(POINT, false, oc, third));
    }
    assertThat(check(in, layers)).anyMatch(id -> id.startsWith("f32-expanded-dwconv-"));
  }

  /// The first layer's kernel, stride, dilation, padding, channels and what follows it; then as for
  /// {@link #expanded}.
  @ParameterizedTest
  @CsvSource({
    "1x3x96x130, 3x3, 2x2, 1x1, 1 1 1 1, 48, ba, 3x3, 1x1, ba, 24, b",
    "1x3x91x97, 3x3, 1x1, 1x1, 1 1 1 1, 16, bf, 3x3, 1x1, bf, 0, ''",
    "2x1x70x64, 5x3, 1x2, 1x1, SAME_UPPER, 70, '', 5x5, 1x1, b, 7, br",
    "1x4x50x60, 3x3, 1x1, 2x2, 2 1 2 0, 56, ba, 3x3, 2x2, bf, 20, bra",
    "1x3x700x6, 3x3, 1x1, 1x1, 1 1 1 1, 35, ba, 3x3, 1x1, ba, 16, b",
    "1x2x131x140, 7x7, 3x3, 1x1, 3 2 1 0, 80, b, 3x3, 2x2, ba, 0, ''",
  })
  void stemmed(
      String in,
      String stemKernel,
      String stemStride,
      String stemDilation,
      String stemPad,
      int channels,
      String first,
      String kernel,
      String stride,
      String second,
      int oc,
      String third) {
    String pad = kernel.equals("3x3") ? "1 1 1 1" : "2 2 2 2";
    Window stem = ConvParityTest.window(stemKernel, stemStride, stemDilation, stemPad);
    Window w = ConvParityTest.window(kernel, stride, "1x1", pad);
    List<Layer> layers = new ArrayList<>();
    layers.add(new Layer(stem, false, channels, first));
    layers.add(new Layer(w, true, 1, second));
    if (oc > 0) {
      layers.add(new Layer(POINT, false, oc, third));
    }
    assertThat(check(in, layers)).anyMatch(id -> id.startsWith("f32-stem-dwconv-"));
  }

  @Test
  void aGlobalPoolThatIsNotComputedHereIsNoSecondOutput() {
    GraphBuilder b = new GraphBuilder("pooled", Reference.EVALUATOR);
    b.input("x", Types.floats("1x16x8x8"));
    float[] weights = new float[16 * 9];
    b.constant(Constant.of("w", Role.PARAMETER, Tensor.of(Shape.of(16, 1, 3, 3), weights)));
    Window w = ConvParityTest.window("3x3", "1x1", "1x1", "1 1 1 1");
    b.node("conv", new Conv(w, 16), List.of("x", "w"), List.of("y"));
    b.node("norm", new GlobalPool(Pool.Kind.LP, 2), List.of("y"), List.of("norm"));
    Graph g = b.build(List.of("y", "norm"));
    Work both = new Work(g, g.nodes(), g.outputs());
    List<Layout> available = List.of(Layout.CHANNELS_LAST);
    assertThat(new SimdKernels().kernels()).allMatch(k -> k.accepts(both, available).isEmpty());
  }

  /// A convolution: `size` is the multiplier of a depthwise one, the output channels of another.
  private record Layer(Window window, boolean depthwise, int size, String follows) {}

  private static Set<String> check(String in, List<Layer> layers) {
    return check(in, new long[0], layers);
  }

  /// @param picks the channels that the first layer reads; none for all of them as they are
  private static Set<String> check(String in, long[] picks, List<Layer> layers) {
    long[] dims = ConvParityTest.longs(in);
    int sums = 1;
    long first = picks.length > 0 ? picks.length : dims[1];
    long channels = first;
    for (Layer l : layers) {
      int taps = l.window.kernel().get(0) * l.window.kernel().get(1);
      sums *= taps * (l.depthwise ? 1 : (int) channels);
      channels = l.depthwise ? channels * l.size : l.size;
    }
    Parity.Case c =
        (b, data) -> {
          b.input("x", TensorType.of(ElementType.FLOAT32, dims));
          String value = "x";
          if (picks.length > 0) {
            Tensor indices = Tensor.of(Shape.of(picks.length), picks);
            b.constant(Constant.of("picks", Role.PARAMETER, indices));
            b.node("gather", new Gather(1), List.of("x", "picks"), List.of("picked"));
            value = "picked";
          }
          long ic = first;
          for (int i = 0; i < layers.size(); i++) {
            Layer l = layers.get(i);
            long oc = l.depthwise ? ic * l.size : l.size;
            value = layer(b, data, l, i, value, ic, oc, i == layers.size() - 1);
            ic = oc;
          }
        };
    Set<String> ids = Parity.check(sums, c);
    if (layers.getLast().depthwise) {
      assertThat(ids).containsAll(pooled(sums, c));
    }
    return ids;
  }

  /// The same with global pools of the result as second outputs.
  private static Set<String> pooled(int sums, Parity.Case c) {
    Set<String> ids = new TreeSet<>();
    for (Pool.Kind kind : List.of(Pool.Kind.AVERAGE, Pool.Kind.MAX)) {
      ids.addAll(
          Parity.check(
              sums,
              List.of("y", "pooled"),
              (b, data) -> {
                c.write(b, data);
                b.node("pool", new GlobalPool(kind, 2), List.of("y"), List.of("pooled"));
              }));
    }
    return ids;
  }

  private static String layer(
      GraphBuilder b, Parity data, Layer l, int i, String src, long ic, long oc, boolean last) {
    List<String> names = new ArrayList<>(List.of("layer"));
    l.follows.chars().filter(c -> c != 'b').forEach(c -> names.add("" + (char) c));
    List<String> inputs = new ArrayList<>(List.of(src, "w" + i));
    int kh = l.window.kernel().get(0);
    int kw = l.window.kernel().get(1);
    b.constant(data.constant("w" + i, oc, l.depthwise ? 1 : ic, kh, kw));
    if (l.follows.contains("b")) {
      b.constant(data.constant("b" + i, oc));
      inputs.add("b" + i);
    }
    String value = src;
    for (int n = 0; n < names.size(); n++) {
      String name = names.get(n);
      String out = last && n == names.size() - 1 ? "y" : name + i + "_out";
      switch (name) {
        case "layer" ->
            b.node(name + i, new Conv(l.window, l.depthwise ? (int) ic : 1), inputs, List.of(out));
        case "r" -> {
          b.input("r", b.type(value));
          b.node(name + i, new Binary(Binary.Kind.ADD), List.of("r", value), List.of(out));
        }
        case "a" -> b.node(name + i, Unary.of(Unary.Kind.RELU), List.of(value), List.of(out));
        default ->
            b.node(
                name + i, new Unary(Unary.Kind.LEAKY_RELU, 0.5f, 0), List.of(value), List.of(out));
      }
      value = out;
    }
    return value;
  }
}
