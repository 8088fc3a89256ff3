package dev.sepconv.engine.pass;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.GraphFixtures;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Window;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PassTest {
  private static final Window WINDOW = Window.of(List.of(3, 3), List.of(2, 2), List.of(1, 1));

  private final GraphFixtures fixtures = new GraphFixtures(1);

  /// Node by node through the reference, without any pass.
  private static Map<String, Tensor> evaluate(Graph g, Tensor x) {
    Map<String, Tensor> values = new HashMap<>();
    values.put(g.inputs().get(0), x);
    g.constants().values().forEach(c -> values.put(c.name(), c.tensor()));
    for (Node n : g.nodes()) {
      List<Optional<Tensor>> in =
          n.inputs().stream().map(i -> Optional.ofNullable(values.get(i))).toList();
      List<Tensor> out = Reference.run(n.op(), in, n.outputs().size());
      for (int i = 0; i < out.size(); i++) {
        values.put(n.outputs().get(i), out.get(i));
      }
    }
    return values;
  }

  private static Tensor value(Graph g, Tensor x, String name) {
    return Objects.requireNonNull(evaluate(g, x).get(name));
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    for (int i = 0; i < expected.size(); i++) {
      double e = expected.getDouble(i);
      assertThat(actual.getDouble(i)).isCloseTo(e, within(1e-5 * Math.max(1, Math.abs(e))));
    }
  }

  static Stream<Op> linearLayers() {
    return Stream.of(
        new Conv(WINDOW, 1),
        new Conv(WINDOW, 2),
        new ConvTranspose(WINDOW, List.of(0, 0), List.of(), 1),
        new ConvTranspose(WINDOW, List.of(1, 1), List.of(), 2));
  }

  @ParameterizedTest
  @MethodSource("linearLayers")
  void foldsBatchNormalizationIntoTheLayerBefore(Op op) {
    for (boolean bias : new boolean[] {true, false}) {
      int groups = op instanceof Conv c ? c.groups() : ((ConvTranspose) op).groups();
      GraphBuilder b = fixtures.input(4, 7, 7);
      b.constant(
          op instanceof Conv
              ? fixtures.parameter("w", 6, 4 / groups, 3, 3)
              : fixtures.parameter("w", 4, 6 / groups, 3, 3));
      b.constant(fixtures.parameter("b", 6));
      b.node("layer", op, bias ? List.of("x", "w", "b") : List.of("x", "w"), List.of("y"));
      Graph g = normalize(b, "y", 6).build(List.of("z"));
      Graph folded = new AffineFolding().apply(g);
      assertThat(folded.nodes()).hasSize(1);
      Tensor x = fixtures.random(-1, 2, 4, 7, 7);
      assertClose(value(folded, x, "z"), value(g, x, "z"));
    }
  }

  @Test
  void foldsBatchNormalizationIntoLinear() {
    for (boolean transposed : new boolean[] {true, false}) {
      GraphBuilder b = fixtures.input(5);
      b.constant(transposed ? fixtures.parameter("w", 3, 5) : fixtures.parameter("w", 5, 3));
      b.node("fc", new Gemm(1, 1, false, transposed), List.of("x", "w"), List.of("y"));
      Graph g = normalize(b, "y", 3).build(List.of("z"));
      Graph folded = new AffineFolding().apply(g);
      assertThat(folded.nodes()).hasSize(1);
      Tensor x = fixtures.random(-1, 2, 5);
      assertClose(value(folded, x, "z"), value(g, x, "z"));
    }
  }

  @Test
  void keepsBatchNormalizationWhoseInputIsReadElsewhere() {
    GraphBuilder b = fixtures.input(4, 7, 7);
    b.constant(fixtures.parameter("w", 6, 4, 3, 3));
    b.node("layer", new Conv(WINDOW, 1), List.of("x", "w"), List.of("y"));
    normalize(b, "y", 6);
    Graph alsoOutput = b.build(List.of("z", "y"));
    assertThat(new AffineFolding().apply(alsoOutput).nodes()).hasSize(2);
    b.node("sum", Binary.ADD, List.of("y", "z"), List.of("s"));
    assertThat(new AffineFolding().apply(b.build(List.of("s"))).nodes()).hasSize(3);
  }

  @Test
  void foldsConstantsOfChannelsOneAfterTheOther() {
    GraphBuilder b = fixtures.input(4, 7, 7);
    b.constant(fixtures.parameter("w", 6, 4, 3, 3));
    b.constant(fixtures.parameter("each", 1, 6, 1, 1));
    b.constant(fixtures.positive("factor", 6, 1, 1));
    b.constant(fixtures.positive("all", 1));
    b.node("layer", new Conv(WINDOW, 1), List.of("x", "w"), List.of("a"));
    b.node("plus", Binary.ADD, List.of("a", "each"), List.of("b"));
    b.node("times", Binary.MUL, List.of("factor", "b"), List.of("c"));
    b.node("from", new Binary(Binary.Kind.SUB), List.of("all", "c"), List.of("d"));
    b.node("minus", new Binary(Binary.Kind.SUB), List.of("d", "each"), List.of("e"));
    b.node("over", new Binary(Binary.Kind.DIV), List.of("e", "factor"), List.of("f"));
    Graph g = b.build(List.of("f"));
    Graph folded = new AffineFolding().apply(g);
    assertThat(folded.nodes()).extracting(Node::name).containsExactly("layer");
    Tensor x = fixtures.random(-1, 2, 4, 7, 7);
    assertClose(value(folded, x, "f"), value(g, x, "f"));
  }

  @Test
  void keepsConstantsThatAreNoneOfChannels() {
    GraphBuilder b = fixtures.input(4, 6, 6);
    b.constant(fixtures.parameter("w", 6, 4, 1, 1));
    b.constant(fixtures.parameter("columns", 6));
    b.constant(fixtures.positive("one", 1));
    b.node(
        "layer",
        new Conv(Window.of(List.of(1, 1), List.of(1, 1), List.of(0, 0)), 1),
        List.of("x", "w"),
        List.of("a"));
    b.node("plus", Binary.ADD, List.of("a", "columns"), List.of("b"));
    assertThat(new AffineFolding().apply(b.build(List.of("b"))).nodes()).hasSize(2);
    b.node("over", new Binary(Binary.Kind.DIV), List.of("one", "a"), List.of("c"));
    assertThat(new AffineFolding().apply(b.build(List.of("c"))).nodes()).hasSize(3);
  }

  private GraphBuilder normalize(GraphBuilder b, String value, long channels) {
    for (String s : List.of("scale", "mean", "variance")) {
      b.constant(fixtures.positive(s, channels));
    }
    b.constant(fixtures.parameter("shift", channels));
    return b.node(
        "bn",
        new BatchNormalization(1e-3f),
        List.of(value, "scale", "shift", "mean", "variance"),
        List.of("z"));
  }

  @Test
  void foldsConstantsAndShapeArithmetic() {
    GraphBuilder b = fixtures.input(4, 6);
    b.constant(fixtures.parameter("w", 24, 3));
    b.constant(Constant.of("zero", Role.LITERAL, Tensor.vector(0)));
    b.constant(Constant.of("rest", Role.LITERAL, Tensor.vector(-1)));
    b.node("shape", ShapeOf.ALL, List.of("x"), List.of("s"));
    b.node("batch", new Gather(0), List.of("s", "zero"), List.of("n"));
    b.node("concat", new Concat(0), List.of("n", "rest"), List.of("dims"));
    b.node("reshape", new Reshape(false), List.of("x", "dims"), List.of("flat"));
    b.node("transpose", new Transpose(List.of(1, 0)), List.of("w"), List.of("wt"));
    b.node("fc", Gemm.LINEAR, List.of("flat", "wt"), List.of("y"));
    Graph g = b.build(List.of("y"));
    assertThat(g.type("y").toString()).isEqualTo("float32[N, 3]");
    Graph bound = g.withInputs(Map.of("x", TensorType.of(ElementType.FLOAT32, 5, 4, 6)));
    Graph folded = new DeadCodeRemoval().apply(new ConstantFolding().apply(bound));
    assertThat(folded.nodes()).extracting(Node::name).containsExactly("reshape", "fc");
    assertThat(folded.constants()).containsOnlyKeys("dims", "wt");
    assertThat(folded.constant("dims").orElseThrow().tensor()).isEqualTo(Tensor.vector(5, -1));
  }

  @Test
  void removesIdentitiesButKeepsOutputs() {
    GraphBuilder b = fixtures.input(4);
    b.node("drop", new Dropout(0.5f), List.of("x"), List.of("a"));
    b.node("again", new Dropout(0.5f), List.of("a"), List.of("b"));
    b.node("sum", Binary.ADD, List.of("a", "b"), List.of("c"));
    b.node("last", new Dropout(0.5f), List.of("c"), List.of("d"));
    Graph g = new IdentityRemoval().apply(b.build(List.of("d")));
    assertThat(g.nodes()).extracting(Node::name).containsExactly("sum", "last");
    assertThat(g.nodes().get(0).inputs()).containsExactly("x", "x");
  }

  @Test
  void removesWhatChangesNothing() {
    GraphBuilder b = fixtures.input(4);
    b.constant(Constant.of("one", Role.LITERAL, Tensor.of(Shape.of(1), new float[] {1})));
    b.constant(Constant.of("row", Role.LITERAL, Tensor.of(Shape.of(1, 1, 1), new float[] {1})));
    b.node("times", Binary.MUL, List.of("one", "x"), List.of("a"));
    b.node("wider", Binary.MUL, List.of("a", "row"), List.of("b"));
    b.node("plus", Binary.ADD, List.of("b", "one"), List.of("c"));
    Graph g = new IdentityRemoval().apply(b.build(List.of("c")));
    assertThat(g.nodes()).extracting(Node::name).containsExactly("wider", "plus");
    assertThat(g.nodes().get(0).inputs()).containsExactly("x", "row");
  }

  @Test
  void compiledModelEqualsTheReferenceNodeByNode() {
    GraphBuilder b = fixtures.input(4, 7, 7);
    b.constant(fixtures.parameter("w", 6, 4, 3, 3));
    b.node("conv", new Conv(WINDOW, 1), List.of("x", "w"), List.of("y"));
    normalize(b, "y", 6);
    b.node("flatten", new Flatten(1), List.of("z"), List.of("f"));
    b.node("double", Binary.ADD, List.of("f", "f"), List.of("out"));
    Graph g = b.build(List.of("out", "f"));
    var model = new CpuBackend().compile(g);
    for (int batch : new int[] {1, 3, 1}) {
      Tensor x = fixtures.random(-1, batch, 4, 7, 7);
      Map<String, Tensor> expected = evaluate(g, x);
      Map<String, Tensor> actual = model.run(Map.of("x", x));
      assertThat(actual.keySet()).containsExactly("out", "f");
      actual.forEach((name, t) -> assertClose(t, Objects.requireNonNull(expected.get(name))));
    }
    var plan = model.plan(Map.of("x", Shape.of(1, 4, 7, 7)));
    assertThat(plan.steps())
        .extracting(st -> st.work().last().name())
        .containsExactly("conv", "flatten", "double");
    assertThat(plan.passes()).containsExactly("fold-affine: 4 -> 3 nodes");
  }
}
