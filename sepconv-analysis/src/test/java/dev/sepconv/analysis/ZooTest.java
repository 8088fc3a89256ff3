package dev.sepconv.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sepconv.graph.Graph;
import dev.sepconv.nn.zoo.Zoo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/// The zoo against the published integers and against what PyTorch's tools printed.
class ZooTest {
  static final List<String> NAMES = Zoo.names();

  /// 0 where no figure is published.
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
    "efficientnet_b0, 5288548, 0, 385814752",
    "mnasnet1_0, 4383312, 0, 314415872",
    "shufflenet_v2_x1_0, 2278604, 0, 144907992",
    "shufflenet_v2_x0_5, 1366792, 0, 40476448",
    "xception, 22855952, 22910480, 8357403496",
    "resnet18, 11689512, 0, 1814073344",
    "resnet50, 25557032, 0, 4089184256",
    "vgg16, 138357544, 0, 15470264320",
    "vgg16_bn, 138365992, 0, 15470264320",
    "ds_cnn, 23756, 24908, 2656768",
    "vww_96, 216322, 221794, 7489664",
    "resnet8, 78186, 78666, 12501632",
  })
  void hasThePublishedIntegers(String name, long params, long withBuffers, long macs) {
    Totals t = Analysis.of(Zoo.graph(name)).totals();
    assertThat(t.params()).isEqualTo(params);
    if (withBuffers > 0) {
      assertThat(t.params() + t.buffers()).isEqualTo(withBuffers);
    }
    assertThat(t.macs()).isEqualTo(macs);
  }

  @ParameterizedTest
  @CsvSource({"192, 418121728", "160, 290675200", "128, 186400768"})
  void countsMobileNetAtOtherSizes(int size, long macs) {
    Graph g = Zoo.module("mobilenet_v1").trace("mobilenet_v1", 0, 3, size, size);
    assertThat(Analysis.of(g).totals().macs()).isEqualTo(macs);
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void addsUp(String name) {
    Analysis a = Analysis.of(Zoo.graph(name));
    assertThat(a.notCounted()).isEmpty();
    assertThat(a.layers().stream().mapToLong(Layer::params).sum()).isEqualTo(a.totals().params());
    assertThat(a.layers().stream().mapToLong(Layer::buffers).sum()).isEqualTo(a.totals().buffers());
    assertThat(a.layers().stream().mapToLong(Layer::macs).sum()).isEqualTo(a.totals().macs());
    assertThat(a.layers().stream().flatMap(l -> l.nodes().stream()))
        .as("every node lies in exactly one layer")
        .containsExactlyInAnyOrderElementsOf(
            a.graph().nodes().stream().map(dev.sepconv.graph.Node::name).toList());
    assertThat(a.totals().peakActivationBytes())
        .isPositive()
        .isLessThanOrEqualTo(a.totals().activationBytesWithoutReuse());
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void fitsEveryWidth(String name) {
    Analysis a = Analysis.of(Zoo.graph(name));
    for (int width = 80; width <= 200; width += 3) {
      for (int depth : new int[] {1, 2, Integer.MAX_VALUE}) {
        int most = width;
        assertThat(SepconvTable.render(a, new SepconvTable.Options(width, false, depth)).lines())
            .as("width %d, depth %d", width, depth)
            .allSatisfy(l -> assertThat(Numbers.length(l)).isLessThanOrEqualTo(most));
      }
    }
  }

  @ParameterizedTest
  @FieldSource("NAMES")
  void isExplainedToTheLastParameter(String name) {
    Analysis a = Analysis.of(Zoo.graph(name));
    assertThat(Explain.render(a))
        .contains("= " + Numbers.thousands(a.totals().params()) + "\n")
        .contains("= " + Numbers.thousands(a.totals().macs()) + "\n");
  }

  @Test
  void tablesAreByteForByteThoseOfTheTools() throws IOException {
    Path golden = Path.of("..", "..", "shared", "golden");
    if (!Files.isDirectory(golden)) {
      System.out.println("SKIPPED: no golden tables of PyTorch's tools at " + golden.normalize());
    }
    assumeTrue(Files.isDirectory(golden), "no golden tables beside the repository");
    List<Path> files;
    try (Stream<Path> list = Files.list(golden)) {
      files = list.sorted().toList();
    }
    assertThat(files).isNotEmpty();
    for (Path file : files) {
      String fileName = file.getFileName().toString();
      String model = fileName.substring(0, fileName.indexOf(".torch"));
      Graph g = Zoo.graph(model);
      String printed =
          fileName.contains(".torchsummary-")
              ? TorchSummaryTable.render(g)
              : TorchInfoTable.render(g, TorchTablesTest.FIVE, 4);
      assertThat(printed).as(fileName).isEqualTo(Files.readString(file));
    }
  }
}
