package dev.sepconv.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TorchTablesTest {
  static final List<TorchInfoTable.Column> FIVE =
      List.of(
          TorchInfoTable.Column.INPUT_SIZE,
          TorchInfoTable.Column.OUTPUT_SIZE,
          TorchInfoTable.Column.NUM_PARAMS,
          TorchInfoTable.Column.KERNEL_SIZE,
          TorchInfoTable.Column.MULT_ADDS);

  private static void assertAsPrinted(Graph graph, String name) throws IOException {
    assertThat(TorchSummaryTable.render(graph))
        .isEqualTo(resource(name + ".torchsummary-1.5.1.txt"));
    assertThat(TorchInfoTable.render(graph, FIVE, 4))
        .isEqualTo(resource(name + ".torchinfo-1.8.0.txt"));
  }

  private static String resource(String name) throws IOException {
    try (var in = TorchTablesTest.class.getResourceAsStream(name)) {
      return new String(
          java.util.Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void areThoseOfTheToolsForTheArticlesPair() throws IOException {
    assertAsPrinted(Networks.articleStandard(), "article-standard");
    assertAsPrinted(Networks.articleSeparable(), "article-separable");
  }

  @Test
  void listNodesOfAFile() {
    String info =
        TorchInfoTable.render(
            Networks.fromFile(),
            List.of(
                TorchInfoTable.Column.NUM_PARAMS,
                TorchInfoTable.Column.PARAMS_PERCENT,
                TorchInfoTable.Column.TRAINABLE),
            3);
    assertThat(info.lines())
        .contains(
            "├─Conv: 1-1                              576                        97.30%                   True",
            "├─BatchNormalization: 1-2                16                          2.70%                   True",
            "├─Conv: 1-4                              (recursive)               (recursive)               True",
            "Total params: 592",
            "├─Relu: 1-3                              --                             --                   --");
    assertThat(TorchSummaryTable.render(Networks.fromFile()))
        .contains("            Conv-1            [-1, 8, 10, 10]             576\n")
        .contains("            TopK-6  [[-1, 8, 10, 2], [-1, 8, 10, 2]]               0\n");
  }

  @Test
  void nameTheColumnsThereAre() {
    assertThat(TorchInfoTable.Column.of("mult_adds")).isEqualTo(TorchInfoTable.Column.MULT_ADDS);
    assertThatThrownBy(() -> TorchInfoTable.Column.of("macs"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("'macs'")
        .hasMessageContaining("params_percent");
  }
}
