package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Convolutions of few channels that lie plain against the reference.
@Tag("every-length")
class FewChannelTest {
  private static final int TILE = 2 * FloatVector.SPECIES_PREFERRED.length();

  /// Widths around the edges of tiles, whatever the vectors.
  static IntStream widths() {
    return IntStream.concat(
            IntStream.of(1, 7, 15, 17, 31, 32, 33, 63, 64, 65, 95, 97, 129, 224),
            IntStream.of(TILE - 1, TILE, TILE + 1, TILE + 2, 2 * TILE, 2 * TILE + 1, 3 * TILE))
        .distinct();
  }

  /// All numbers of channels.
  static Stream<int[]> channels() {
    return IntStream.rangeClosed(1, 8)
        .boxed()
        .flatMap(ic -> IntStream.rangeClosed(1, 8).mapToObj(oc -> new int[] {ic, oc}));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void convolvesAnyWidth(int width) {
    expect(
        width, "f32-conv-few-", conv(new long[] {1, 3, 9, width}, 4, "3 3 1 1 1", "1 1 1 1", "b"));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void separatesAnyWidth(int width) {
    expect(width, "f32-separable-few-", separable(new long[] {1, 3, 9, width}, 4, "1 1 1 1", "bB"));
  }

  @ParameterizedTest
  @MethodSource("widths")
  void filtersAnyWidth(int width) {
    expect(width, "f32-dwconv-few-", depthwise(new long[] {1, 3, 9, width}, "1 1 1 1", "b"));
  }

  @ParameterizedTest
  @MethodSource("channels")
  void convolvesAnyChannels(int[] c) {
    String follows = (c[0] + c[1]) % 2 == 0 ? "ba" : "";
    Set<String> ids =
        conv(new long[] {1, c[0], 4, TILE + 5}, c[1], "3 3 1 1 1", "1 1 1 1", follows);
    expect(TILE, "f32-conv-few-", ids);
  }

  @ParameterizedTest
  @MethodSource("channels")
  void separatesAnyChannels(int[] c) {
    if (c[0] > 1) {
      String follows = (c[0] + c[1]) % 2 == 0 ? "bBaA" : "";
      Set<String> ids = separable(new long[] {1, c[0], 9, TILE + 5}, c[1], "1 1 1 1", follows);
      expect(TILE, "f32-separable-few-", ids);
    }
  }

  /// `NxICxIHxIW`, output channels, kernel height and width, stride and dilations, padding (top
  /// left bottom right), what follows: b = bias, a = a range, f = function.
  @ParameterizedTest
  @CsvSource({
    "2x3x9x70, 4, 3 3 1 1 1, 0 0 0 0, ba",
    "2x3x9x70, 4, 3 3 1 1 1, 2 0 0 2, bf",
    "2x3x8x70, 4, 3 3 1 1 1, 0 2 1 0, f",
    "2x3x8x70, 4, 3 3 1 1 1, 0 1 0 1, b",
    "1x3x1x64, 4, 3 3 1 1 1, 1 1 1 1, b",
    "1x3x2x65, 5, 3 3 1 1 1, 1 1 1 1, ba",
    "1x3x1x40, 4, 3 3 1 1 1, 3 7 4 6, b",
    "1x1x12x3, 2, 3 3 1 1 1, 1 70 1 40, b",
    "1x2x12x60, 8, 5 5 1 1 1, 2 2 2 2, ba",
    "2x4x12x60, 7, 5 5 1 1 1, 4 0 1 3, ba",
    "1x2x12x60, 3, 1 5 1 1 1, 0 2 0 2, ba",
    "1x2x12x60, 3, 4 1 1 1 1, 1 0 2 0, ba",
    "2x8x12x60, 3, 1 1 1 1 1, 0 0 0 0, ba",
    "2x3x13x60, 4, 3 3 2 1 1, 1 1 1 1, ba",
    "2x3x14x60, 4, 3 3 3 1 1, 0 1 0 1, ba",
    "1x3x13x60, 4, 3 3 1 2 3, 2 3 2 3, ba",
    "1x3x224x224, 4, 3 3 1 1 1, 1 1 1 1, b",
    "2x3x75x70, 4, 3 3 1 1 1, 1 1 1 1, bf",
    "2x3x75x70, 4, 3 3 2 1 1, 1 1 1 1, ba",
    "2x3x75x70, 4, 3 3 1 3 2, 3 2 2 3, ba",
    "2x8x6x600, 4, 3 3 1 1 1, 1 1 1 1, b",
  })
  void convolves(String in, int oc, String kernel, String padding, String follows) {
    Set<String> ids = conv(Types.longs(in), oc, kernel, padding, follows);
    assertThat(ids).anyMatch(id -> id.startsWith("f32-conv-few-"));
  }

  /// As above; B, A and F follow the pointwise layer.
  @ParameterizedTest
  @CsvSource({
    "2x3x9x70, 4, 0 0 0 0, bBaA",
    "2x3x9x70, 4, 2 0 0 2, bBF",
    "2x3x8x70, 4, 0 2 1 0, aB",
    "2x3x8x70, 4, 0 1 0 1, BA",
    "1x3x1x64, 4, 1 1 1 1, bB",
    "1x3x2x65, 5, 1 1 1 1, bBA",
    "1x3x1x40, 4, 3 7 4 6, b",
    "1x2x12x3, 2, 1 70 1 40, bB",
    "1x3x224x224, 4, 1 1 1 1, bB",
    "2x3x75x70, 4, 2 0 1 1, bBF",
    "2x8x6x600, 8, 1 1 1 1, bB",
  })
  void separates(String in, int oc, String padding, String follows) {
    Set<String> ids = separable(Types.longs(in), oc, padding, follows);
    assertThat(ids).anyMatch(id -> id.startsWith("f32-separable-few-"));
  }

  @ParameterizedTest
  @CsvSource({
    "2x3x9x70, 0 0 0 0, ba",
    "2x8x9x70, 2 0 0 2, bf",
    "2x2x8x70, 0 2 1 0, a",
    "2x4x8x70, 0 1 0 1, ''",
    "1x3x1x64, 1 1 1 1, b",
    "1x3x2x65, 1 1 1 1, ba",
    "1x3x1x40, 3 7 4 6, b",
    "1x2x12x3, 1 70 1 40, b",
    "2x3x75x70, 2 0 1 1, bf",
    "2x8x6x600, 1 1 1 1, b",
  })
  void filters(String in, String padding, String follows) {
    Set<String> ids = depthwise(Types.longs(in), padding, follows);
    assertThat(ids).anyMatch(id -> id.startsWith("f32-dwconv-few-"));
  }

  /// Rows are read where they lie, one behind the other: what is no number at the end of one must
  /// not reach the next.
  @ParameterizedTest
  @MethodSource("widths")
  void rowsDoNotReachTheirNeighbours(int width) {
    GraphBuilder b = new GraphBuilder("rows", Reference.EVALUATOR);
    TensorType image = TensorType.of(ElementType.FLOAT32, 1, 2, 9, width);
    b.input("x", image);
    b.constant(Constant.of("w", Constant.Role.PARAMETER, ones(2, 1, 3, 3)));
    b.node("y", new Conv(window("3 3 1 1 1", "1 1 1 1"), 2), List.of("x", "w"), List.of("y"));
    Graph graph = b.build(List.of("y"));
    for (int column : new int[] {0, width - 1}) {
      Tensor x = ones(1, 2, 9, width);
      x.floats()[4 * width + column] = Float.NaN;
      float[] expected =
          new CpuBackend(new Kernels(List.of(new ReferenceKernel())), 1)
              .compile(graph)
              .run(x)
              .floats();
      assertThat(new CpuBackend(1).compile(graph).run(x).floats()).isEqualTo(expected);
    }
  }

  private static Tensor ones(long... dims) {
    Shape shape = Shape.of(dims);
    float[] data = new float[shape.elements()];
    Arrays.fill(data, 1);
    return Tensor.of(shape, data);
  }

  private static void expect(int width, String kernel, Set<String> ids) {
    boolean found = ids.stream().anyMatch(id -> id.startsWith(kernel));
    assertThat(found).as("%s among %s", kernel, ids).isEqualTo(width >= TILE);
  }

  private static Set<String> conv(
      long[] in, int oc, String kernel, String padding, String follows) {
    return Parity.check(
        (int) in[1] * 9,
        (b, data) -> {
          b.input("x", TensorType.of(ElementType.FLOAT32, in));
          layer(b, data, "x", "y", oc, window(kernel, padding), 1, follows);
        });
  }

  private static Set<String> depthwise(long[] in, String padding, String follows) {
    return Parity.check(
        9,
        (b, data) -> {
          b.input("x", TensorType.of(ElementType.FLOAT32, in));
          int c = (int) in[1];
          layer(b, data, "x", "y", c, window("3 3 1 1 1", padding), c, follows);
        });
  }

  private static Set<String> separable(long[] in, int oc, String padding, String follows) {
    return Parity.check(
        9 * (int) in[1],
        (b, data) -> {
          b.input("x", TensorType.of(ElementType.FLOAT32, in));
          int ic = (int) in[1];
          Window filter = window("3 3 1 1 1", padding);
          layer(b, data, "x", "m", ic, filter, ic, follows.replaceAll("[A-Z]", ""));
          String after = follows.replaceAll("[a-z]", "").toLowerCase(Locale.ROOT);
          layer(b, data, "m", "y", oc, window("1 1 1 1 1", "0 0 0 0"), 1, after);
        });
  }

  private static void layer(
      GraphBuilder b,
      Parity data,
      String from,
      String to,
      int oc,
      Window window,
      int groups,
      String follows) {
    long ic = b.type(from).dim(1).value() / groups;
    b.constant(data.constant(to + "w", oc, ic, window.kernel().get(0), window.kernel().get(1)));
    List<String> inputs = new ArrayList<>(List.of(from, to + "w"));
    if (follows.contains("b")) {
      b.constant(data.constant(to + "b", oc));
      inputs.add(to + "b");
    }
    boolean last = follows.isEmpty() || follows.equals("b");
    String sum = last ? to : to + "sum";
    b.node(to + "layer", new Conv(window, groups), inputs, List.of(sum));
    if (!last) {
      Unary f =
          follows.endsWith("a")
              ? Unary.of(Unary.Kind.RELU)
              : new Unary(Unary.Kind.LEAKY_RELU, 0.5f, 0);
      b.node(to + "f", f, List.of(sum), List.of(to));
    }
  }

  private static Window window(String kernel, String padding) {
    List<Integer> k = ints(kernel);
    List<Integer> p = ints(padding);
    return new Window(
        k.subList(0, 2),
        List.of(k.get(2), 1),
        k.subList(3, 5),
        Padding.of(p.subList(0, 2), p.subList(2, 4)));
  }

  private static List<Integer> ints(String text) {
    return Arrays.stream(text.split(" ", -1)).map(Integer::valueOf).toList();
  }
}
