package dev.sepconv.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReportsTest {
  private final Analysis article = Analysis.of(Networks.articleSeparable());
  private final Analysis file = Analysis.of(Networks.fromFile());

  @Test
  void jsonHasItsKeysAndNumbers() throws Exception {
    JsonNode root = new ObjectMapper().readTree(AnalysisJson.render(file));
    assertThat(root.fieldNames())
        .toIterable()
        .contains("model", "input", "totals", "layers", "notCounted");
    assertThat(root.get("input").get("image").toString()).isEqualTo("[1,8,10,10]");
    assertThat(root.get("totals").fieldNames())
        .toIterable()
        .contains("params", "trainableParams", "buffers", "macs", "flops", "peakActivationBytes");
    root.get("totals").forEach(n -> assertThat(n.isIntegralNumber()).isTrue());
    assertThat(root.get("totals").get("flops").asLong())
        .isEqualTo(2 * root.get("totals").get("macs").asLong());
    assertThat(root.get("layers")).hasSize(6);
    assertThat(root.get("layers").get(0).get("path").asText()).isEqualTo("a,\"b\"\nc|d");
    assertThat(root.get("layers").get(0).get("macs").asLong()).isEqualTo(57_600);
    assertThat(root.get("notCounted").get(0).get("type").asText()).isEqualTo("TopK");
  }

  @Test
  void csvQuotesOddNames() {
    List<List<String>> rows = parse(LayerTable.csv(file));
    assertThat(rows).hasSize(7);
    assertThat(rows).allSatisfy(r -> assertThat(r).hasSameSizeAs(rows.get(0)));
    assertThat(rows.get(1).get(0)).isEqualTo("a,\"b\"\nc|d");
    int macs = rows.get(0).indexOf("MACs");
    assertThat(rows.get(1).get(macs)).isEqualTo("57600");
    assertThat(rows.get(6).get(macs)).as("not counted").isEmpty();
  }

  /// RFC 4180, read independently of how it was written.
  private static List<List<String>> parse(String csv) {
    List<List<String>> rows = new ArrayList<>();
    List<String> row = new ArrayList<>();
    StringBuilder cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < csv.length(); i++) {
      char c = csv.charAt(i);
      if (quoted && c == '"' && i + 1 < csv.length() && csv.charAt(i + 1) == '"') {
        cell.append('"');
        i++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && (c == ',' || c == '\n')) {
        row.add(cell.toString());
        cell.setLength(0);
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else if (quoted || c != '\r') {
        cell.append(c);
      }
    }
    assertThat(quoted).isFalse();
    return rows;
  }

  @Test
  void markdownEscapesPipes() {
    String md = LayerTable.markdown(file);
    assertThat(md).contains("| a,\"b\" c\\|d | Conv | 3x3 |");
    assertThat(LayerTable.markdown(article)).contains("| depthwise | Conv2d | 3x3 dw |", "**46**");
  }

  @Test
  void explainDerivesTheArticle() {
    assertThat(Explain.render(Analysis.of(Networks.articleStandard())))
        .contains("3·3·3·4 + 4 = 112")
        .contains("4·224·224·3·3·3 = 5,419,008");
    assertThat(Explain.render(article))
        .contains("3·3·(3/3)·3 + 3 = 30")
        .contains("1·1·3·4 + 4 = 16")
        .contains("parameters = 30 + 16 = 46")
        .contains("MACs = 1,354,752 + 602,112 = 1,956,864");
  }

  @Test
  void explainSaysWhatIsShared() {
    assertThat(Explain.render(file))
        .contains("shared", "8 + 8 = 16", "parameters = 576 + 16 = 592");
  }

  @Test
  void otherCountersDifferAsTheySay() {
    assertThat(OtherCounters.of(article))
        .extracting(OtherCounters::tool, OtherCounters::total)
        .contains(
            org.assertj.core.api.Assertions.tuple("thop", 1_956_864L),
            org.assertj.core.api.Assertions.tuple("ptflops", 1_956_864L + 7 * 224 * 224),
            org.assertj.core.api.Assertions.tuple("torchinfo", 1_505_280L + 802_816),
            org.assertj.core.api.Assertions.tuple("torch FlopCounter", 2 * 1_956_864L));
  }
}
