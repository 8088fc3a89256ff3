package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sepconv.cli.output.ExitCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureCommandTest {
  private static final String[] QUICK = {"--warm-up", "0", "--seconds", "0"};

  private static Cli.Result measure(String... args) {
    List<String> all = new ArrayList<>(List.of("measure"));
    all.addAll(List.of(args));
    all.addAll(List.of(QUICK));
    Cli.Result r = Cli.run(all.toArray(String[]::new));
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.err()).isEmpty();
    return r;
  }

  @Test
  void jsonHasTheKeysThatWerePromised() throws IOException {
    Cli.Result r =
        measure("zoo:ds_cnn", "--threads", "2", "--batch", "3", "--layers", "--format", "json");
    JsonNode json = new ObjectMapper().readTree(r.out());
    assertThat(json.fieldNames())
        .toIterable()
        .containsExactly(
            "model",
            "threads",
            "batch",
            "runs",
            "medianMillis",
            "p10Millis",
            "p90Millis",
            "layers");
    assertThat(json.get("model").asText()).isEqualTo("zoo:ds_cnn");
    assertThat(json.get("threads").asInt()).isEqualTo(2);
    assertThat(json.get("batch").asInt()).isEqualTo(3);
    assertThat(json.get("runs").asInt()).isEqualTo(5);
    assertThat(json.get("p10Millis").asDouble())
        .isPositive()
        .isLessThanOrEqualTo(json.get("medianMillis").asDouble());
    assertThat(json.get("p90Millis").asDouble())
        .isGreaterThanOrEqualTo(json.get("medianMillis").asDouble());
    assertThat(json.get("layers")).hasSizeGreaterThan(3);
    double macs = 0;
    for (JsonNode layer : json.get("layers")) {
      assertThat(layer.fieldNames())
          .toIterable()
          .containsExactly("name", "kernel", "medianMillis", "gflops", "share", "bound");
      assertThat(layer.get("share").asDouble()).isPositive();
      assertThat(layer.get("bound").asText()).isIn("compute", "memory");
      macs += layer.get("gflops").asDouble() * layer.get("medianMillis").asDouble() * 1e6 / 2;
    }
    // Fusing moves multiply-adds from step to step and loses none.
    JsonNode summary =
        new ObjectMapper()
            .readTree(
                Cli.run("summary", "zoo:ds_cnn", "--input", "3x1x49x10", "--format", "json").out());
    assertThat(Math.round(macs)).isEqualTo(summary.get("totals").get("macs").asLong());
  }

  @Test
  void withoutLayersThereAreNone() throws IOException {
    JsonNode json =
        new ObjectMapper().readTree(measure("zoo:article-separable", "--format", "json").out());
    assertThat(json.get("layers")).isEmpty();
    assertThat(json.get("batch").asInt()).isEqualTo(1);
    assertThat(json.get("threads").asInt()).isEqualTo(Runtime.getRuntime().availableProcessors());
  }

  @Test
  void textIsATable() {
    assertThat(measure("zoo:ds_cnn", "--threads", "1", "--layers").out())
        .contains("zoo:ds_cnn, 1 thread, batch 1: 5 runs", "median", "p10", "p90")
        .contains("GFLOP/s", "share", "bound", "all steps:");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zoo:ds_cnn --threads 0 | --threads 0 must be from 1 to 1024",
        "zoo:ds_cnn --threads many | --threads",
        "zoo:ds_cnn --batch 0 | --batch must be at least 1",
        "zoo:ds_cnn --seconds -1 | --seconds -1.0 must be from 0",
        "zoo:ds_cnn --warm-up NaN | --warm-up NaN must be from 0",
      })
  void wrongCommandLines(String args, String expected) {
    Cli.Result r = Cli.run(("measure " + args).split(" ", -1));
    assertThat(r.code()).isEqualTo(ExitCode.USAGE);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("sepconv: ").contains(expected);
  }

  @Test
  void aBatchThatIsNotOpenStays() {
    Cli.Result r = Cli.run("measure", "zoo:ds_cnn", "--input", "2x1x49x10", "--batch", "4");
    assertThat(r.code()).isEqualTo(ExitCode.ERROR);
    assertThat(r.err()).startsWith("sepconv: --batch 4: input 'input'").contains("not open");
  }
}
