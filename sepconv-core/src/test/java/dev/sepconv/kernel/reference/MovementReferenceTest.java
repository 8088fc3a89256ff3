package dev.sepconv.kernel.reference;

import static dev.sepconv.kernel.reference.Run.floats;
import static dev.sepconv.kernel.reference.Run.iota;
import static dev.sepconv.kernel.reference.Run.longs;
import static dev.sepconv.kernel.reference.Run.run;
import static dev.sepconv.kernel.reference.Run.vector;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.ConstantOfShape;
import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Expand;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.GatherElements;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Range;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Size;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Tile;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MovementReferenceTest {
  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyElementTypeMoves(ElementType t) {
    Tensor x = longs(t, 1, 0, 1, 1, 0, 0).reshape(Shape.of(2, 3));

    Tensor y = run(new Transpose(List.of(1, 0)), x);

    assertThat(y.element()).isEqualTo(t);
    assertThat(y.toLongs()).containsExactly(1, 1, 0, 0, 1, 0);
    List<Tensor> parts = Run.outputs(3, new Split(1), x);
    assertThat(run(new Concat(-1), parts.toArray(Tensor[]::new))).isEqualTo(x);
  }

  @Test
  void transposesCompose() {
    Tensor x = iota(2, 3, 4, 5);
    Tensor there = run(new Transpose(List.of(2, 0, 3, 1)), x);

    assertThat(there.shape()).isEqualTo(Shape.of(4, 2, 5, 3));
    assertThat(run(new Transpose(List.of(1, 3, 0, 2)), there)).isEqualTo(x);
    // Index (i, j, k, l) of the result is (j, l, i, k) of the input.
    assertThat(there.getDouble(((3 * 2 + 1) * 5 + 4) * 3 + 2)).isEqualTo(((3 + 2) * 4 + 3) * 5 + 4);
  }

  @Test
  void indicesCountFromTheEndToo() {
    Tensor x = iota(3, 2);
    Tensor i = Tensor.vector(-1, 0);

    assertThat(run(new Gather(0), x, i).floats()).containsExactly(4, 5, 0, 1);
    assertThat(run(new Gather(1), x, i).floats()).containsExactly(1, 0, 3, 2, 5, 4);
    Tensor scalar = i.reshape(Shape.of(1, 2));
    assertThat(run(new Gather(0), x, scalar).shape()).isEqualTo(Shape.of(1, 2, 2));
    assertThat(run(new GatherElements(0), x, scalar).floats()).containsExactly(4, 1);
    assertThatThrownBy(() -> run(new Gather(0), x, Tensor.vector(3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("Gather: index 3 is outside axis 0 of data of shape 3x2");
    assertThatThrownBy(() -> run(new GatherElements(1), x, iotaLongs(1, 3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("index 2 is outside axis 1");
  }

  private static Tensor iotaLongs(int rows, int columns) {
    long[] data = new long[rows * columns];
    for (int i = 0; i < data.length; i++) {
      data[i] = i;
    }
    return Tensor.of(Shape.of(rows, columns), data);
  }

  @Test
  void slicesStepEitherWay() {
    Tensor x = iota(2, 5);
    Tensor axis = Tensor.vector(-1);

    assertThat(slice(x, 1, 4, axis, 2).floats()).containsExactly(1, 3, 6, 8);
    assertThat(slice(x, -1, Long.MIN_VALUE / 2, axis, -2).floats())
        .containsExactly(4, 2, 0, 9, 7, 5);
    assertThat(slice(x, 3, Long.MAX_VALUE, axis, 1).floats()).containsExactly(3, 4, 8, 9);
    assertThat(slice(x, 4, 2, axis, 1).shape()).isEqualTo(Shape.of(2, 0));
    assertThat(slice(x, 0, 5, axis, 1_000_000_000_000L).floats()).containsExactly(0, 5);
  }

  private static Tensor slice(Tensor x, long start, long end, Tensor axes, long step) {
    return run(new Slice(), x, Tensor.vector(start), Tensor.vector(end), axes, Tensor.vector(step));
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTANT, 2, 1, '9 9 0 1 2 9'",
    "EDGE, 2, 1, '0 0 0 1 2 2'",
    "REFLECT, 2, 1, '2 1 0 1 2 1'",
    "REFLECT, 5, 0, '1 0 1 2 1 0 1 2'",
    "WRAP, 2, 4, '1 2 0 1 2 0 1 2 0'",
    "CONSTANT, -1, 2, '1 2 9 9'",
    "CONSTANT, -2, -1, ''",
    "EDGE, 2, -1, '0 0 0 1'"
  })
  void padding(Pad.Mode mode, long begin, long end, String expected) {
    Tensor y = run(new Pad(mode), iota(3), Tensor.vector(begin, end), Tensor.scalar(9));

    StringBuilder text = new StringBuilder();
    for (float f : y.floats()) {
      text.append(text.isEmpty() ? "" : " ").append((int) f);
    }
    assertThat(text.toString()).isEqualTo(expected);
  }

  @Test
  void paddingOfSomeAxes() {
    Tensor y =
        run(
            new Pad(Pad.Mode.CONSTANT),
            iota(1, 2),
            Tensor.vector(1, 0),
            Tensor.scalar(7),
            Tensor.vector(-2));

    assertThat(y.shape()).isEqualTo(Shape.of(2, 2));
    assertThat(y.floats()).containsExactly(7, 7, 0, 1);
  }

  @Test
  void blocksOfPixels() {
    Tensor x = iota(1, 8, 1, 1);

    assertThat(run(new DepthToSpace(2, false), x).floats()).containsExactly(0, 2, 4, 6, 1, 3, 5, 7);
    assertThat(run(new DepthToSpace(2, true), x).floats()).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    Tensor image = iota(2, 3, 4, 6);
    assertThat(run(new DepthToSpace(2, false), run(new SpaceToDepth(2), image))).isEqualTo(image);
  }

  @Test
  void repetition() {
    assertThat(run(new Tile(), iota(1, 2), Tensor.vector(2, 2)).floats())
        .containsExactly(0, 1, 0, 1, 0, 1, 0, 1);
    assertThat(run(new Expand(), floats(Shape.of(2, 1), 1, 2), Tensor.vector(3, 1, 2)).floats())
        .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 1, 1, 2, 2);
    assertThat(run(new Tile(), iota(2), Tensor.vector(0)).size()).isZero();
  }

  @Test
  void shapes() {
    Tensor x = iota(2, 3, 4);

    assertThat(run(ShapeOf.ALL, x)).isEqualTo(Tensor.vector(2, 3, 4));
    assertThat(run(new ShapeOf(-2, -1), x)).isEqualTo(Tensor.vector(3));
    assertThat(run(new Size(), x).getLong(0)).isEqualTo(24);
    assertThat(run(new Reshape(false), x, Tensor.vector(0, -1)).shape()).isEqualTo(Shape.of(2, 12));
    assertThat(run(new Flatten(2), x).shape()).isEqualTo(Shape.of(6, 4));
    Tensor wide = run(new Unsqueeze(), x, Tensor.vector(0, -1));
    assertThat(wide.shape()).isEqualTo(Shape.of(1, 2, 3, 4, 1));
    assertThat(run(new Squeeze(), wide)).isEqualTo(x);
    assertThat(run(new Squeeze(), wide, Tensor.vector(-1)).shape()).isEqualTo(Shape.of(1, 2, 3, 4));
    assertThat(run(new ConstantOfShape(Tensor.vector(7)), Tensor.vector(2, 1)))
        .isEqualTo(Tensor.of(Shape.of(2, 1), new long[] {7, 7}));
  }

  @Test
  void ranges() {
    assertThat(run(new Range(), one(10), one(4), one(-3))).isEqualTo(Tensor.vector(10, 7));
    assertThat(run(new Range(), one(1), one(1), one(1)).size()).isZero();
    assertThat(run(new Range(), Tensor.scalar(1), Tensor.scalar(2.1f), Tensor.scalar(0.5f)))
        .isEqualTo(vector(1, 1.5, 2));
  }

  private static Tensor one(long value) {
    return Tensor.of(Shape.SCALAR, new long[] {value});
  }

  @Test
  void nothingIsDropped() {
    List<Tensor> out = Run.outputs(2, new Dropout(0.5f), iota(2));

    assertThat(out.get(0)).isEqualTo(iota(2));
    assertThat(out.get(1)).isEqualTo(longs(ElementType.BOOL, 1, 1));
  }

  @Test
  void unequalParts() {
    List<Tensor> given = Run.outputs(2, new Split(0), iota(5), Tensor.vector(4, 1));
    List<Tensor> equal = Run.outputs(3, new Split(0), iota(7));

    assertThat(given.get(1).floats()).containsExactly(4);
    assertThat(equal.stream().map(Tensor::size)).containsExactly(3, 3, 1);
  }
}
