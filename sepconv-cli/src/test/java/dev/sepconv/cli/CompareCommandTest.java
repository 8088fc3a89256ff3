package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sepconv.cli.output.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CompareCommandTest {
  private static final String[] QUICK = {"--warm-up", "0", "--seconds", "0", "--threads", "1"};

  private static Cli.Result quick(String... args) {
    List<String> all = new ArrayList<>(List.of("compare"));
    all.addAll(List.of(args));
    all.addAll(List.of(QUICK));
    Cli.Result r = Cli.run(all.toArray(String[]::new));
    assertThat(r.code()).as(r.err()).isZero();
    assertThat(r.err()).isEmpty();
    return r;
  }

  private static JsonNode json(Cli.Result r) throws IOException {
    return new ObjectMapper().readTree(r.out());
  }

  @Test
  void theArticlesPairIsMeasured() throws IOException {
    JsonNode json = json(quick("--format", "json"));
    assertThat(json.at("/a/totals/params").asInt()).isEqualTo(112);
    assertThat(json.at("/b/totals/params").asInt()).isEqualTo(46);
    for (String side : List.of("a", "b")) {
      JsonNode m = json.at("/measured/" + side);
      assertThat(m.get("runs").asInt()).isGreaterThanOrEqualTo(5);
      assertThat(m.get("p10Millis").asDouble())
          .isPositive()
          .isLessThanOrEqualTo(m.get("medianMillis").asDouble());
      assertThat(m.get("stepsMillis").asDouble()).isPositive();
    }
    assertThat(json.at("/measured/threads").asInt()).isEqualTo(1);
    assertThat(json.at("/measured/speedup/median").asDouble()).isPositive();
    assertThat(json.at("/measured/machine/gflops").asDouble()).isPositive();
    JsonNode row = json.at("/replaced/0");
    assertThat(row.get("timeLeft").asDouble()).isPositive();
    assertThat(row.at("/separableTime/exact").asBoolean()).isTrue();
    assertThat(row.at("/separableTime/bound").asText()).isIn("compute", "memory");
    assertThat(json.get("verdict").asText()).startsWith("B does 2.77x less arithmetic");
  }

  @Test
  void oneLayerAgainstItsSeparableForm() {
    String out =
        quick("--conv", "8:16", "--kernel", "5", "--stride", "2", "--input", "8x20x20").out();
    assertThat(out)
        .contains("A  normal  input 1x8x20x20", "B  separable", "time, median", "ms A")
        .doesNotContain("assumed");
    // 5·5·8·16 + 16 against 5·5·8 + 8 + 8·16 + 16.
    assertThat(out).containsPattern("parameters +3,216 +352 ");
  }

  @Test
  void aModelAgainstItsTwin() throws IOException {
    JsonNode json = json(quick("zoo:resnet8", "--format", "json"));
    assertThat(json.get("replaced")).hasSize(6);
    assertThat(json.at("/b/model").asText()).isEqualTo("resnet8-separable");
    assertThat(json.get("verdict").asText())
        .startsWith("With 6 normal convolutions replaced B does 5.05x less arithmetic");
  }

  @Test
  void nothingToReplaceIsSaidAtOnce() {
    assertThat(quick("zoo:mobilenet_v2").out())
        .contains("Nothing to replace")
        .doesNotContain("time, median");
  }

  @Test
  void withoutTimeItOnlyCounts() {
    Cli.Result r = Cli.run("compare", "zoo:mobilenet_v1_conv", "zoo:mobilenet_v1", "--no-time");
    assertThat(r.code()).isZero();
    assertThat(r.out()).contains("not measured").doesNotContain("time, median", "ms A");
  }

  @Test
  void markdownBeginsWithTheVerdict() {
    assertThat(quick("--format", "markdown").out())
        .startsWith("**B does 2.77x less arithmetic")
        .contains("| parameters | 112 | 46 | 41.1% | 2.43x |");
  }

  @Test
  void aSweepFindsWhereItWins(@TempDir Path folder) throws IOException {
    Path chart = folder.resolve("sweep.svg");
    JsonNode json =
        json(
            quick(
                "--sweep",
                "channels",
                "--range",
                "2..8",
                "--input",
                "1x12x10",
                "--format",
                "json",
                "-o",
                chart.toString()));
    assertThat(json.get("points")).extracting(p -> p.get("value").asInt()).containsExactly(2, 4, 8);
    for (JsonNode p : json.get("points")) {
      long v = p.get("value").asLong();
      assertThat(p.get("normalMacs").asLong()).isEqualTo(9 * v * v * 120);
      assertThat(p.get("separableMacs").asLong()).isEqualTo((9 * v + v * v) * 120);
      assertThat(p.at("/normal/runs").asInt()).isGreaterThanOrEqualTo(5);
    }
    assertThat(json.get("layer").asText()).isEqualTo("3x3 kernel, input of 12x10, 1 thread");
    assertThat(Files.readString(chart)).startsWith("<svg ").contains("theory, by MACs");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zoo:resnet8 --conv 3:4 | --conv takes the place of a model",
        "--conv 3 | --conv 3 is no pair of channels",
        "--conv 3:4 --input 5x8x8 | has 5 channels, but --conv takes 3",
        "--kernel 5 | --kernel 5 goes with --conv",
        "--range 1..4 | --range 1..4 goes with --sweep only",
        "-o x.svg | --output x.svg goes with --sweep or --format html only",
        "--sweep width | --sweep",
        "--sweep size --range 8,4 | --range 8,4 is none",
        "--sweep size --range 4..100000 | --range 4..100000 is none",
        "--sweep size --range x | --range x is none",
        "--sweep size -o chart.gif | must end in .svg or .png",
        "--sweep size --no-time | --no-time leaves nothing to do",
        "--sweep size zoo:resnet8 | --sweep is of one layer",
        "--sweep channels --conv 3:4 | --sweep channels sets both channels",
        "zoo:resnet8 --threads 0 | --threads 0 must be from 1",
        "zoo:resnet8 --seconds -1 | --seconds -1.0 must be from 0",
        "a.onnx b.onnx c.onnx | unexpected argument 'c.onnx'",
      })
  void wrongCommandLines(String args, String expected) {
    Cli.Result r = Cli.run(("compare " + args).split(" ", -1));
    assertThat(r.code()).as(r.out() + r.err()).isEqualTo(ExitCode.USAGE);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("sepconv: ").contains(expected);
  }

  @Test
  void aKernelThatDoesNotFitIsFoundBeforeAnythingIsMeasured() {
    Cli.Result r =
        Cli.run(
            "compare",
            "--sweep",
            "kernel",
            "--conv",
            "8:8",
            "--input",
            "8x4x4",
            "--padding",
            "0",
            "--range",
            "3..9");
    assertThat(r.code()).isEqualTo(ExitCode.ERROR);
    assertThat(r.out()).isEmpty();
    assertThat(r.err()).startsWith("sepconv: ").contains("does not fit");
  }
}
