package dev.sepconv.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.ConstantOfShape;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.Expand;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.NonMaxSuppression;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Padding;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Range;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Size;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Tile;
import dev.sepconv.graph.op.TopK;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ShapeInferenceTest {
  private static final Conv CONV3 =
      new Conv(Window.of(List.of(3, 3), List.of(2, 2), List.of(1, 1)), 1);

  /// A builder whose inputs are written like `N 3 8 8`; `i:` in front makes one int64.
  private static GraphBuilder graph(Object... inputs) {
    GraphBuilder b = new GraphBuilder("test", Reference.EVALUATOR);
    for (int i = 0; i < inputs.length; i++) {
      String name = "x" + i;
      if (inputs[i] instanceof Tensor t) {
        b.constant(Constant.of(name, Constant.Role.LITERAL, t));
      } else {
        b.input(name, type(inputs[i].toString()));
      }
    }
    return b;
  }

  private static TensorType type(String text) {
    boolean integer = text.startsWith("i:");
    List<Dim> dims = new ArrayList<>();
    for (String d : text.replace("i:", "").split(" ", -1)) {
      if (!d.isEmpty()) {
        dims.add(Character.isDigit(d.charAt(0)) ? Dim.of(Long.parseLong(d)) : Dim.symbol(d));
      }
    }
    return TensorType.of(integer ? ElementType.INT64 : ElementType.FLOAT32, dims);
  }

  private static Window window(int kernel, int stride, int pad) {
    return Window.of(List.of(kernel, kernel), List.of(stride, stride), List.of(pad, pad));
  }

  private static Tensor longs(long... values) {
    return Tensor.vector(values);
  }

  private static Window same(int stride) {
    return new Window(
        List.of(3, 3),
        List.of(stride, stride),
        List.of(1, 1),
        Padding.same(Padding.Mode.SAME_UPPER));
  }

  static Stream<Arguments> inferred() {
    Pool ceil = new Pool(Pool.Kind.MAX, window(3, 2, 0), true, false, 2, false);
    return Stream.of(
        infers("float32[N, 8, 112, 112]", CONV3, "N 3 224 224", "8 3 3 3"),
        infers("float32[N, 8, ?, ?]", CONV3, "N 3 H W", "8 3 3 3"),
        infers("float32[N, 8, H, W]", new Conv(window(3, 1, 1), 1), "N 3 H W", "8 3 3 3", "8"),
        infers("float32[N, 6, 5, 3]", new Conv(same(2), 3), "N 3 9 6", "6 1 3 3"),
        infers(
            "float32[N, 2, 17, 15]",
            new ConvTranspose(window(3, 2, 1), List.of(0, 0), List.of(), 1),
            "N 3 9 8",
            "3 2 3 3"),
        infers(
            "float32[N, 2, 20, 16]",
            new ConvTranspose(window(3, 2, 1), List.of(0, 0), List.of(20, 16), 1),
            "N 3 9 8",
            "3 2 3 3"),
        infers("float32[N, 4, 3, 3]", Pool.max(window(2, 2, 0)), "N 4 7 6"),
        infers("float32[N, 4, 3, 3]", ceil, "N 4 7 6"),
        infers("float32[N, 4, 1, 1]", GlobalPool.AVERAGE, "N 4 H W"),
        infers("float32[N, 4, 7]", new BatchNormalization(0), "N 4 7", "4", "4", "4", "4"),
        infers("float32[N, 10]", Gemm.LINEAR, "N 64", "10 64", "10"),
        infers("float32[B, 2, 5, 7]", new MatMul(), "B 1 5 3", "2 3 7"),
        infers("float32[N, 4, 5]", Binary.ADD, "N 1 5", "4 1"),
        infers("bool[N, 3]", new Binary(Binary.Kind.LESS), "N 3", "3"),
        infers("int32[N, 3]", new Cast(ElementType.INT32), "N 3"),
        infers("bool[N]", Unary.of(Unary.Kind.IS_NAN), "N"),
        infers("float32[N, 12, 4]", new Concat(1), "N 4 4", "N 8 4"),
        infers("float32[N, 24]", new Flatten(1), "N 2 3 4"),
        infers("float32[2*N, 12]", new Flatten(2), "N 2 3 4"),
        infers("float32[4, N, 3]", new Transpose(List.of(2, 0, 1)), "N 3 4"),
        infers("float32[N, 12]", new Reshape(false), "N 3 4", longs(0, -1)),
        infers("float32[3*N, 4]", new Reshape(false), "N 3 4", longs(-1, 4)),
        infers("float32[1, N, 3]", new Unsqueeze(), "N 3", longs(0)),
        infers("float32[N, 3]", new Squeeze(), "N 1 3 1", longs(1, -1)),
        infers("float32[N, 2, 4]", new Gather(1), "N 3 4", longs(0, 2)),
        infers(
            "float32[N, 2]",
            new Slice(),
            "N 5",
            longs(1),
            longs(Long.MAX_VALUE),
            longs(1),
            longs(2)),
        infers("float32[N, 3, 6]", new Pad(Pad.Mode.EDGE), "N 3 4", longs(0, 0, 1, 0, 0, 1)),
        infers("float32[2*N, 9]", new Tile(), "N 3", longs(2, 3)),
        infers("float32[N, 3]", new Expand(), "N 1", longs(1, 3)),
        infers("float32[N, 1, 6, 8]", new DepthToSpace(2, false), "N 4 3 4"),
        infers("float32[N, 4, 3, 4]", new SpaceToDepth(2), "N 1 6 8"),
        infers("float32[N, 1]", new Reduce(Reduce.Kind.MEAN, true, false), "N 5", longs(-1)),
        infers("float32[]", new Reduce(Reduce.Kind.SUM, false, false), "N 5"),
        infers("int64[N]", new ArgReduce(true, 1, false, false), "N 5"),
        infers("int64[2]", ShapeOf.ALL, "N 5"),
        infers("int64[]", new Size(), "N 5"),
        infers("float32[2, 3]", new ConstantOfShape(Tensor.scalar(0)), longs(2, 3)),
        infers("int64[4]", new Range(), scalar(1), scalar(8), scalar(2)),
        infers("int64[?, 3]", new NonMaxSuppression(false), "1 N 4", "1 2 N"));
  }

  private static Tensor scalar(long value) {
    return Tensor.of(Shape.SCALAR, new long[] {value});
  }

  private static Arguments infers(String expected, Op op, Object... inputs) {
    return Arguments.of(op, Arrays.asList(inputs), expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @MethodSource
  void inferred(Op op, List<Object> inputs, String expected) {
    GraphBuilder b = graph(inputs.toArray());
    List<String> names =
        Stream.iterate(0, i -> i + 1).limit(inputs.size()).map(i -> "x" + i).toList();

    b.node("op", op, names, List.of("y"));

    assertThat(b.type("y").toString()).isEqualTo(expected);
  }

  static Stream<Arguments> refused() {
    return Stream.of(
        refuses(
            "input float32[N, 4, 8, 8] has 4 channels, but weights float32[8, 3, 3, 3]"
                + " with groups=1 take 3",
            CONV3,
            "N 4 8 8",
            "8 3 3 3"),
        refuses(
            "3 output channels cannot be divided into 2 groups",
            new Conv(window(3, 1, 1), 2),
            "N 4 8 8",
            "3 2 3 3"),
        refuses(
            "kernel [3, 3] does not match weights float32[8, 3, 5, 5]",
            CONV3,
            "N 3 8 8",
            "8 3 5 5"),
        refuses(
            "bias float32[7] does not match 8 output channels", CONV3, "N 3 8 8", "8 3 3 3", "7"),
        refuses(
            "a window of 3 (dilated 3) does not fit spatial axis 1 of size 2 padded by 0 + 0",
            Pool.max(window(3, 1, 0)),
            "N 3 8 2"),
        refuses("shapes float32[4, 3] and float32[4] do not broadcast", Binary.ADD, "4 3", "4"),
        refuses(
            "inputs float32[4] and int64[4] have different element types", Binary.MUL, "4", "i:4"),
        refuses(
            "inputs float32[2, 3] and float32[4, 5] have inner dimensions 3 and 4",
            new MatMul(),
            "2 3",
            "4 5"),
        refuses(
            "input 0 float32[N, 4] and input 1 float32[N, 5] differ on axis 1, which is not the"
                + " axis of concatenation (0)",
            new Concat(0),
            "N 4",
            "N 5"),
        refuses(
            "input float32[2, 3] with 6 elements cannot have shape [4, 2]",
            new Reshape(false),
            "2 3",
            longs(4, 2)),
        refuses(
            "input float32[2, 3] cannot be divided into shape [4, 1]",
            new Reshape(false),
            "2 3",
            longs(4, -1)),
        refuses("axis 3 is outside a tensor of rank 2", new ArgReduce(true, 3, true, false), "2 3"),
        refuses(
            "k is 4, but axis 1 of input float32[2, 3] is shorter",
            new TopK(1, true, true),
            "2 3",
            longs(4)),
        refuses("sizes [1, 3] are given for 1 outputs", new Split(0), "4", longs(1, 3)),
        refuses("axis 1 of input float32[N, 3] is not of size 1", new Squeeze(), "N 3", longs(1)),
        refuses(
            "perm [0, 0] is no permutation of the axes of input float32[2, 3]",
            new Transpose(List.of(0, 0)),
            "2 3"),
        refuses("input 1 is required, but absent", CONV3, "1 3 8 8"));
  }

  private static Arguments refuses(String message, Op op, Object... inputs) {
    return Arguments.of(op, Arrays.asList(inputs), message);
  }

  @ParameterizedTest(name = "{0} of {1}")
  @MethodSource
  void refused(Op op, List<Object> inputs, String message) {
    GraphBuilder b = graph(inputs.toArray());
    List<String> names =
        Stream.iterate(0, i -> i + 1).limit(inputs.size()).map(i -> "x" + i).toList();

    assertThatThrownBy(() -> b.node("features.0", op, names, List.of("y")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("layer features.0 (" + op.type() + "): " + message);
  }

  @Test
  void aSymbolicBatchSurvivesShapeArithmetic() {
    GraphBuilder b = graph("N 8 4 4", longs(0), longs(-1), longs(2));
    b.node("shape", ShapeOf.ALL, List.of("x0"), List.of("s"));
    b.node("gather", new Gather(0), List.of("s", "x1"), List.of("n"));
    b.node("twice", Binary.MUL, List.of("n", "x3"), List.of("n2"));
    b.node("concat", new Concat(0), List.of("n2", "x2"), List.of("dims"));
    b.node("reshape", new Reshape(false), List.of("x0", "dims"), List.of("y"));

    assertThat(b.type("y").toString()).isEqualTo("float32[2*N, 64]");
    Graph bound = b.build(List.of("y")).withInputs(Map.of("x0", type("3 8 4 4")));
    assertThat(bound.type("y").toString()).isEqualTo("float32[6, 64]");
  }

  @Test
  void knownShapesAreComputed() {
    GraphBuilder b = graph("N 8 4 6", longs(2), longs(4), longs(2), longs(-1));
    b.node("shape", ShapeOf.ALL, List.of("x0"), List.of("s"));
    b.node("slice", new Slice(), List.of("s", "x1", "x2"), List.of("hw"));
    b.node("half", new Binary(Binary.Kind.DIV), List.of("hw", "x3"), List.of("small"));
    b.node("dims", new Concat(0), List.of("x4", "small"), List.of("dims"));
    b.node("reshape", new Reshape(false), List.of("x0", "dims"), List.of("y"));

    assertThat(b.known("small")).contains(Tensor.vector(2, 3));
    assertThat(b.type("y").toString()).isEqualTo("float32[32*N, 2, 3]");
  }

  @Test
  void mistakesInShapeArithmeticNameTheirLayer() {
    GraphBuilder b = graph(longs(1, 2), longs(5));

    assertThatThrownBy(() -> b.node("pick", new Gather(0), List.of("x0", "x1"), List.of("y")))
        .isInstanceOf(InvalidModelException.class)
        .hasMessage("layer pick (Gather): Gather: index 5 is outside axis 0 of data of shape 2");
  }

  @Test
  void namesAreUniqueAndDefined() {
    GraphBuilder b = graph("4");

    assertThatThrownBy(() -> b.node("a", Binary.ADD, List.of("x0", "z"), List.of("y")))
        .hasMessage("layer a (Add) reads 'z', which nothing before it produces");
    b.node("b", Unary.of(Unary.Kind.RELU), List.of("x0"), List.of("y"));
    assertThatThrownBy(() -> b.node("c", Unary.of(Unary.Kind.RELU), List.of("x0"), List.of("y")))
        .hasMessageContaining("the name 'y' of output of layer c (Relu)");
    assertThatThrownBy(() -> b.build(List.of("nothing")))
        .hasMessage("graph output 'nothing' is produced by no layer");
  }
}
