package dev.sepconv.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OutputFolderTest {
  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({
    "logits, logits.npy",
    "fetch_name_0, fetch_name_0.npy",
    "model/head:0, model_head_0.npy",
    "../../etc/passwd, etc_passwd.npy",
    ".hidden, hidden.npy",
    "'', output.npy",
    "über, ber.npy",
  })
  void namesAreSafe(String output, String file) {
    assertThat(OutputFolder.fileName(output, new HashSet<>())).isEqualTo(file);
  }

  @Test
  void namesAreDifferent() {
    Set<String> taken = new HashSet<>();
    assertThat(OutputFolder.fileName("a/b", taken)).isEqualTo("a_b.npy");
    assertThat(OutputFolder.fileName("A:B", taken)).isEqualTo("A_B-2.npy");
    assertThat(OutputFolder.fileName("x".repeat(500), taken)).hasSizeLessThan(120);
  }

  @Test
  void writesAllAndLeavesNothingElse() throws IOException {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    outputs.put("b", Tensor.of(Shape.of(2), new float[] {1, 2}));
    outputs.put("a", Tensor.vector(7, 8, 9));
    Path folder = dir.resolve("new/folder");
    assertThat(OutputFolder.write(folder, outputs))
        .containsExactly(folder.resolve("b.npy"), folder.resolve("a.npy"));
    assertThat(Npy.read(folder.resolve("a.npy"))).isEqualTo(Tensor.vector(7, 8, 9));
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(2);
    }
  }

  @Test
  void aFileInTheWayIsKept() throws IOException {
    Path file = Files.writeString(dir.resolve("file"), "mine");
    assertThatThrownBy(() -> OutputFolder.write(file, Map.of("a", Tensor.vector(1))))
        .isInstanceOf(IOException.class);
    assertThat(file).hasContent("mine");

    Files.createDirectories(dir.resolve("out/a.npy"));
    assertThatThrownBy(() -> OutputFolder.write(dir.resolve("out"), Map.of("a", Tensor.vector(1))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("a.npy is a folder");
    try (Stream<Path> files = Files.list(dir.resolve("out"))) {
      assertThat(files).hasSize(1);
    }
  }
}
