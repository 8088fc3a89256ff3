package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The table from invented figures.
class TargetRowsTest {
  private static final Machine MACHINE =
      new Machine("a processor", 2, "simd 512 bits", "an OS", "a JVM", "9.9", "8.8");

  private final Samples samples = new Samples();

  @BeforeEach
  void invent() {
    network("article-standard", 1, sample(0.5, 0.5), sample(0.6, 0.5), sample(0.4, 0.5));
    network("article-separable", 1, sample(0.2, 0.4), sample(0.2, 0.4), sample(0.2, 0.6));
    network("mobilenet_v2", 1, sample(6, 7.2), sample(6, 7.5), sample(5, 7));
    network("mobilenet_v2", 2, sample(3, 3), sample(4, 3), sample(5, 3));
    samples.memory.put("mobilenet_v2", List.of(new OrtMemory(4_000_000), new OrtMemory(0)));
    samples.first.add(new Samples.First(0.5, 0.25));
    samples.jars =
        Optional.of(new Samples.Jars(OptionalLong.of(1_500_000), OptionalLong.of(75_000_000)));
    ConvShape pointwise = new ConvShape("a.pw", 64, 10, 64, 1, 1, 1);
    ConvShape depthwise = new ConvShape("a.dw", 64, 10, 64, 3, 1, 64);
    ConvShape strided = new ConvShape("b.dw", 64, 10, 64, 3, 2, 64);
    samples.kernels.add(
        new KernelSample(
            100e9,
            List.of(
                new KernelSample.LayerTime(pointwise, "f32-pw", 2 * 409_600 / 90e9 * 1e6),
                new KernelSample.LayerTime(depthwise, "f32-dw", 2 * 57_600 / 80e9 * 1e6),
                new KernelSample.LayerTime(strided, "f32-dw", 1000))));
    samples.fusions.put(
        "mobilenet_v2",
        List.of(
            new FusionSample(
                List.of(
                    new FusionSample.FusedLayer("one", "f32-separable", 10, 20),
                    new FusionSample.FusedLayer("two", "f32-separable", 10, 9)))));
  }

  private void network(String name, int threads, NetworkSample... list) {
    samples.networks.put(new Samples.Setting(name, threads), List.of(list));
  }

  private static NetworkSample sample(double sepconv, double ort) {
    return new NetworkSample(sepconv, ort, 3 * ort, 1e-6, 2_000_000, 480);
  }

  private Row row(String key, int threads) {
    return TargetRows.of(samples, Goal.all()).stream()
        .filter(r -> r.key().equals(key) && r.threads() == threads)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void ratiosAreTakenForkByFork() {
    Row row = row("mobilenet_v2", 1);
    assertThat(row.figure().median()).isCloseTo(1.25, within(1e-12));
    assertThat(row.sepconv()).hasValueSatisfying(s -> assertThat(s.spread().median()).isEqualTo(6));
    assertThat(row.verdict()).contains(Goal.Verdict.BELOW_GOAL);
    assertThat(row("mobilenet_v2", 2).verdict()).contains(Goal.Verdict.BELOW_FLOOR);
    assertThat(row("article-separable", 1).verdict()).contains(Goal.Verdict.BELOW_GOAL);
    assertThat(row("article-standard", 1).verdict()).isEmpty();
  }

  @Test
  void pyTorchHasRowsWhereItWasMeasured() {
    Row row = row("torch", 1);
    assertThat(row.name()).isEqualTo("article-standard, PyTorch / Sepconv");
    assertThat(row.figure().median()).isCloseTo(3, within(1e-12));
    assertThat(row.verdict()).isEmpty();
    samples.networks.replaceAll((_, list) ->
        list.stream()
            .map(s -> new NetworkSample(s.sepconvMillis(), s.ortMillis(), null, 0, 0, 0))
            .toList());
    assertThat(TargetRows.of(samples, Goal.all())).extracting(Row::key).doesNotContain("torch");
  }

  @Test
  void derivedRowsCompareOurOwnTimes() {
    assertThat(row("article-ratio", 1).figure().median()).isCloseTo(2.5, within(1e-12));
    assertThat(row("two-threads", 2).figure().median()).isCloseTo(1.5, within(1e-12));
  }

  @Test
  void sharesOfThePeakCountOnlyTheirLayers() {
    assertThat(row("pointwise", 1).figure().median()).isCloseTo(0.9, within(1e-9));
    assertThat(row("depthwise-3x3-s1", 1).figure().median()).isCloseTo(0.8, within(1e-9));
  }

  @Test
  void theWorstFusedLayerIsNamed() {
    assertThat(row("fused-worst", 1).name()).endsWith("mobilenet_v2 two");
    assertThat(row("fused-worst", 1).figure().median()).isCloseTo(0.9, within(1e-12));
    assertThat(row("fused-geomean", 1).figure().median()).isCloseTo(Math.sqrt(1.8), within(1e-12));
  }

  @Test
  void aPeerThatNeedsNoMemoryIsNotBeaten() {
    samples.memory.put("mobilenet_v2", List.of(new OrtMemory(-4096)));
    assertThat(row("scratch", 1).figure().median()).isInfinite();
    assertThat(row("scratch", 1).verdict()).contains(Goal.Verdict.BELOW_FLOOR);
  }

  @Test
  void whatWasNotMeasuredHasNoRow() {
    assertThat(TargetRows.of(new Samples(), Goal.all())).isEmpty();
  }

  @Test
  void textHasHeadTableAndLayers() {
    String text = report().text();
    assertThat(text)
        .startsWith("machine       a processor, 2 processors, an OS\n")
        .contains("ONNX Runtime  9.9\n", "forks         3;")
        .containsPattern(
            "mobilenet_v2, ORT / Sepconv +1 +6\\.000 ms \\(5\\.200\\.\\.6\\.000\\) .*"
                + "1\\.25x \\(1\\.21\\.\\.1\\.37\\) +1\\.05x +1\\.30x  below goal\n")
        .containsPattern("jars: core, simd, onnx +1\\.50 MB .* 2\\.00 MB  1\\.00 MB  below goal\n")
        .containsPattern("a\\.pw +64 > 64 +10x10 +1x1/1 +90\\.0 +90\\.0 % .*f32-pw\n")
        .containsPattern("mobilenet_v2 two +10\\.0 +9\\.0 +0\\.90x");
  }

  @Test
  void jsonHasTheSameFigures() throws JsonProcessingException {
    JsonNode json = new ObjectMapper().readTree(ReportJson.of(report()));
    assertThat(json.at("/machine/cpu").asText()).isEqualTo("a processor");
    assertThat(json.at("/forks").asInt()).isEqualTo(3);
    JsonNode row = json.at("/rows/2");
    assertThat(row.at("/key").asText()).isEqualTo("mobilenet_v2");
    assertThat(row.at("/figure/median").asDouble()).isCloseTo(1.25, within(1e-12));
    assertThat(row.at("/peer/spread/median").asDouble()).isEqualTo(7.2);
    assertThat(row.at("/goal/goal").asDouble()).isEqualTo(1.3);
    assertThat(row.at("/verdict").asText()).isEqualTo("below goal");
    assertThat(json.at("/kernels/0/layers/0/shape/layer").asText()).isEqualTo("a.pw");
    assertThat(json.at("/fusions/0/samples/0/layers/1/fusedMicros").asInt()).isEqualTo(10);
  }

  private Report report() {
    return new Report(
        MACHINE,
        3,
        false,
        TargetRows.of(samples, Goal.all()),
        samples.kernels,
        samples.fusions.entrySet().stream()
            .map(e -> new Report.Fusions(e.getKey(), e.getValue()))
            .toList());
  }

  @Test
  void answersOfForksAreReadAsTheyWereWritten() throws JsonProcessingException {
    for (KernelSample sample : samples.kernels) {
      String line = Json.mapper().writeValueAsString(sample);
      assertThat(Json.mapper().readValue(line, KernelSample.class)).isEqualTo(sample);
    }
    NetworkSample network = sample(1, 2);
    assertThat(
            Json.mapper().readValue(Json.mapper().writeValueAsString(network), NetworkSample.class))
        .isEqualTo(network);
  }
}
