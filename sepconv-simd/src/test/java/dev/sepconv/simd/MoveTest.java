package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.Expand;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Resize;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Tile;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("every-length")
class MoveTest {
  private static void literal(GraphBuilder b, String name, String numbers) {
    b.constant(Constant.of(name, Role.LITERAL, Tensor.vector(Types.longs(numbers))));
  }

  @ParameterizedTest
  @CsvSource({
    "2x17x3x5 2x8x3x5 2x16x3x5, 1",
    "1x24x9x9 1x24x9x9 1x24x9x9 1x24x9x9, 1",
    "1x58x7x7 1x58x7x7, 1",
    "1x480x1x12 1x480x1x12, 1",
    "2x17x3x5 2x17x3x2, -1",
    "2x17x3x5 2x17x1x5, 2",
    "1x17x3x5 3x17x3x5, 0",
    "3x4 3x1, 1",
    "2 5, 0",
    "1x3x5000 1x3x100, 2"
  })
  void concat(String shapes, int axis) {
    String[] s = shapes.split(" ", -1);
    for (int constant : new int[] {-1, 1}) {
      Parity.check(
          1,
          (b, p) -> {
            List<String> in = new ArrayList<>();
            for (int i = 0; i < s.length; i++) {
              in.add("v" + i);
              if (i == constant) {
                b.constant(p.constant("v" + i, Types.longs(s[i])));
              } else {
                b.input("v" + i, Types.floats(s[i]));
              }
            }
            b.node("c", new Concat(axis), in, List.of("y"));
          });
    }
  }

  @Test
  void concatOfAValueWithItself() {
    Parity.check(
        1,
        (b, _) ->
            b.input("x", Types.floats("1x5x3x3"))
                .node("c", new Concat(1), List.of("x", "x"), List.of("y")));
  }

  @ParameterizedTest
  @CsvSource({
    "2x34x3x5, 1, 17 17",
    "1x116x9x9, 1, 58 58",
    "1x40x3x3, 1, 16 8 16",
    "2x17x3x6, 3, 1 2 3",
    "2x17x3x6, 0, 1 1",
    "10, 0, 3 7"
  })
  void split(String shape, int axis, String sizes) {
    Parity.check(
        1,
        (b, _) -> {
          literal(b, "sizes", sizes);
          int n = Types.longs(sizes).length;
          List<String> out = new ArrayList<>(List.of("y"));
          for (int i = 1; i < n; i++) {
            out.add("y" + i);
          }
          b.input("x", Types.floats(shape)).node("s", new Split(axis), List.of("x", "sizes"), out);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "2x34x3x5, 17, 34, 1, 1",
    "2x34x3x5, 3, 20, 1, 1",
    "2x34x7x5, 1, -1, 2, 1",
    "2x34x7x9, 8, 0, 3, -2",
    "2x34x7x9, 1 2, 5 9, 2 3, 1 3",
    "3x1x8x12x15, 1, 2, 0, 1",
    "50, 5, 45, 0, 1"
  })
  void slice(String shape, String starts, String ends, String axes, String steps) {
    Parity.check(
        1,
        (b, _) -> {
          literal(b, "starts", starts);
          literal(b, "ends", ends);
          literal(b, "axes", axes);
          literal(b, "steps", steps);
          b.input("x", Types.floats(shape));
          b.node("s", new Slice(), List.of("x", "starts", "ends", "axes", "steps"), List.of("y"));
        });
  }

  @ParameterizedTest
  @EnumSource(Pad.Mode.class)
  void pad(Pad.Mode mode) {
    for (String pads : List.of("0 0 1 2 0 0 3 1", "0 2 1 0 0 1 0 2", "1 0 0 0 0 0 -1 -1")) {
      Parity.check(
          1,
          (b, _) -> {
            literal(b, "pads", pads);
            b.constant(Constant.of("fill", Role.LITERAL, Tensor.scalar(7)));
            b.input("x", Types.floats("2x5x6x5"));
            b.node("p", new Pad(mode), List.of("x", "pads", "fill"), List.of("y"));
          });
    }
  }

  @Test
  void padsSomeAxesWithZero() {
    Parity.check(
        1,
        (b, _) -> {
          literal(b, "pads", "1 2 3 4");
          literal(b, "axes", "-1 2");
          b.input("x", Types.floats("2x20x6x5"));
          b.node("p", new Pad(Pad.Mode.CONSTANT), List.of("x", "pads", "", "axes"), List.of("y"));
        });
  }

  @ParameterizedTest
  @CsvSource({
    "1x120x12, 0 2 1",
    "1x12x3x8x15, 2 0 3 1 4",
    "1x8x12x15, 0 1 3 2",
    "1x12x8x15, 0 2 1 3",
    "1x1x12x120, 0 3 1 2",
    "2x3x70x65, 0 2 3 1",
    "2x70x65x3, 0 3 1 2",
    "1x130x129, 2 1 0",
    "5x7, 1 0",
    "5x7, 0 1",
    "2x3x4x5x6, 4 3 2 1 0"
  })
  void transpose(String shape, String permutation) {
    List<Integer> axes = Arrays.stream(Types.longs(permutation)).mapToObj(a -> (int) a).toList();
    Parity.check(
        1,
        (b, _) ->
            b.input("x", Types.floats(shape))
                .node("t", new Transpose(axes), List.of("x"), List.of("y")));
  }

  @Test
  void blocksOfPixels() {
    for (int block : new int[] {1, 2, 3}) {
      for (boolean columnRow : new boolean[] {false, true}) {
        Parity.check(
            1,
            (b, _) ->
                b.input("x", Types.floats("2x36x3x5"))
                    .node("d", new DepthToSpace(block, columnRow), List.of("x"), List.of("y")));
      }
      Parity.check(
          1,
          (b, _) ->
              b.input("x", Types.floats("2x5x6x12"))
                  .node("s", new SpaceToDepth(block), List.of("x"), List.of("y")));
    }
  }

  @ParameterizedTest
  @CsvSource({"2x17x3x5, 1 2 3 1", "2x17x3x5, 2 1 1 2", "5, 3"})
  void tile(String shape, String repeats) {
    Parity.check(
        1,
        (b, _) -> {
          literal(b, "r", repeats);
          b.input("x", Types.floats(shape)).node("t", new Tile(), List.of("x", "r"), List.of("y"));
        });
  }

  @ParameterizedTest
  @CsvSource({"2x17x1x5, 2 17 3 5", "1x4x1x1, 2 4 6 7", "3x1, 3 8"})
  void expand(String shape, String dims) {
    Parity.check(
        1,
        (b, _) -> {
          literal(b, "d", dims);
          b.input("x", Types.floats(shape))
              .node("e", new Expand(), List.of("x", "d"), List.of("y"));
        });
  }

  @ParameterizedTest
  @CsvSource({"2x17x3x5, 2, 0 -1 1 1", "2x17x3x5, 1, 3 2 -5", "9x4, 0, 8 0", "9x4, -1, 2"})
  void gather(String shape, int axis, String indices) {
    Parity.check(
        1,
        (b, _) -> {
          literal(b, "i", indices);
          b.input("x", Types.floats(shape));
          b.node("g", new Gather(axis), List.of("x", "i"), List.of("y"));
        });
  }

  @ParameterizedTest
  @EnumSource(
      value = Resize.Coordinates.class,
      mode = EnumSource.Mode.EXCLUDE,
      names = "TF_CROP_AND_RESIZE")
  void resize(Resize.Coordinates coordinates) {
    // What is for nearest neighbours would mix images and channels in other modes.
    boolean nearest = coordinates == Resize.Coordinates.TF_HALF_PIXEL_FOR_NN;
    for (Resize.Mode mode :
        nearest ? new Resize.Mode[] {Resize.Mode.NEAREST} : Resize.Mode.values()) {
      for (String c : List.of("2x19x4x6 1 1 2 2", "1x3x5x7 1 1 1.7 0.6", "1x96x2x3 1 1 8 8")) {
        String[] s = c.split(" ", -1);
        float[] scales = new float[4];
        for (int i = 0; i < 4; i++) {
          scales[i] = Float.parseFloat(s[i + 1]);
        }
        Resize op =
            new Resize(
                mode,
                coordinates,
                Resize.Nearest.FLOOR,
                -0.75f,
                false,
                0,
                false,
                Resize.Aspect.STRETCH,
                List.of());
        Parity.Case write =
            (b, _) -> {
              Tensor t = Tensor.of(Shape.of(4), scales);
              b.constant(Constant.of("scales", Role.LITERAL, t));
              b.input("x", Types.floats(s[0]));
              b.node("r", op, List.of("x", "", "scales"), List.of("y"));
            };
        if (mode == Resize.Mode.NEAREST) {
          Parity.check(1, write);
        } else {
          Parity.checkClose(16, write);
        }
      }
    }
  }

  @Test
  void shapesAlone() {
    Parity.check(
        1,
        (b, _) -> {
          literal(b, "d", "6 -1");
          b.input("x", Types.floats("2x17x3x5"));
          b.node("r", new Reshape(false), List.of("x", "d"), List.of("y"));
        });
    Parity.check(
        1,
        (b, _) ->
            b.input("x", Types.floats("3x200x10x10"))
                .node("f", new Flatten(1), List.of("x"), List.of("y")));
    Parity.check(
        1,
        (b, _) ->
            b.input("x", Types.floats("2x17x3x5"))
                .node("i", new Identity(), List.of("x"), List.of("y")));
  }

  @ParameterizedTest
  @CsvSource({
    "2x116x3x5, 2",
    "1x48x7x7, 2",
    "1x32x2x2, 2",
    "1x4x3x3, 2",
    "2x24x3x5, 3",
    "1x232x9x9, 2"
  })
  void channelShuffle(String shape, long groups) {
    var ids =
        Parity.check(
            1,
            (b, _) -> {
              long[] d = Types.longs(shape);
              b.input("x", Types.floats(shape));
              literal(
                  b, "split", d[0] + " " + groups + " " + d[1] / groups + " " + d[2] + " " + d[3]);
              literal(b, "back", shape);
              b.node("a", new Reshape(false), List.of("x", "split"), List.of("u"));
              b.node("b", new Transpose(List.of(0, 2, 1, 3, 4)), List.of("u"), List.of("v"));
              b.node("c", new Reshape(false), List.of("v", "back"), List.of("y"));
            });
    assertThat(ids).hasSize(1);
  }

  @Test
  void aShuffleIsOneStepOfAPlan() {
    GraphBuilder b = new GraphBuilder("shuffle", Reference.EVALUATOR);
    b.input("x", Types.floats("1x4x1x2"));
    literal(b, "split", "1 2 2 1 2");
    literal(b, "back", "1 4 1 2");
    b.node("n", new Unary(Unary.Kind.NEG, 0, 0), List.of("x"), List.of("t"));
    b.node("a", new Reshape(false), List.of("t", "split"), List.of("u"));
    b.node("b", new Transpose(List.of(0, 2, 1, 3, 4)), List.of("u"), List.of("v"));
    b.node("c", new Reshape(false), List.of("v", "back"), List.of("w"));
    b.node("m", new Unary(Unary.Kind.NEG, 0, 0), List.of("w"), List.of("y"));
    var model = new CpuBackend(1).compile(b.build(List.of("y")));
    assertThat(model.plan(Map.of()).steps().stream().filter(s -> s.work().nodes().size() == 3))
        .hasSize(1);
    float[] x = {1, 2, 3, 4, 5, 6, 7, 8};
    assertThat(model.run(Tensor.of(Shape.of(1, 4, 1, 2), x)).floats())
        .containsExactly(1, 2, 5, 6, 3, 4, 7, 8);
  }

  @Test
  void graphsOfNothingButMovesHaveNoReference() {
    GraphBuilder b = new GraphBuilder("moves", Reference.EVALUATOR);
    b.input("x", Types.floats("1x8x4x4"));
    b.node("t", new Transpose(List.of(0, 2, 3, 1)), List.of("x"), List.of("a"));
    b.node("f", new Flatten(1), List.of("a"), List.of("y"));
    Graph g = b.build(List.of("y"));
    var plan = new CpuBackend(1).compile(g).plan(Map.of());
    assertThat(plan.steps()).extracting(s -> s.kernel()).containsExactly("f32-permute", "f32-copy");
  }
}
