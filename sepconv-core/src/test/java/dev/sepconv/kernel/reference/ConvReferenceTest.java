package dev.sepconv.kernel.reference;

import static dev.sepconv.kernel.reference.Run.dot;
import static dev.sepconv.kernel.reference.Run.floats;
import static dev.sepconv.kernel.reference.Run.integers;
import static dev.sepconv.kernel.reference.Run.iota;
import static dev.sepconv.kernel.reference.Run.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ConvReferenceTest {
  /// Every attribute at once and one by one, in one to three spatial axes: kernel, stride,
  /// dilation, pad before, pad after, groups, input channels, output channels, spatial size.
  static Stream<Arguments> geometries() {
    return Stream.of(
        Arguments.of(of(3), of(1), of(1), of(0), of(0), 1, 2, 3, of(7)),
        Arguments.of(of(3), of(2), of(2), of(2), of(1), 2, 4, 6, of(11)),
        Arguments.of(of(1, 1), of(1, 1), of(1, 1), of(0, 0), of(0, 0), 1, 5, 4, of(3, 5)),
        Arguments.of(of(1, 1), of(2, 3), of(1, 1), of(0, 0), of(0, 0), 1, 2, 4, of(5, 7)),
        Arguments.of(of(3, 3), of(1, 1), of(1, 1), of(1, 1), of(1, 1), 4, 4, 4, of(6, 5)),
        Arguments.of(of(3, 2), of(2, 1), of(1, 3), of(2, 0), of(0, 3), 3, 6, 3, of(8, 9)),
        Arguments.of(of(5, 5), of(3, 3), of(1, 1), of(4, 4), of(4, 4), 1, 1, 2, of(2, 2)),
        Arguments.of(
            of(2, 3, 1), of(1, 2, 2), of(2, 1, 1), of(1, 0, 1), of(0, 2, 0), 2, 2, 4, of(4, 5, 3)));
  }

  private static List<Integer> of(Integer... values) {
    return List.of(values);
  }

  @ParameterizedTest
  @MethodSource("geometries")
  void convolutionIsItsDefinition(
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> dilation,
      List<Integer> begin,
      List<Integer> end,
      int groups,
      int ic,
      int oc,
      List<Integer> size) {
    Window window = new Window(kernel, stride, dilation, Padding.of(begin, end));
    Tensor x = integers(1, dims(2, ic, size));
    Tensor w = integers(2, dims(oc, ic / groups, kernel));
    Tensor b = integers(3, oc);

    Tensor y = run(new Conv(window, groups), x, w, b);

    for (int i = 0; i < y.size(); i++) {
      assertThat(y.getDouble(i)).isEqualTo(byDefinition(window, groups, x, w, b, y.shape(), i));
    }
  }

  /// One output element, each index computed from scratch.
  private static double byDefinition(
      Window window, int groups, Tensor x, Tensor w, Tensor b, Shape out, int at) {
    int[] p = index(out, at);
    int icg = w.shape().dim(1);
    int group = p[1] / (out.dim(1) / groups);
    double sum = b.getDouble(p[1]);
    for (int k = 0; k < w.size(); k++) {
      int[] q = index(w.shape(), k);
      if (q[0] != p[1]) {
        continue;
      }
      int offset = p[0] * x.shape().dim(1) + group * icg + q[1];
      boolean inside = true;
      for (int a = 0; a < window.rank(); a++) {
        int i =
            p[a + 2] * window.stride().get(a)
                + q[a + 2] * window.dilation().get(a)
                - window.padding().begin().get(a);
        inside &= i >= 0 && i < x.shape().dim(a + 2);
        offset = offset * x.shape().dim(a + 2) + i;
      }
      sum += inside ? w.getDouble(k) * x.getDouble(offset) : 0;
    }
    return sum;
  }

  private static int[] index(Shape shape, int at) {
    int[] index = new int[shape.rank()];
    int rest = at;
    for (int a = shape.rank() - 1; a >= 0; a--) {
      index[a] = rest % shape.dim(a);
      rest /= shape.dim(a);
    }
    return index;
  }

  private static long[] dims(long n, long c, List<Integer> spatial) {
    return Stream.concat(Stream.of(n, c), spatial.stream().map(Integer::longValue))
        .mapToLong(Long::longValue)
        .toArray();
  }

  /// `<conv(x), y> = <x, transposed(y)>`, exactly, since all numbers are small integers.
  @ParameterizedTest
  @MethodSource("geometries")
  void transposedConvolutionIsTheAdjoint(
      List<Integer> kernel,
      List<Integer> stride,
      List<Integer> dilation,
      List<Integer> begin,
      List<Integer> end,
      int groups,
      int ic,
      int oc,
      List<Integer> size) {
    Window window = new Window(kernel, stride, dilation, Padding.of(begin, end));
    Tensor x = integers(4, dims(2, ic, size));
    Tensor w = integers(5, dims(oc, ic / groups, kernel));
    Tensor convolved = run(new Conv(window, groups), x, w);
    Tensor y = integers(6, convolved.shape().toLongs());
    // What the stride left over at the end comes back as output padding.
    List<Integer> left =
        IntStream.range(0, window.rank())
            .mapToObj(
                a -> (size.get(a) + begin.get(a) + end.get(a) - window.extent(a)) % stride.get(a))
            .toList();

    Tensor back = run(new ConvTranspose(window, left, List.of(), groups), y, w);

    assertThat(back.shape()).isEqualTo(x.shape());
    assertThat(dot(convolved, y)).isEqualTo(dot(x, back));
  }

  @Test
  void transposedConvolutionSpreadsEachInput() {
    Tensor x = floats(Shape.of(1, 1, 2), 1, 2);
    Tensor w = floats(Shape.of(1, 1, 3), 1, 10, 100);
    Window window = Window.of(List.of(3), List.of(2), List.of(0));

    Tensor y = run(new ConvTranspose(window, List.of(0), List.of(), 1), x, w);

    assertThat(y.floats()).containsExactly(1, 10, 102, 20, 200);
    Tensor padded = run(new ConvTranspose(window, List.of(1), List.of(), 1), x, w, Run.vector(5));
    assertThat(padded.floats()).containsExactly(6, 15, 107, 25, 205, 5);
    Tensor shaped = run(new ConvTranspose(window, List.of(0), List.of(3), 1), x, w);
    // Two too many: one is cut before (total - total / 2), one after.
    assertThat(shaped.floats()).containsExactly(10, 102, 20);
  }

  @Test
  void convolutionIsImageToColumnsTimesWeights() {
    Tensor x = iota(1, 1, 3, 3);
    Tensor w = floats(Shape.of(2, 1, 2, 2), 1, 2, 3, 4, -1, 0, 0, 1);
    Tensor columns = floats(Shape.of(4, 4), 0, 1, 3, 4, 1, 2, 4, 5, 3, 4, 6, 7, 4, 5, 7, 8);

    Tensor product = run(new MatMul(), w.reshape(Shape.of(2, 4)), columns);
    Tensor y = run(new Conv(Window.of(List.of(2, 2), List.of(1, 1), List.of(0, 0)), 1), x, w);

    // The columns are symmetric: taps by positions reads the same as positions by taps.
    assertThat(y.floats()).isEqualTo(product.floats()).startsWith(27, 37, 57, 67);
  }

  @Test
  void depthwiseIsOneConvolutionPerChannel() {
    Tensor x = integers(7, 1, 3, 5, 6);
    Tensor w = integers(8, 3, 1, 3, 3);
    Conv one = new Conv(Window.of(List.of(3, 3), List.of(1, 2), List.of(1, 1)), 1);
    List<Tensor> planes = Run.outputs(3, new Split(1), x);
    List<Tensor> kernels = Run.outputs(3, new Split(0), w);

    Tensor[] parts = new Tensor[3];
    for (int c = 0; c < 3; c++) {
      parts[c] = run(one, planes.get(c), kernels.get(c));
    }

    assertThat(run(new Conv(one.window(), 3), x, w)).isEqualTo(run(new Concat(1), parts));
  }

  @Test
  void depthwiseThenPointwiseIsTheProductKernel() {
    Tensor x = integers(9, 1, 2, 6, 6);
    Tensor depthwise = integers(10, 2, 1, 3, 3);
    Tensor pointwise = integers(11, 4, 2, 1, 1);
    Tensor full = Tensor.zeros(ElementType.FLOAT32, Shape.of(4, 2, 3, 3));
    for (int i = 0; i < full.size(); i++) {
      full.setDouble(i, pointwise.getDouble(i / 9) * depthwise.getDouble(i % 18));
    }
    Window window = Window.of(List.of(3, 3), List.of(1, 1), List.of(1, 1));
    Window point = Window.of(List.of(1, 1), List.of(1, 1), List.of(0, 0));

    Tensor separable = run(new Conv(point, 1), run(new Conv(window, 2), x, depthwise), pointwise);

    assertThat(separable).isEqualTo(run(new Conv(window, 1), x, full));
  }

  @Test
  void samePaddingPutsTheOddElementWhereItsNameSays() {
    Tensor x = floats(Shape.of(1, 1, 4), 1, 2, 3, 4);
    Tensor w = floats(Shape.of(1, 1, 2), 10, 1);

    assertThat(run(same(Padding.Mode.SAME_UPPER), x, w).floats()).containsExactly(12, 23, 34, 40);
    assertThat(run(same(Padding.Mode.SAME_LOWER), x, w).floats()).containsExactly(1, 12, 23, 34);
  }

  private static Conv same(Padding.Mode mode) {
    return new Conv(new Window(List.of(2), List.of(1), List.of(1), Padding.same(mode)), 1);
  }

  @Test
  void sixteenBitsAreAccumulatedInDouble() {
    // In float16 2048 + 1 is 2048 again; summed in double all the ones count.
    Tensor x = Tensor.zeros(ElementType.FLOAT16, Shape.of(1, 9, 1));
    Tensor w = Tensor.zeros(ElementType.FLOAT16, Shape.of(1, 9, 1));
    for (int i = 0; i < 9; i++) {
      x.setDouble(i, i == 0 ? 2048 : 1);
      w.setDouble(i, 1);
    }

    Tensor y = run(new Conv(Window.of(List.of(1), List.of(1), List.of(0)), 1), x, w);

    assertThat(y.getDouble(0)).isEqualTo(2056);
  }

  @Test
  void matricesMultiply() {
    Tensor a = floats(Shape.of(2, 3), 1, 2, 3, 4, 5, 6);
    Tensor b = floats(Shape.of(3, 2), 1, 0, 0, 1, 2, 2);
    Tensor t = run(new Transpose(List.of()), b);

    assertThat(run(new Gemm(1, 1, false, false), a, b).floats()).containsExactly(7, 8, 16, 17);
    assertThat(run(new Gemm(2, 0.5f, false, true), a, t, Run.vector(2, 4)).floats())
        .containsExactly(15, 18, 33, 36);
    assertThat(run(new Gemm(1, 1, true, false), run(new Transpose(List.of()), a), b))
        .isEqualTo(run(new MatMul(), a, b));
    assertThat(run(new MatMul(), Run.vector(1, 2, 3), Run.vector(4, 5, 6)).floats())
        .containsExactly(32);
    assertThat(run(new MatMul(), a, Run.vector(1, 1, 1)).floats()).containsExactly(6, 15);
  }

  @Test
  void batchesOfMatricesBroadcast() {
    Tensor a = integers(12, 2, 1, 3, 4);
    Tensor b = integers(13, 5, 4, 2);

    Tensor y = run(new MatMul(), a, b);

    assertThat(y.shape()).isEqualTo(Shape.of(2, 5, 3, 2));
    List<Tensor> left = Run.outputs(2, new Split(0), a);
    List<Tensor> right = Run.outputs(5, new Split(0), b);
    for (int i = 0; i < 10; i++) {
      Tensor one =
          run(
              new MatMul(),
              left.get(i / 5).reshape(Shape.of(3, 4)),
              right.get(i % 5).reshape(Shape.of(4, 2)));
      for (int j = 0; j < 6; j++) {
        assertThat(y.getDouble(i * 6 + j)).isEqualTo(one.getDouble(j));
      }
    }
  }

  @Test
  void integerMatricesAreExact() {
    long big = (1L << 53) + 1;
    Tensor a = Tensor.of(Shape.of(1, 2), new long[] {big, 1});
    Tensor b = Tensor.of(Shape.of(2, 1), new long[] {1, 1});

    assertThat(run(new MatMul(), a, b).getLong(0)).isEqualTo(big + 1);
  }

  @Test
  void whatDoesNotFitIsRefused() {
    Conv conv = new Conv(Window.of(List.of(3, 3), List.of(1, 1), List.of(0, 0)), 1);

    assertThatThrownBy(() -> run(conv, iota(1, 3, 8, 8), iota(4, 2, 3, 3)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessageContaining("float32[1, 3, 8, 8]")
        .hasMessageContaining("float32[4, 2, 3, 3]");
    assertThatThrownBy(() -> run(conv, iota(1, 3, 8, 8)))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("input 1 is required, but absent");
  }
}
