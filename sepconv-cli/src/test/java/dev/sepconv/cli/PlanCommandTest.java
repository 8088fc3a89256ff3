package dev.sepconv.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A plan says which kernel does what, and why.
class PlanCommandTest {
  private static String plan(String model) {
    Cli.Result r = Cli.run("plan", model);
    assertThat(r.code()).as(r.err()).isZero();
    return r.out();
  }

  @ParameterizedTest
  @CsvSource({
    "mobilenet_v2, 'convolution 3x3/2 of 3 + clip', 'depthwise 3x3 + clip + pointwise + residual'",
    "resnet18, 'convolution 7x7/2 of 3 + relu', 'maxpool 3x3/2'",
    "resnet18, 'convolution 3x3 of 64 + residual + relu', 'pointwise/2'",
  })
  void reasonsNameWhatIsSpecial(String network, String one, String other) {
    assertThat(plan("zoo:" + network)).contains(one).contains(other);
  }

  @Test
  void theLastLineCountsTheReference(@TempDir Path dir) throws IOException {
    assertThat(plan("zoo:ds_cnn").lines().toList().getLast())
        .isEqualTo("no step runs on the reference");
    byte[] casts =
        new OnnxBytes()
            .node("whole", "Cast", List.of("x"), List.of("n"), OnnxBytes.integer("to", 7))
            .node("back", "Cast", List.of("n"), List.of("f"), OnnxBytes.integer("to", 1))
            .node("positive", "Relu", List.of("f"), List.of("y"))
            .input("x", 1, 7)
            .output("y", 1, 7)
            .model();
    String plan = plan(Files.write(dir.resolve("casts.onnx"), casts).toString());
    assertThat(plan).contains("no vector kernel: cast");
    assertThat(plan.lines().toList().getLast()).isEqualTo("2 of 3 steps run on the reference");
  }

  @Test
  void bytesAreTotalled() {
    assertThat(plan("zoo:ds_cnn"))
        .containsPattern("memory for results: [0-9,]+ bytes; without sharing [0-9,]+")
        .containsPattern("scratch memory: [0-9,]+ bytes, [0-9,]+ for each of [0-9]+ thread");
  }
}
