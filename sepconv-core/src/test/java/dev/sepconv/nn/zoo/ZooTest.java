package dev.sepconv.nn.zoo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZooTest {
  private static final Path GOLDEN = Path.of("..", "..", "shared", "golden");

  /// Published counts: parameters, with BN statistics (0 where there are none to add), MACs.
  @ParameterizedTest
  @CsvSource({
    "article-standard, 112, 112, 5419008",
    "article-separable, 46, 46, 1956864",
    "mobilenet_v1, 4231976, 4253864, 568740352",
    "mobilenet_v1_0.75, 2585560, 2601976, 325400448",
    "mobilenet_v1_0.5, 1331592, 1342536, 149497088",
    "mobilenet_v1_0.25, 470072, 475544, 41030272",
    "mobilenet_v1_conv, 29294088, 29306056, 4867293184",
    "mobilenet_v2, 3504872, 3538984, 300774272",
    "mobilenet_v3_large, 5483032, 5507432, 216589760",
    "mobilenet_v3_small, 2542856, 2554968, 56510400",
    "efficientnet_b0, 5288548, , 385814752",
    "mnasnet1_0, 4383312, , 314415872",
    "shufflenet_v2_x1_0, 2278604, , 144907992",
    "shufflenet_v2_x0_5, 1366792, , 40476448",
    "squeezenet1_1, 1235496, 1235496, 349151936",
    "xception, 22855952, 22910480, 8357403496",
    "resnet18, 11689512, , 1814073344",
    "resnet50, 25557032, , 4089184256",
    "vgg16, 138357544, 138357544, 15470264320",
    "vgg16_bn, 138365992, , 15470264320",
    "ds_cnn, 23756, 24908, 2656768",
    "vww_96, 216322, 221794, 7489664",
    "resnet8, 78186, 78666, 12501632"
  })
  void countsAreThePublishedOnes(String name, long params, Long withStatistics, long macs) {
    Graph g = bind(Zoo.graph(name), Zoo.entry(name).input());
    assertThat(count(g, Role.PARAMETER)).isEqualTo(params);
    if (withStatistics != null) {
      assertThat(count(g, Role.PARAMETER) + count(g, Role.BUFFER)).isEqualTo(withStatistics);
    }
    assertThat(macs(g)).isEqualTo(macs);
  }

  @ParameterizedTest
  @CsvSource({"192, 418121728", "160, 290675200", "128, 186400768"})
  void mobileNetShrinksWithTheImage(int size, long macs) {
    Graph g = Zoo.module("mobilenet_v1").trace("mobilenet_v1", 0, 3, size, size);
    assertThat(macs(bind(g, List.of(3, size, size)))).isEqualTo(macs);
  }

  private static Graph bind(Graph g, List<Integer> input) {
    List<Dim> dims = new ArrayList<>(List.of(Dim.of(1)));
    input.forEach(d -> dims.add(Dim.of(d)));
    return g.withInputs(Map.of("input", TensorType.of(ElementType.FLOAT32, dims)));
  }

  private static long count(Graph g, Role role) {
    return g.constants().values().stream()
        .filter(c -> c.role() == role)
        .mapToLong(Constant::elements)
        .sum();
  }

  private static long macs(Graph g) {
    long sum = 0;
    for (Node n : g.nodes()) {
      if (n.op() instanceof Conv || n.op() instanceof Gemm) {
        TensorType w = g.type(n.inputs().get(1));
        long perOutput = w.shape().elements() / w.dim(0).value();
        sum += g.type(n.output()).shape().elements() * perOutput;
      }
    }
    return sum;
  }

  @Test
  void batchStaysSymbolicThroughout() {
    for (String name : Zoo.names()) {
      Graph g = Zoo.graph(name);
      assertThat(g.inputs()).containsExactly("input");
      assertThat(g.outputs()).containsExactly("output");
      assertThat(g.type("output").dim(0)).as(name).isEqualTo(Dim.symbol("N"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"mobilenetv2", "mobilenet-v2", "mobilenet_v2x"})
  void suggestsTheNearestName(String wrong) {
    assertThatThrownBy(() -> Zoo.graph(wrong))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("the zoo has no network '" + wrong + "'; did you mean 'mobilenet_v2'?");
  }

  @Test
  void weightsFollowTheSeed() {
    Graph a = Zoo.graph("resnet8", 1);
    Graph b = Zoo.graph("resnet8", 1);
    Graph c = Zoo.graph("resnet8", 2);
    String w = "stack1.main.0.weight";
    assertThat(a.constant(w).orElseThrow().tensor())
        .isEqualTo(b.constant(w).orElseThrow().tensor())
        .isNotEqualTo(c.constant(w).orElseThrow().tensor())
        .isNotEqualTo(a.constant("stack1.main.3.weight").orElseThrow().tensor());
  }

  /// Every row that torchsummary prints is a call of the trace: name, output shape and own
  /// parameters, in the order in which calls finish.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "article-standard",
        "article-separable",
        "efficientnet_b0",
        "mobilenet_v2",
        "mobilenet_v3_small",
        "resnet18",
        "vgg16"
      })
  void callsAreTorchsummarysRows(String name) throws IOException {
    Path file = GOLDEN.resolve(name + ".torchsummary-1.5.1.txt");
    if (!Files.exists(file)) {
      System.out.println("SKIPPED: no ../shared/golden beside the project");
    }
    Assumptions.assumeTrue(Files.exists(file), "no ../shared/golden beside the project");
    List<String> expected =
        Files.readAllLines(file).stream()
            .filter(l -> l.matches(" *\\S+-\\d+ .*\\[-1.*"))
            .map(l -> l.strip().replaceAll("\\s+", " ").replace(", ", ","))
            .toList();
    Graph g = Zoo.graph(name);
    List<ModuleTrace.Call> calls =
        g.trace().orElseThrow().calls().stream()
            .filter(c -> c.parent() >= 0 && !c.module().container())
            .sorted(Comparator.comparingInt(ModuleTrace.Call::finished))
            .toList();
    List<String> actual = new ArrayList<>();
    for (ModuleTrace.Call c : calls) {
      long own =
          c.module().constants().stream()
              .map(k -> g.constant(k).orElseThrow())
              .filter(k -> k.role() == Role.PARAMETER)
              .mapToLong(Constant::elements)
              .sum();
      String shape =
          g.type(c.outputs().getFirst()).dims().stream()
              .skip(1)
              .map(Dim::toString)
              .collect(Collectors.joining(",", "[-1,", "]"));
      actual.add("%s-%d %s %,d".formatted(c.module().type(), actual.size() + 1, shape, own));
    }
    assertThat(actual).isEqualTo(expected);
  }
}
