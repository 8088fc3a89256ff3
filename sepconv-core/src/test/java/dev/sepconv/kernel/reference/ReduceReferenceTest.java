package dev.sepconv.kernel.reference;

import static dev.sepconv.kernel.reference.Run.floats;
import static dev.sepconv.kernel.reference.Run.iota;
import static dev.sepconv.kernel.reference.Run.longs;
import static dev.sepconv.kernel.reference.Run.run;
import static dev.sepconv.kernel.reference.Run.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.graph.op.DequantizeLinear;
import dev.sepconv.graph.op.NonMaxSuppression;
import dev.sepconv.graph.op.QuantizeLinear;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.TopK;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Reductions, order, quantization and detection.
class ReduceReferenceTest {
  @ParameterizedTest
  @CsvSource({
    "SUM, -2, 9",
    "MEAN, -1, 4.5",
    "MAX, 1, 5",
    "MIN, -3, 4",
    "PROD, -3, 20",
    "L1, 4, 9",
    "L2, 3.1622777, 6.4031243",
    "SUM_SQUARE, 10, 41",
    "LOG_SUM_EXP, 1.0181500, 5.3132615"
  })
  void reductions(Reduce.Kind kind, float first, float second) {
    Tensor x = floats(Shape.of(2, 2), 1, -3, 4, 5);

    Tensor y = run(new Reduce(kind, false, false), x, Tensor.vector(-1));

    assertThat(y.shape()).isEqualTo(Shape.of(2));
    assertThat(y.floats()).containsExactly(new float[] {first, second}, within(1e-5f));
  }

  @Test
  void axesMayBeAnyOrNone() {
    Tensor x = iota(2, 3, 4);
    Reduce keep = new Reduce(Reduce.Kind.SUM, true, false);

    assertThat(run(keep, x).shape()).isEqualTo(Shape.of(1, 1, 1));
    assertThat(run(keep, x).floats()).containsExactly(276);
    Tensor two = run(new Reduce(Reduce.Kind.SUM, false, false), x, Tensor.vector(0, 2));
    assertThat(two.floats()).containsExactly(60, 92, 124);
    assertThat(run(keep, x, Tensor.vector(1)).shape()).isEqualTo(Shape.of(2, 1, 4));
    assertThat(run(new Reduce(Reduce.Kind.SUM, true, true), x, Tensor.vector())).isEqualTo(x);
  }

  @Test
  void exponentialsDoNotOverflow() {
    Reduce op = new Reduce(Reduce.Kind.LOG_SUM_EXP, false, false);

    assertThat(run(op, vector(1000, 1000)).floats()[0]).isEqualTo((float) (1000 + Math.log(2)));
    assertThat(run(op, vector(Double.NEGATIVE_INFINITY)).floats()[0])
        .isEqualTo(Float.NEGATIVE_INFINITY);
  }

  @ParameterizedTest
  @CsvSource({"SUM, 0", "PROD, 1", "MAX, -Infinity", "MIN, Infinity", "LOG_SUM, -Infinity"})
  void nothingReducesToTheNeutralElement(Reduce.Kind kind, float expected) {
    Tensor x = Tensor.zeros(ElementType.FLOAT32, Shape.of(2, 0));

    assertThat(run(new Reduce(kind, false, false), x, Tensor.vector(1)).floats())
        .containsExactly(expected, expected);
  }

  @Test
  void integersAreReducedExactly() {
    long big = 1L << 60;
    Tensor x = Tensor.vector(big, 1, -big);

    assertThat(run(new Reduce(Reduce.Kind.SUM, false, false), x).getLong(0)).isEqualTo(1);
    assertThat(run(new Reduce(Reduce.Kind.MIN, false, false), x).getLong(0)).isEqualTo(-big);
    assertThat(run(new Reduce(Reduce.Kind.MEAN, false, false), Tensor.vector(1, 2)).getLong(0))
        .isEqualTo(1);
    Tensor unsigned = longs(ElementType.UINT8, 200, 100);
    assertThat(run(new Reduce(Reduce.Kind.MAX, false, false), unsigned).getLong(0)).isEqualTo(200);
  }

  @Test
  void firstOrLastOfEqualElements() {
    Tensor x = floats(Shape.of(2, 3), 5, 1, 5, 0, 0, 0);

    assertThat(run(new ArgReduce(true, 1, false, false), x).toLongs()).containsExactly(0, 0);
    assertThat(run(new ArgReduce(true, -1, true, true), x).toLongs()).containsExactly(2, 2);
    assertThat(run(new ArgReduce(false, 0, false, false), x).toLongs()).containsExactly(1, 1, 1);
  }

  @Test
  void topElementsKeepTheOrderOfEquals() {
    Tensor x = floats(Shape.of(2, 4), 1, 3, 3, 2, 9, 9, 9, 9);

    List<Tensor> top = Run.outputs(2, new TopK(-1, true, true), x, Tensor.vector(3));
    List<Tensor> low = Run.outputs(2, new TopK(1, false, true), x, Tensor.vector(2));

    assertThat(top.get(0).floats()).containsExactly(3, 3, 2, 9, 9, 9);
    assertThat(top.get(1).toLongs()).containsExactly(1, 2, 3, 0, 1, 2);
    assertThat(low.get(1).toLongs()).containsExactly(0, 3, 0, 1);
    List<Tensor> columns = Run.outputs(2, new TopK(0, true, true), x, Tensor.vector(1));
    assertThat(columns.get(1).toLongs()).containsExactly(1, 1, 1, 1);
  }

  @Test
  void quantizationRoundsToEvenAndSaturates() {
    Tensor x = vector(-5, 0.5, 1.5, 300);
    Tensor scale = Tensor.scalar(1);

    assertThat(run(new QuantizeLinear(1), x, scale).toLongs()).containsExactly(0, 0, 2, 255);
    Tensor zero = longs(ElementType.INT8, 3);
    Tensor q = run(new QuantizeLinear(1), x, scale, zero);
    assertThat(q.toLongs()).containsExactly(-2, 3, 5, 127);
    assertThat(run(new DequantizeLinear(1), q, scale, zero).floats())
        .containsExactly(-5, 0, 2, 124);
    Tensor wide = run(new QuantizeLinear(1), vector(1e9, -1e9), scale, longs(ElementType.INT16, 0));
    assertThat(wide.toLongs()).containsExactly(32767, -32768);
  }

  @Test
  void quantizationPerChannel() {
    Tensor x = floats(Shape.of(1, 2, 2), 10, 20, 10, 20);
    Tensor zero = longs(ElementType.UINT8, 0, 100);

    Tensor q = run(new QuantizeLinear(1), x, vector(1, 10), zero);

    assertThat(q.toLongs()).containsExactly(10, 20, 101, 102);
    assertThat(run(new DequantizeLinear(-2), q, vector(1, 10), zero)).isEqualTo(x);
    assertThatThrownBy(() -> run(new QuantizeLinear(0), x, vector(1, 10), zero))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("scale float32[2] does not fit axis 0 of input float32[1, 2, 2]");
  }

  @Test
  void boxesThatOverlapABetterOneAreDropped() {
    Tensor boxes =
        floats(Shape.of(1, 4, 4), 0, 0, 1, 1, 0, 0.1, 1, 1.1, 0, 10, 1, 11, 1, 11.1, 0, 10.1);
    Tensor scores = floats(Shape.of(1, 1, 4), 0.8, 0.9, 0.5, 0.5);
    Tensor most = Tensor.vector(3);
    Tensor half = Tensor.scalar(0.5f);

    Tensor y = run(new NonMaxSuppression(false), boxes, scores, most, half, Tensor.scalar(0));

    // Corners in either order; of equal scores the lower index wins.
    assertThat(y.toLongs()).containsExactly(0, 0, 1, 0, 0, 2);
    assertThat(run(new NonMaxSuppression(false), boxes, scores).shape()).isEqualTo(Shape.of(0, 3));
    Tensor strict =
        run(new NonMaxSuppression(false), boxes, scores, most, half, Tensor.scalar(0.6f));
    assertThat(strict.toLongs()).containsExactly(0, 0, 1);
  }

  @Test
  void boxesByCentre() {
    Tensor boxes = floats(Shape.of(1, 2, 4), 0, 0, 2, 2, 0, 0.5, 2, 2);
    Tensor scores = floats(Shape.of(1, 2, 2), 1, 2, 2, 1);
    List<Optional<Tensor>> in =
        List.of(Optional.of(boxes), Optional.of(scores), Optional.of(Tensor.vector(9)));

    Tensor y = Reference.run(new NonMaxSuppression(true), in, 1).get(0);

    assertThat(y.toLongs()).containsExactly(0, 0, 1, 0, 1, 0);
  }
}
