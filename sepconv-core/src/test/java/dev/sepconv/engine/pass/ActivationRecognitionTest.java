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
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Unary.Kind;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.kernel.reference.ReferenceKernel;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActivationRecognitionTest {
  /// Operators by the words of a recipe.
  private static final Map<String, Op> OPS =
      Map.ofEntries(
          Map.entry("sigmoid", Unary.of(Kind.SIGMOID)),
          Map.entry("tanh", Unary.of(Kind.TANH)),
          Map.entry("softplus", Unary.of(Kind.SOFTPLUS)),
          Map.entry("relu", Unary.of(Kind.RELU)),
          Map.entry("hard_sigmoid", new Unary(Kind.HARD_SIGMOID, 0.1666667f, 0.5f)),
          Map.entry("fifth", new Unary(Kind.HARD_SIGMOID, 0.2f, 0.5f)),
          Map.entry("clip", new Clip()),
          Map.entry("add", Binary.ADD),
          Map.entry("sub", new Binary(Binary.Kind.SUB)),
          Map.entry("mul", Binary.MUL),
          Map.entry("div", new Binary(Binary.Kind.DIV)));

  private static final double[] CONSTANTS = {0, 0.5, 1, 3, 6, -3, 1 / 6.0};

  private static String name(double constant) {
    return constant == 1 / 6.0 ? "sixth" : "c" + constant;
  }

  /// Reads `y=op a b;…`: values are x, those before, and numbers.
  private static Graph graph(String recipe, String... alsoOutputs) {
    GraphBuilder b = new GraphFixtures(1).input(9);
    for (double c : CONSTANTS) {
      b.constant(Constant.of(name(c), Role.LITERAL, Tensor.scalar((float) c)));
    }
    String last = "";
    for (String line : recipe.split(";", -1)) {
      String[] w = line.strip().split("[= ]", -1);
      List<String> in = new ArrayList<>();
      for (int i = 2; i < w.length; i++) {
        in.add(Character.isLetter(w[i].charAt(0)) ? w[i] : name(Double.parseDouble(w[i])));
      }
      last = w[0];
      b.node("n" + last, Objects.requireNonNull(OPS.get(w[1])), in, List.of(last));
    }
    List<String> outputs = new ArrayList<>(List.of(alsoOutputs));
    outputs.add(last);
    return b.build(outputs);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "SILU | a=sigmoid x;y=mul x a",
        "SILU | a=sigmoid x;y=mul a x",
        "MISH | a=softplus x;b=tanh a;y=mul x b",
        "HARD_SWISH | a=hard_sigmoid x;y=mul x a",
        "HARD_SWISH | a=add x 3;b=clip a 0 6;c=mul x b;y=div c 6",
        "HARD_SWISH | a=add 3 x;b=clip a 0 6;c=div b 6;y=mul c x",
        "HARD_SWISH | a=add x 3;b=clip a 0 6;c=mul b sixth;y=mul x c",
        "HARD_SWISH | a=sub x -3;b=relu a;c=clip b 0 6;d=div x 6;y=mul d c",
        "HARD_SWISH | a=div x 6;b=add a 0.5;c=clip b 0 1;y=mul x c",
        "HARD_SIGMOID | a=add x 3;b=clip a 0 6;y=div b 6",
        "HARD_SIGMOID | a=mul x sixth;b=add a 0.5;y=clip b 0 1",
      })
  void isOneNode(Kind kind, String recipe) {
    Graph g = graph(recipe);
    Graph found = new ActivationRecognition().apply(g);
    assertThat(found.nodes()).hasSize(1);
    assertThat(((Unary) found.nodes().get(0).op()).kind()).isEqualTo(kind);
    Tensor x = new GraphFixtures(3).random(-0.5f, 40, 9);
    float[] data = x.floats();
    for (int i = 0; i < data.length; i++) {
      data[i] *= 16;
    }
    Tensor expected = reference(g, x);
    Tensor actual = reference(found, x);
    for (int i = 0; i < x.size(); i++) {
      assertThat(actual.getDouble(i)).isCloseTo(expected.getDouble(i), within(4e-6));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a=fifth x;y=mul x a",
        "a=add x 3;b=clip a 0 6;y=mul x b",
        "a=add x 3;b=clip a 1 6;c=mul x b;y=div c 6",
        "a=sigmoid x;b=add x 3;y=mul b a",
        "a=sigmoid x;y=mul a a",
        "y=clip x 0 1",
      })
  void staysWhereItIsSomethingElse(String recipe) {
    Graph g = graph(recipe);
    assertThat(new ActivationRecognition().apply(g).nodes()).hasSameSizeAs(g.nodes());
  }

  @Test
  void staysWhereSomethingBetweenIsRead() {
    Graph g = graph("a=sigmoid x;y=mul x a", "a");
    assertThat(new ActivationRecognition().apply(g).nodes()).hasSize(2);
    Graph read = graph("a=add x 3;b=clip a 0 6;c=mul x b;d=div c 6;y=add d a");
    assertThat(new ActivationRecognition().apply(read).nodes()).hasSize(5);
  }

  @Test
  void aPartIsFoundWhereTheWholeIsReadInBetween() {
    Graph g = graph("a=sigmoid x;b=mul x a;c=mul b 6;d=sigmoid c;e=mul c d;y=mul e 3", "c");
    assertThat(new ActivationRecognition().apply(g).nodes())
        .extracting(Node::name)
        .containsExactly("nb", "nc", "ne", "ny");
  }

  @Test
  void compiledModelsHaveIt() {
    Graph g = graph("a=sigmoid x;y=mul x a");
    Tensor x = new GraphFixtures(3).random(-2, 4, 9);
    var model = new CpuBackend(new Kernels(List.of(new ReferenceKernel())), 1).compile(g);
    assertThat(model.plan(Map.of("x", x.shape())).steps()).hasSize(1);
    Tensor expected = reference(g, x);
    Tensor actual = model.run(x);
    for (int i = 0; i < x.size(); i++) {
      assertThat(actual.getDouble(i)).isCloseTo(expected.getDouble(i), within(1e-6));
    }
  }

  private static Tensor reference(Graph g, Tensor x) {
    Map<String, Tensor> values = new HashMap<>(Map.of("x", x));
    g.constants().values().forEach(c -> values.put(c.name(), c.tensor()));
    for (Node n : g.nodes()) {
      List<Optional<Tensor>> in =
          n.inputs().stream().map(i -> Optional.ofNullable(values.get(i))).toList();
      values.put(n.output(), Reference.run(n.op(), in, 1).get(0));
    }
    return Objects.requireNonNull(values.get(g.outputs().getLast()));
  }
}
