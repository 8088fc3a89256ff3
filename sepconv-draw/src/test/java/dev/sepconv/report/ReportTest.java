package dev.sepconv.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sepconv.graph.Graph;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// What is in the file, whether or not a browser is there to show it.
class ReportTest {
  @Test
  void dataHoldsTheCountsOfTheNetwork() throws IOException {
    JsonNode model = data(Samples.untimed(Samples.network("mobilenet_v1")).html()).at("/models/0");
    assertThat(model.at("/totals/params").asLong()).isEqualTo(4_231_976);
    assertThat(model.at("/totals/macs").asLong()).isEqualTo(568_740_352);
    JsonNode layer = model.at("/layers/0");
    assertThat(layer.path("path").asText()).isEqualTo("features.0.0");
    assertThat(layer.path("kind").asText()).isEqualTo("normal");
    assertThat(layer.path("window").asText()).isEqualTo("3x3 s2");
    assertThat(layer.path("conv").toString())
        .isEqualTo("{\"ic\":3,\"oc\":32,\"k\":3,\"size\":224,\"stride\":2,\"bias\":false}");
    assertThat(model.has("steps")).isFalse();
  }

  @Test
  void aComparisonHoldsRatiosTimesAndTheVerdict() throws IOException {
    Graph a = Samples.network("mobilenet_v1_conv");
    Graph b = Samples.network("mobilenet_v1");
    JsonNode data = data(Samples.two(a, b, Language.EN).html());
    assertThat(data.at("/comparison/replaced")).hasSize(13);
    assertThat(data.at("/comparison/replaced/0/theory").asDouble()).isEqualTo(1 / 64.0 + 1 / 9.0);
    assertThat(data.at("/comparison/speedup").asDouble()).isEqualTo(4.05);
    assertThat(data.at("/comparison/verdict").asText()).contains("8.56").contains("faster");
    assertThat(data(Samples.two(a, b, Language.ZH).html()).at("/comparison/verdict").asText())
        .startsWith("B 的计算量减至 A 的 1/8.56，实测速度是 A 的 4.05 倍（3.80–4.30）")
        .endsWith("。");
  }

  @Test
  void thePolicyAllowsThisScriptAlone() throws NoSuchAlgorithmException {
    String html = Samples.untimed(Samples.network("article-standard")).html();
    Matcher script = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL).matcher(html);
    assertThat(script.find()).isTrue();
    byte[] hash =
        MessageDigest.getInstance("SHA-256")
            .digest(script.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(html)
        .contains(
            "default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-"
                + Base64.getEncoder().encodeToString(hash)
                + "'");
    assertThat(html.replace("http://www.w3.org/2000/svg", ""))
        .doesNotContain("http:", "https:", "{{");
  }

  @Test
  void namesCannotEndAnElementOrFillAPlace() throws IOException {
    Graph graph = Samples.hostile();
    String html = Samples.untimed(graph).html();
    assertThat(html).doesNotContain("<img").doesNotContain("<!--");
    JsonNode model = data(html).at("/models/0");
    assertThat(model.path("name").asText()).isEqualTo(graph.name());
    assertThat(model.path("layers").findValuesAsText("path")).isEqualTo(Samples.HOSTILE);
  }

  @Test
  void thePageOfADrawingHasNothingElse() throws IOException {
    String html = Report.ofDrawing("net", "<svg xmlns='http://www.w3.org/2000/svg'/>", Language.EN);
    assertThat(html).contains("<title>net: network graph</title>").contains("<svg xmlns=");
    assertThat(data(html).path("calculator").asBoolean()).isFalse();
  }

  @Test
  void twoNetworksHaveToBeCompared() {
    Subject s = Samples.untimed(Samples.network("article-standard")).subjects().getFirst();
    assertThatThrownBy(() ->
            new Report(
                List.of(s, s), Optional.empty(), Machine.here(), "1", LocalDate.EPOCH, Language.EN))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static JsonNode data(String html) throws IOException {
    Matcher data =
        Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>")
            .matcher(html);
    assertThat(data.find()).isTrue();
    return new ObjectMapper().readTree(data.group(1));
  }
}
