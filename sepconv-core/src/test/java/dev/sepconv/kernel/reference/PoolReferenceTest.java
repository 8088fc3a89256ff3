package dev.sepconv.kernel.reference;

import static dev.sepconv.kernel.reference.Run.floats;
import static dev.sepconv.kernel.reference.Run.iota;
import static dev.sepconv.kernel.reference.Run.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Pools and normalisations.
class PoolReferenceTest {
  private static final Offset<Double> TIGHT = Offset.offset(1e-6);

  private static Window window(int kernel, int stride, int pad) {
    return Window.of(List.of(kernel), List.of(stride), List.of(pad));
  }

  private static Tensor line(double... values) {
    return floats(Shape.of(1, 1, values.length), values);
  }

  @Test
  void ceilAddsThePartialWindow() {
    Tensor x = line(1, 2, 3, 4, 5);
    Pool floor = new Pool(Pool.Kind.MAX, window(2, 2, 0), false, false, 2, false);
    Pool ceil = new Pool(Pool.Kind.MAX, window(2, 2, 0), true, false, 2, false);

    assertThat(run(floor, x).floats()).containsExactly(2, 4);
    assertThat(run(ceil, x).floats()).containsExactly(2, 4, 5);
    Pool average = new Pool(Pool.Kind.AVERAGE, window(2, 2, 0), true, true, 2, false);
    assertThat(run(average, x).floats()).containsExactly(1.5f, 3.5f, 5);
  }

  @Test
  void aWindowThatStartsInTheTrailingPaddingDoesNotCount() {
    // Of 2 elements padded by 1 + 1 the third window of stride 2 would begin in the padding.
    Pool pool = new Pool(Pool.Kind.AVERAGE, window(1, 2, 1), true, false, 2, false);

    assertThat(run(pool, line(1, 2)).shape()).isEqualTo(Shape.of(1, 1, 2));
  }

  @Test
  void averagesCountPaddingOnlyIfAsked() {
    Tensor x = line(2, 4, 6);

    assertThat(run(Pool.average(window(3, 1, 1), false), x).floats()).containsExactly(3, 4, 5);
    assertThat(run(Pool.average(window(3, 1, 1), true), x).floats()).containsExactly(2, 4, 10 / 3f);
  }

  @Test
  void maximaOfNegativeNumbersIgnorePadding() {
    Pool pool = new Pool(Pool.Kind.MAX, window(3, 2, 1), false, false, 2, false);

    assertThat(run(pool, line(-3, -2, -5, -7)).floats()).containsExactly(-2, -2);
  }

  @Test
  void indicesPointIntoTheWholeInput() {
    Tensor x = floats(Shape.of(1, 2, 2, 3), 1, 9, 2, 3, 4, 5, 7, 0, 7, 0, 7, 0);
    Window all = Window.of(List.of(2, 3), List.of(1, 1), List.of(0, 0));

    List<Tensor> rows = Run.outputs(2, new Pool(Pool.Kind.MAX, all, false, false, 2, false), x);
    List<Tensor> columns = Run.outputs(2, new Pool(Pool.Kind.MAX, all, false, false, 2, true), x);

    assertThat(rows.get(0).floats()).containsExactly(9, 7);
    // Of the equal sevens the first counts.
    assertThat(rows.get(1).toLongs()).containsExactly(1, 6);
    assertThat(columns.get(1).toLongs()).containsExactly(2, 6);
  }

  @Test
  void dilationSkipsElements() {
    Window dilated = new Window(List.of(2), List.of(1), List.of(3), Padding.none(1));

    assertThat(run(Pool.max(dilated), line(9, 1, 2, 3, 8)).floats()).containsExactly(9, 8);
  }

  @Test
  void normsOfWindowsAndPlanes() {
    Pool two = new Pool(Pool.Kind.LP, window(2, 2, 0), false, false, 2, false);
    Pool one = new Pool(Pool.Kind.LP, window(2, 2, 0), false, false, 1, false);
    Tensor x = line(3, -4, -6, 8);

    assertThat(run(two, x).floats()).containsExactly(5, 10);
    assertThat(run(one, x).floats()).containsExactly(7, 14);
    assertThat(run(new GlobalPool(Pool.Kind.LP, 3), line(1, -2)).getDouble(0))
        .isEqualTo((float) Math.cbrt(9));
    assertThat(run(GlobalPool.AVERAGE, iota(1, 2, 2, 2)).floats()).containsExactly(1.5f, 5.5f);
    assertThat(run(new GlobalPool(Pool.Kind.MAX, 2), iota(1, 2, 2, 2)).floats())
        .containsExactly(3, 7);
  }

  @Test
  void threeSpatialAxes() {
    Window cube = Window.of(List.of(2, 2, 2), List.of(2, 2, 2), List.of(0, 0, 0));

    assertThat(run(Pool.average(cube, false), iota(1, 1, 2, 2, 4)).floats())
        .containsExactly(6.5f, 8.5f);
  }

  @Test
  void batchNormalizationUsesTheGivenStatistics() {
    BatchNormalization op = new BatchNormalization(0);
    Tensor x = floats(Shape.of(1, 2, 2), 1, 2, 3, 4);
    Tensor y =
        run(op, x, Run.vector(1, 2), Run.vector(0, 10), Run.vector(1, 3), Run.vector(4, 0.25));

    assertThat(y.floats()).containsExactly(0, 0.5f, 10, 14);
    Tensor one = Run.vector(1);
    assertThat(run(op, Run.vector(1, 2, 3), one, one, one, one).floats()).containsExactly(1, 2, 3);
  }

  @Test
  void instanceNormalizationUsesItsOwnStatistics() {
    Tensor x = floats(Shape.of(2, 1, 2), 1, 3, 10, 30);

    Tensor y = run(new InstanceNormalization(0), x, Run.vector(2), Run.vector(1));

    assertThat(y.floats()).containsExactly(-1, 3, -1, 3);
  }

  @Test
  void responsesAreNormalizedOverNeighbouringChannels() {
    Tensor x = floats(Shape.of(1, 4, 1), 1, 2, 3, 4);

    // An even size takes one channel more after than before.
    Tensor y = run(new Lrn(2, 2, 1, 1), x);

    double[] squares = {5, 13, 25, 16};
    for (int i = 0; i < 4; i++) {
      assertThat(y.getDouble(i)).isCloseTo((i + 1) / (1 + squares[i]), TIGHT);
    }
  }

  @Test
  void softmaxSumsToOneAlongItsAxis() {
    Tensor x = floats(Shape.of(2, 2), 0, Math.log(3), 1000, 1000);

    assertThat(run(new Softmax(-1, false, false), x).floats())
        .containsExactly(new float[] {0.25f, 0.75f, 0.5f, 0.5f}, within(1e-6f));
    assertThat(run(new Softmax(1, false, true), x).toDoubles()[2]).isCloseTo(-Math.log(2), TIGHT);
    Tensor columns = run(new Softmax(0, false, false), x);
    assertThat(columns.getDouble(0) + columns.getDouble(2)).isCloseTo(1, TIGHT);
    Tensor together = run(new Softmax(0, true, false), floats(Shape.of(2, 2), 1, 1, 1, 1));
    assertThat(together.floats()).containsExactly(0.25f, 0.25f, 0.25f, 0.25f);
  }
}
