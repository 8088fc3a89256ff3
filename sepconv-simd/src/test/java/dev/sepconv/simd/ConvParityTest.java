package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every convolution kernel against the reference, at sizes around the edges of tiles.
class ConvParityTest {
  /// What follows a layer.
  enum Epilogue {
    NONE,
    RELU6,
    RESIDUAL,
    RESIDUAL_RELU
  }

  record Layer(
      int n,
      int ic,
      int h,
      int w,
      int oc,
      int groups,
      Window window,
      boolean bias,
      Epilogue epilogue) {
    void write(GraphBuilder b, Parity data) {
      b.input("x", TensorType.of(ElementType.FLOAT32, n, ic, h, w));
      write(b, data, "x", "y");
    }

    String write(GraphBuilder b, Parity data, String x, String y) {
      b.constant(
          data.constant(y + ".w", oc, ic / groups, window.kernel().get(0), window.kernel().get(1)));
      b.constant(data.constant(y + ".b", oc));
      boolean last = epilogue == Epilogue.NONE;
      b.node(
          y + ".conv",
          new Conv(window, groups),
          bias ? List.of(x, y + ".w", y + ".b") : List.of(x, y + ".w"),
          List.of(last ? y : y + ".c"));
      String value = y + ".c";
      if (epilogue == Epilogue.RESIDUAL || epilogue == Epilogue.RESIDUAL_RELU) {
        b.input(y + ".r", b.type(value));
        String sum = epilogue == Epilogue.RESIDUAL ? y : y + ".s";
        b.node(y + ".add", Binary.ADD, List.of(y + ".r", value), List.of(sum));
        value = sum;
      }
      if (epilogue == Epilogue.RELU6) {
        b.constant(Constant.of(y + ".0", Role.LITERAL, Tensor.scalar(0)));
        b.constant(Constant.of(y + ".6", Role.LITERAL, Tensor.scalar(6)));
        b.node(y + ".clip", new Clip(), List.of(value, y + ".0", y + ".6"), List.of(y));
      } else if (epilogue == Epilogue.RESIDUAL_RELU) {
        b.node(y + ".relu", Unary.of(Unary.Kind.RELU), List.of(value), List.of(y));
      }
      return y;
    }

    int sums() {
      return ic / groups * window.kernel().get(0) * window.kernel().get(1) + 2;
    }
  }

  private static Window square(int kernel, int stride, int padding) {
    return Window.of(List.of(kernel, kernel), List.of(stride, stride), List.of(padding, padding));
  }

  private static final Window POINT = square(1, 1, 0);

  static Stream<Layer> pointwise() {
    List<Layer> all = new ArrayList<>();
    for (int oc : new int[] {1, 15, 16, 17, 32, 48, 64, 80, 100}) {
      for (int w : new int[] {1, 5, 6, 7, 13, 29, 100}) {
        int ic = 1 + (oc * 7 + w) % 40 + 8;
        Epilogue e = Epilogue.values()[(oc + w) % 4];
        all.add(new Layer(1 + w % 2, ic, 1 + oc % 3, w, oc, 1, POINT, oc % 2 == 0, e));
      }
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("pointwise")
  void pointwise(Layer layer) {
    assertThat(Parity.check(layer.sums(), layer::write)).anyMatch(id -> id.contains("pointwise"));
  }

  private static Stream<Window> windows() {
    return Stream.of(
        square(3, 1, 1),
        square(3, 2, 1),
        square(3, 2, 0),
        square(5, 1, 2),
        square(5, 2, 2),
        square(7, 2, 3),
        square(2, 2, 0),
        new Window(List.of(3, 3), List.of(1, 1), List.of(2, 2), Padding.symmetric(List.of(2, 2))),
        new Window(
            List.of(3, 5), List.of(2, 1), List.of(1, 2), Padding.of(List.of(0, 3), List.of(2, 1))),
        new Window(
            List.of(3, 3), List.of(2, 2), List.of(1, 1), Padding.same(Padding.Mode.SAME_LOWER)),
        new Window(
            List.of(4, 3), List.of(1, 2), List.of(1, 1), Padding.same(Padding.Mode.SAME_UPPER)));
  }

  static Stream<Layer> normal() {
    List<Layer> all = new ArrayList<>();
    windows()
        .forEach(w -> {
          for (int ic : new int[] {1, 3, 8, 17}) {
            int i = all.size();
            Epilogue e = Epilogue.values()[i % 4];
            all.add(
                new Layer(
                    1 + i % 2, ic, 9 + i % 5, 11 + i % 17, 5 + 13 * (i % 6), 1, w, i % 3 > 0, e));
          }
        });
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("normal")
  void normal(Layer layer) {
    assertThat(Parity.check(layer.sums(), layer::write)).anyMatch(id -> id.contains("direct"));
  }

  static Stream<Layer> depthwise() {
    List<Layer> all = new ArrayList<>();
    windows()
        .forEach(w -> {
          for (int c : new int[] {2, 16, 33}) {
            int i = all.size();
            Epilogue e = i % 2 == 0 ? Epilogue.NONE : Epilogue.RELU6;
            all.add(new Layer(1 + i % 2, c, 7 + i % 6, 8 + i % 7, c, c, w, i % 3 > 0, e));
          }
        });
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("depthwise")
  void depthwise(Layer layer) {
    assertThat(Parity.check(layer.sums(), layer::write)).anyMatch(id -> id.contains("dwconv"));
  }

  @ParameterizedTest
  @ValueSource(ints = {7, 14, 30, 57})
  void separable(int size) {
    for (Epilogue first : List.of(Epilogue.NONE, Epilogue.RELU6)) {
      for (Epilogue second : Epilogue.values()) {
        for (int stride : new int[] {1, 2}) {
          int c = 9 + size;
          Layer depthwise = new Layer(2, c, size, size, c, c, square(3, stride, 1), true, first);
          int out = (size - 1) / stride + 1;
          Layer pointwise = new Layer(2, c, out, out, 40, 1, POINT, true, second);
          Set<String> ids =
              Parity.check(
                  c + 9,
                  (b, data) -> {
                    b.input("x", TensorType.of(ElementType.FLOAT32, 2, c, size, size));
                    depthwise.write(b, data, "x", "d");
                    pointwise.write(b, data, "d", "y");
                  });
          assertThat(ids).anyMatch(id -> id.contains("separable"));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 16, 65, 100})
  void linear(int out) {
    for (int rows : new int[] {1, 3, 6, 17}) {
      for (boolean transposed : new boolean[] {true, false}) {
        int in = 37 + rows;
        Set<String> ids =
            Parity.check(
                in,
                (b, data) -> {
                  b.input("x", TensorType.of(ElementType.FLOAT32, rows, in));
                  b.constant(
                      transposed ? data.constant("w", out, in) : data.constant("w", in, out));
                  b.constant(data.constant("b", out));
                  Gemm op = new Gemm(1, 1, false, transposed);
                  b.node("fc", op, List.of("x", "w", "b"), List.of("z"));
                  b.node("relu", Unary.of(Unary.Kind.RELU), List.of("z"), List.of("y"));
                });
        assertThat(ids).anyMatch(id -> id.contains("linear"));
      }
    }
  }
}
