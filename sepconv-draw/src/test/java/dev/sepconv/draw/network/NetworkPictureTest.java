package dev.sepconv.draw.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.draw.Svg;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Evaluator;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.onnx.OnnxReader;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/// Networks as pictures.
class NetworkPictureTest {
  private static final String HOSTILE = "a\"b'<c>&\\n{|}\n😀 卷积 --> ]]> " + "long/".repeat(100);

  private static Graph zoo(String name) {
    Graph g = Zoo.graph(name);
    long[] dims = new long[Zoo.entry(name).input().size() + 1];
    dims[0] = 1;
    for (int i = 1; i < dims.length; i++) {
      dims[i] = Zoo.entry(name).input().get(i - 1);
    }
    return g.withInputs(Map.of(g.inputs().getFirst(), TensorType.of(ElementType.FLOAT32, dims)));
  }

  private static Graph ocr() throws IOException {
    String file = "/models/ch_PP-OCRv4_det_infer.onnx";
    try (InputStream in =
        Objects.requireNonNull(NetworkPictureTest.class.getResourceAsStream(file), file)) {
      Graph g = OnnxReader.read(in.readAllBytes(), file);
      return g.withInputs(
          Map.of(g.inputs().getFirst(), TensorType.of(ElementType.FLOAT32, 1, 3, 640, 640)));
    }
  }

  private static Diagram diagram(Graph g, boolean expand) {
    return NetworkDiagram.of(
        Analysis.of(g), new NetworkDiagram.Options(Integer.MAX_VALUE, expand, Heat.macs()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"article-standard", "article-separable", "resnet8"})
  void smallPicturesKeepEveryByte(String name) throws IOException {
    String found = Svg.text(DiagramPicture.of(diagram(zoo(name), false), DiagramPicture.Flow.AUTO));
    try (InputStream in =
        Objects.requireNonNull(
            NetworkPictureTest.class.getResourceAsStream("/golden/" + name + ".svg"))) {
      assertThat(found).isEqualTo(new String(in.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  static List<String> zoo() {
    return Zoo.names();
  }

  @ParameterizedTest
  @MethodSource("zoo")
  void everyNetworkIsPlacedCleanlyAndWhole(String name) {
    Graph g = zoo(name);
    for (boolean expand : new boolean[] {false, true}) {
      Diagram d = diagram(g, expand);
      Checks.check(d, DiagramPicture.place(d, DiagramPicture.Flow.DOWN));
      everyLayerIsThere(g, d);
    }
    Diagram d = diagram(g, false);
    Checks.check(d, DiagramPicture.place(d, DiagramPicture.Flow.RIGHT));
  }

  @ParameterizedTest
  @EnumSource(names = {"DOWN", "RIGHT"})
  void theTextDetectorToo(DiagramPicture.Flow flow) throws IOException {
    Graph g = ocr();
    Diagram d = diagram(g, false);
    assertThat(d.cards().size()).isBetween(50, 200);
    Checks.check(d, DiagramPicture.place(d, flow));
    everyLayerIsThere(g, d);
  }

  private static void everyLayerIsThere(Graph g, Diagram d) {
    List<String> drawn = new ArrayList<>();
    d.cards().forEach(c -> drawn.addAll(c.layers()));
    List<String> there =
        Analysis.of(g).layers().stream()
            .filter(l -> !l.nodes().isEmpty())
            .filter(l ->
                !g.nodes().stream()
                    .filter(n -> l.nodes().contains(n.name()))
                    .allMatch(n -> n.outputs().stream().allMatch(g::isKnown)))
            .map(l -> l.path())
            .toList();
    assertThat(drawn).containsExactlyInAnyOrderElementsOf(there);
  }

  @Test
  void blocksThatRepeatAreDrawnOnce() {
    Diagram d = diagram(zoo("mobilenet_v2"), false);
    assertThat(d.boxes().stream().map(Diagram.Box::times)).contains(2, 3);
    assertThat(d.boxes().stream().mapToInt(Diagram.Box::times).sum()).isEqualTo(17);
    assertThat(diagram(zoo("mobilenet_v2"), true).boxes())
        .hasSize(17)
        .allMatch(b -> b.times() == 1);
  }

  @Test
  void depthMakesModulesOneCard() {
    Diagram d =
        NetworkDiagram.of(
            Analysis.of(zoo("resnet18")), new NetworkDiagram.Options(1, false, Heat.macs()));
    assertThat(d.boxes()).isEmpty();
    assertThat(d.cards().stream().map(c -> c.lines().getFirst().left())).contains("Sequential");
    assertThat(d.cards()).hasSizeLessThan(13);
  }

  @Test
  void hostileNamesStayInTheirPlace() throws Exception {
    Graph g =
        new GraphBuilder(HOSTILE, Evaluator.NONE)
            .input("x", TensorType.of(ElementType.FLOAT32, 1, 4))
            .node(HOSTILE, Unary.of(Unary.Kind.RELU), List.of("x"), List.of("y"))
            .build(List.of("y"));
    Diagram d = diagram(g, false);
    DiagramPicture picture = DiagramPicture.of(d, DiagramPicture.Flow.DOWN);
    Checks.check(d, picture.placement());
    var svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Svg.text(picture))));
    var texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      assertThat(texts.item(i).getTextContent()).hasSizeLessThan(100);
    }
    assertThat(DotParser.statements(Dot.text(d, false))).isGreaterThan(3);
    Diagram b = BackwardDiagram.of(g);
    assertThat(b.cards()).as("no parameter, no gradient").isEmpty();
    assertThat(Svg.text(DiagramPicture.of(b, DiagramPicture.Flow.AUTO))).contains("</svg>");
  }

  @Test
  void aLongChainCollapsesAndALongVarietyIsRefused() {
    Diagram chain = diagram(chain(10_000, false), false);
    assertThat(chain.cards()).hasSizeLessThan(10);
    assertThat(chain.cards().stream().mapToInt(c -> c.layers().size()).sum()).isEqualTo(10_000);

    Diagram variety = diagram(chain(10_000, true), false);
    assertThatThrownBy(() -> DiagramPicture.of(variety, DiagramPicture.Flow.DOWN))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("10,002 cards")
        .hasMessageContaining("--depth");
  }

  /// Softmax in a row; if `varied`, of axes in an order in which no part comes twice in a row: how
  /// many ones stand between the zeros of the Thue-Morse sequence.
  private static Graph chain(int nodes, boolean varied) {
    GraphBuilder b =
        new GraphBuilder("chain", Evaluator.NONE)
            .input("v0", TensorType.of(ElementType.FLOAT32, 1, 4, 2));
    int at = 0;
    for (int i = 0; i < nodes; i++) {
      int ones = 0;
      while (Integer.bitCount(++at) % 2 == 1) {
        ones++;
      }
      var op = new Softmax(varied ? ones : 1, false, false);
      b.node("n" + i, op, List.of("v" + i), List.of("v" + (i + 1)));
    }
    return b.build(List.of("v" + nodes));
  }

  @Test
  void backwardIsWhatTorchvizDraws() {
    Diagram d = BackwardDiagram.of(zoo("article-separable"));
    assertThat(d.cards().stream().map(c -> c.lines().getFirst().left()))
        .containsExactlyInAnyOrder(
            "depth_conv.weight",
            "AccumulateGrad",
            "depth_conv.bias",
            "AccumulateGrad",
            "ConvolutionBackward0",
            "point_conv.weight",
            "AccumulateGrad",
            "point_conv.bias",
            "AccumulateGrad",
            "ConvolutionBackward0",
            "output");
    assertThat(d.cards().getFirst().lines().getLast().left()).isEqualTo("(3, 1, 3, 3)");
    assertThat(d.edges()).hasSize(10);
    Diagram r = BackwardDiagram.of(zoo("resnet18"));
    assertThat(
            new TreeSet<>(
                r.cards().stream()
                    .filter(c -> c.lines().size() == 1)
                    .map(c -> c.lines().getFirst().left())
                    .toList()))
        .containsExactly(
            "AccumulateGrad",
            "AddBackward0",
            "AddmmBackward0",
            "ConvolutionBackward0",
            "MaxPool2DWithIndicesBackward0",
            "MeanBackward1",
            "NativeBatchNormBackward0",
            "ReluBackward0",
            "TBackward0",
            "ViewBackward0");
    Checks.check(r, DiagramPicture.place(r, DiagramPicture.Flow.AUTO));
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenet_v2", "squeezenet1_1"})
  void dotIsWellFormed(String name) {
    Diagram d = diagram(zoo(name), false);
    assertThat(DotParser.statements(Dot.text(d, true)))
        .isGreaterThanOrEqualTo(d.cards().size() + d.edges().size());
  }

  @Test
  void everyNodeOfTheDetectorIsDrawnOrCounted() throws IOException {
    Graph g = ocr();
    long computed =
        g.nodes().stream().filter(n -> !n.outputs().stream().allMatch(g::isKnown)).count();
    long known = g.nodes().size() - computed;
    Diagram d = diagram(g, false);
    assertThat(d.cards().stream().mapToLong(c -> c.layers().size()).sum()).isEqualTo(computed);
    assertThat(known == 0 || d.notes().stream().anyMatch(n -> n.startsWith(known + " node")))
        .isTrue();
    assertThat(g.nodes().stream().map(Node::name)).doesNotHaveDuplicates();
  }
}
