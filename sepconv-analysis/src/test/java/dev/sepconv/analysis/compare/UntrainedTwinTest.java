package dev.sepconv.analysis.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.TorchSummaryTable;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.Noise;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.nn.BatchNorm2d;
import dev.sepconv.nn.Conv2d;
import dev.sepconv.nn.Module;
import dev.sepconv.nn.ReLU;
import dev.sepconv.nn.Sequential;
import dev.sepconv.nn.Value;
import dev.sepconv.nn.zoo.Zoo;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UntrainedTwinTest {
  private static long params(Graph g) {
    return g.constants().values().stream()
        .filter(c -> c.role() == Constant.Role.PARAMETER)
        .mapToLong(Constant::elements)
        .sum();
  }

  private static Node node(Graph g, String name) {
    return g.nodes().stream().filter(n -> n.name().equals(name)).findFirst().orElseThrow();
  }

  @Test
  void theWindowGoesToTheDepthwiseConvolution() {
    Graph g =
        Sequential.of(Conv2d.of(8, 12, 3).stride(2).dilation(2).padding(1))
            .trace("g", 0, 8, 20, 20);
    Graph twin = UntrainedTwin.of(g);
    assertThat(twin.nodes()).extracting(Node::name).containsExactly("0.depthwise", "0.pointwise");
    Conv depthwise = (Conv) node(twin, "0.depthwise").op();
    Conv pointwise = (Conv) node(twin, "0.pointwise").op();
    assertThat(depthwise).isEqualTo(new Conv(((Conv) g.nodes().getFirst().op()).window(), 8));
    assertThat(pointwise.groups()).isEqualTo(1);
    assertThat(pointwise.window().kernel()).containsExactly(1, 1);
    assertThat(twin.type("output")).isEqualTo(g.type("output"));
    // k·k·ic + ic and ic·oc + oc, with biases as the normal one has.
    assertThat(params(twin)).isEqualTo(9 * 8 + 8 + 8 * 12 + 12);
    assertThat(twin.constants().keySet())
        .containsExactlyInAnyOrder(
            "0.depthwise.weight", "0.depthwise.bias", "0.pointwise.weight", "0.pointwise.bias");
  }

  @Test
  void withoutABiasThereIsNone() {
    Graph g = Sequential.of(Conv2d.of(8, 12, 3).bias(false)).trace("g", 0, 8, 20, 20);
    assertThat(params(UntrainedTwin.of(g))).isEqualTo(9 * 8 + 8 * 12);
  }

  @Test
  void whatIsNotNormalStays() {
    Graph g =
        Sequential.of(
                Conv2d.of(4, 8, 3),
                Conv2d.of(8, 8, 1),
                Conv2d.of(8, 8, 3).groups(8),
                Conv2d.of(8, 8, 3).groups(2))
            .trace("g", 0, 4, 20, 20);
    assertThat(UntrainedTwin.of(g)).isSameAs(g);
  }

  @Test
  void oneLayerAloneIsANetworkToo() {
    Graph twin = UntrainedTwin.of(Conv2d.of(8, 12, 3).trace("g", 0, 8, 20, 20));
    // torchsummary does not show the root, which the separable convolution is here.
    assertThat(TorchSummaryTable.render(twin)).contains("Conv2d-1", "Conv2d-2");
  }

  /// Two calls of one layer.
  static final class Twice extends Module {
    private final Conv2d conv = child("conv", Conv2d.of(8, 8, 3).padding(1));

    @Override
    protected Value forward(Value x) {
      return conv.call(conv.call(x));
    }
  }

  @Test
  void sharedWeightsStayShared() {
    Graph twin = UntrainedTwin.of(new Twice().trace("twice", 0, 8, 6, 6));
    assertThat(twin.nodes()).hasSize(4);
    assertThat(params(twin)).isEqualTo(9 * 8 + 8 + 8 * 8 + 8);
    assertThat(Analysis.of(twin).totals().params()).isEqualTo(params(twin));
  }

  @Test
  void theModuleTreeShowsWhatWasReplaced() {
    Graph g =
        Sequential.of(Conv2d.of(8, 16, 3).bias(false), new BatchNorm2d(16), new ReLU())
            .trace("g", 0, 8, 10, 10);
    String table = TorchSummaryTable.render(UntrainedTwin.of(g));
    assertThat(table.lines().filter(l -> l.contains("-")).map(String::strip))
        .anyMatch(l -> l.startsWith("Conv2d-1") && l.endsWith("72"))
        .anyMatch(l -> l.startsWith("Conv2d-2") && l.endsWith("128"))
        .anyMatch(l -> l.startsWith("SeparableConv2d-3") && l.endsWith("0"))
        .anyMatch(l -> l.startsWith("BatchNorm2d-4"));
  }

  @Test
  void itRunsAndIsTheSameEveryTime() {
    Graph g = Sequential.of(Conv2d.of(8, 6, 3).padding(1)).trace("g", 0, 8, 9, 9);
    Graph twin = Analysis.of(UntrainedTwin.of(g)).graph();
    var inputs = Noise.inputs(twin, 1);
    var first = new CpuBackend(1).compile(twin).run(inputs);
    var again = new CpuBackend(1).compile(Analysis.of(UntrainedTwin.of(g)).graph()).run(inputs);
    assertThat(first).isEqualTo(again);
    assertThat(first.values())
        .singleElement()
        .satisfies(t -> {
          for (float f : t.floats()) {
            assertThat(f).isFinite();
          }
        });
  }

  @ParameterizedTest
  @ValueSource(strings = {"resnet8", "resnet18", "vgg16", "squeezenet1_1", "mobilenet_v1_conv"})
  void everyReplacedLayerKeepsWhatTheorySays(String name) {
    Comparison c = Comparison.withTwin(Zoo.graph(name));
    long normal =
        c.a().graph().nodes().stream()
            .filter(n ->
                n.op() instanceof Conv v
                    && v.groups() == 1
                    && v.window().kernel().stream().anyMatch(k -> k > 1)
                    && c.a().graph().type(n.inputs().get(1)).dim(1).value() > UntrainedTwin.HANDFUL)
            .count();
    assertThat(c.rows()).hasSize((int) normal).isNotEmpty();
    assertThat(c.rows())
        .allSatisfy(
            r -> assertThat(r.layers().actual()).isEqualTo(r.layers().theory(), offset(1e-12)));
    long saved =
        c.rows().stream()
            .mapToLong(r -> r.layers().normal().macs() - r.layers().separableMacs())
            .sum();
    assertThat(c.b().totals().macs()).isEqualTo(c.a().totals().macs() - saved);
    Map<String, ?> in = c.a().inputs();
    assertThat(c.b().inputs()).isEqualTo(in);
    assertThat(c.b().graph().type(c.b().graph().outputs().getFirst()))
        .isEqualTo(c.a().graph().type(c.a().graph().outputs().getFirst()));
  }
}
