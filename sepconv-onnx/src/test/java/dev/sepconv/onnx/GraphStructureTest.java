package dev.sepconv.onnx;

import static dev.sepconv.onnx.Models.integer;
import static dev.sepconv.onnx.Models.ints;
import static dev.sepconv.onnx.Models.node;
import static dev.sepconv.onnx.Models.tensor;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphFormat;
import dev.sepconv.graph.Node;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.ModelProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.onnx.proto.Onnx.StringStringEntryProto;
import dev.sepconv.onnx.proto.Onnx.TensorProto;
import dev.sepconv.onnx.proto.Onnx.TypeProto;
import dev.sepconv.onnx.proto.Onnx.ValueInfoProto;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Inputs, constants, names, order, roles, branches, metadata, files.
class GraphStructureTest {
  private static final TensorType IMAGES =
      TensorType.of(
          ElementType.FLOAT32, List.of(Dim.symbol("N"), Dim.of(3), Dim.of(8), Dim.UNKNOWN));

  private static Graph read(int opset, GraphProto.Builder g) {
    return OnnxReader.read(Models.model(opset, g).build().toByteArray(), "m.onnx");
  }

  private static GraphProto.Builder images(NodeProto.Builder... nodes) {
    GraphProto.Builder g = Models.graph(List.of(nodes));
    return Models.output(Models.input(g, "x", IMAGES), "y");
  }

  @Test
  void initialisersAmongTheInputsAreNoInputs() {
    GraphProto.Builder g = images(node("Conv", "x w", "y"));
    Tensor w = Models.random(Shape.of(2, 3, 1, 1), 1);
    Models.input(g, "w", w.type()).addInitializer(tensor("w", w));
    Graph graph = read(8, g);
    assertThat(graph.inputs()).containsExactly("x");
    assertThat(graph.type("x")).isEqualTo(IMAGES);
    assertThat(graph.type("y").dims())
        .containsExactly(Dim.symbol("N"), Dim.of(2), Dim.of(8), Dim.UNKNOWN);
  }

  @Test
  void nodesOutOfOrderAndWithoutNames() {
    Graph graph =
        read(
            13,
            images(
                node("Relu", "b", "y").setName("same"),
                node("Abs", "a", "b").setName("same"),
                node("Neg", "x", "a")));
    assertThat(graph.nodes().stream().map(Node::name)).containsExactly("Neg_2", "same", "same_1");
    assertThat(graph.nodes().stream().map(n -> n.op().type()))
        .containsExactly("Neg", "Abs", "Relu");
  }

  @Test
  void rolesFollowFromUse() {
    GraphProto.Builder g =
        images(
            node("DequantizeLinear", "wq scale", "w"),
            node("Conv", "x w b", "c"),
            node("BatchNormalization", "c bn bn mean var", "n"),
            node("Mul", "n half", "h"),
            node("Transpose", "bias_t", "bias"),
            node("Add", "h bias", "s"),
            node("Reshape", "s shape", "y"));
    Tensor wq = Tensor.zeros(ElementType.INT8, Shape.of(2, 3, 1, 1));
    Tensor two = Models.random(Shape.of(2), 1);
    g.addInitializer(tensor("wq", wq)).addInitializer(tensor("scale", Tensor.scalar(1)));
    for (String name : List.of("b", "bn", "mean", "var")) {
      g.addInitializer(tensor(name, two));
    }
    g.addInitializer(tensor("half", Tensor.scalar(0.5f)))
        .addInitializer(tensor("bias_t", Models.random(Shape.of(1, 1, 2), 2)))
        .addInitializer(tensor("shape", Tensor.vector(-1)));
    Graph graph = read(13, g);
    assertThat(names(graph, Constant.Role.PARAMETER)).containsExactly("wq", "b", "bn", "bias_t");
    assertThat(names(graph, Constant.Role.BUFFER)).containsExactly("mean", "var");
    assertThat(names(graph, Constant.Role.LITERAL)).containsExactly("scale", "half", "shape");
  }

  private static List<String> names(Graph g, Constant.Role role) {
    return g.constants().values().stream()
        .filter(c -> c.role() == role)
        .map(Constant::name)
        .toList();
  }

  @Test
  void everyWayToStoreElements() {
    GraphProto.Builder g = images(node("Relu", "x", "y"));
    g.addInitializer(
        TensorProto.newBuilder()
            .setName("f")
            .addDims(2)
            .setDataType(1)
            .addFloatData(1)
            .addFloatData(-2));
    g.addInitializer(
        TensorProto.newBuilder().setName("h").addDims(1).setDataType(10).addInt32Data(0xC000));
    g.addInitializer(
        TensorProto.newBuilder()
            .setName("b")
            .addDims(2)
            .setDataType(9)
            .addInt32Data(1)
            .addInt32Data(0));
    g.addInitializer(
        TensorProto.newBuilder()
            .setName("u")
            .addDims(1)
            .setDataType(12)
            .addUint64Data(0xFFFFFFFFL));
    g.addInitializer(TensorProto.newBuilder().setName("d").setDataType(11).addDoubleData(0.1));
    for (ElementType e : ElementType.values()) {
      Tensor t = Tensor.zeros(e, Shape.of(3));
      t.setLong(1, 1);
      t.setDouble(2, 100);
      g.addInitializer(tensor(e.toString(), t));
    }
    Graph graph = read(13, g);
    assertThat(value(graph, "f").floats()).containsExactly(1, -2);
    assertThat(value(graph, "h").toFloats()).containsExactly(-2);
    assertThat(value(graph, "b").toLongs()).containsExactly(1, 0);
    assertThat(value(graph, "u").toLongs()).containsExactly(0xFFFFFFFFL);
    assertThat(value(graph, "d").shape()).isEqualTo(Shape.SCALAR);
    assertThat(value(graph, "d").getDouble(0)).isEqualTo(0.1);
    for (ElementType e : ElementType.values()) {
      assertThat(value(graph, e.toString()).toDoubles())
          .as(e.toString())
          .containsExactly(0, 1, e == ElementType.BOOL ? 1 : 100);
    }
  }

  private static Tensor value(Graph g, String name) {
    return g.constant(name).orElseThrow().tensor();
  }

  @Test
  void constantNodesInEveryForm() {
    GraphProto.Builder g =
        images(
            node("Constant", "", "f").addAttribute(Models.real("value_float", 2.5f)),
            node("Constant", "", "i").addAttribute(integer("value_int", 1L << 40)),
            node("Constant", "", "is").addAttribute(ints("value_ints", 1, 2)),
            node("Constant", "", "t")
                .addAttribute(
                    AttributeProto.newBuilder()
                        .setName("value")
                        .setType(4)
                        .setT(tensor("", Tensor.vector(7)))),
            node("Relu", "x", "y"));
    Graph graph = read(13, g);
    assertThat(value(graph, "f")).isEqualTo(Tensor.scalar(2.5f));
    assertThat(value(graph, "i").toLongs()).containsExactly(1L << 40);
    assertThat(value(graph, "is").toLongs()).containsExactly(1, 2);
    assertThat(value(graph, "t").toLongs()).containsExactly(7);
    assertThat(graph.nodes()).hasSize(1);
    assertThatThrownBy(() ->
            read(
                13,
                images(
                    node("Constant", "", "s").addAttribute(Models.string("value_string", "a")),
                    node("Relu", "x", "y"))))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("node 'Constant_0' (Constant)")
        .hasMessageContaining("value_string");
  }

  @Test
  void branchesOfAKnownConditionAreWrittenInPlace() {
    GraphProto.Builder then =
        Models.output(Models.graph(List.of(node("Mul", "x two", "inner"))), "inner")
            .addInitializer(tensor("two", Tensor.scalar(2)));
    GraphProto.Builder otherwise =
        Models.output(Models.graph(List.of(node("Neg", "x", "inner"))), "inner");
    for (boolean condition : new boolean[] {true, false}) {
      Tensor flag = Tensor.zeros(ElementType.BOOL, Shape.SCALAR);
      flag.setLong(0, condition ? 1 : 0);
      GraphProto.Builder g =
          images(
              node("If", "flag", "y")
                  .addAttribute(branch("then_branch", then))
                  .addAttribute(branch("else_branch", otherwise)));
      Graph graph = read(13, g.addInitializer(tensor("flag", flag)));
      Tensor x = Models.random(Shape.of(1, 3, 8, 2), 1);
      Tensor y = Objects.requireNonNull(Models.run(graph, Map.of("x", x)).get("y"));
      assertThat(y.floats()[5]).isEqualTo(x.floats()[5] * (condition ? 2 : -1));
    }
  }

  private static AttributeProto branch(String name, GraphProto.Builder g) {
    return AttributeProto.newBuilder().setName(name).setType(5).setG(g.setName(name)).build();
  }

  @Test
  void annotationsTellWhatInferenceDoesNot() {
    GraphProto.Builder g = images(node("Reshape", "x shape", "r"), node("Relu", "r", "y"));
    Models.input(g, "shape", TensorType.of(ElementType.INT64, 2));
    g.addValueInfo(
        ValueTypes.write(
            "r", TensorType.of(ElementType.FLOAT32, List.of(Dim.symbol("N"), Dim.of(24)))));
    assertThat(read(13, g).type("y").dims()).containsExactly(Dim.symbol("N"), Dim.of(24));
  }

  @Test
  void inputsThatAreNoTensors() {
    GraphProto.Builder g = Models.output(Models.graph(List.of(node("Relu", "x", "y"))), "y");
    g.addInput(
        ValueInfoProto.newBuilder()
            .setName("x")
            .setType(TypeProto.newBuilder().setSequenceType(TypeProto.Other.getDefaultInstance())));
    assertThatThrownBy(() -> read(13, g))
        .isInstanceOf(UnsupportedModelException.class)
        .hasMessageContaining("input 'x' is a sequence");
  }

  @Test
  void metadataNamesAndSizesSurviveARoundTrip(@TempDir Path folder) throws Exception {
    ModelProto model =
        Models.model(13, images(node("Relu", "x", "y").setName("activation")))
            .setDomain("org.example")
            .setModelVersion(7)
            .setProducerName("somebody")
            .addMetadataProps(StringStringEntryProto.newBuilder().setKey("labels").setValue("a,b"))
            .build();
    Path file = folder.resolve("a.onnx");
    Graph graph = OnnxReader.read(model.toByteArray(), "m");
    assertThat(graph.metadata())
        .containsEntry("onnx.producer", "somebody")
        .containsEntry("onnx.opset", "13")
        .containsEntry("labels", "a,b");
    Files.writeString(file, "old");
    OnnxWriter.write(graph, file);
    Graph again = new OnnxFormat().read(file);
    assertThat(again.name()).isEqualTo("test");
    assertThat(again.nodes()).isEqualTo(graph.nodes());
    assertThat(again.types()).isEqualTo(graph.types());
    assertThat(again.metadata())
        .containsEntry("labels", "a,b")
        .containsEntry("onnx.domain", "org.example")
        .containsEntry("onnx.model_version", "7")
        .containsEntry("onnx.opset", "13");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    assertThatThrownBy(() -> OnnxWriter.write(graph, folder.resolve("no/such/folder.onnx")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cannot be written");
  }

  @Test
  void isFoundAsAFormat() {
    assertThat(ServiceLoader.load(GraphFormat.class))
        .anySatisfy(f -> assertThat(f.accepts(Path.of("net.ONNX"))).isTrue());
  }
}
