package dev.sepconv.simd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.kernel.reference.ReferenceKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Which kernels are found, in JVMs of their own with and without the module that this one needs.
class DiscoveryTest {
  private static final String MODULE = "--add-modules=jdk.incubator.vector";

  private static final String REFERENCE = ReferenceKernel.class.getName();

  @TempDir Path dir;

  private record Found(List<String> lines, String log) {
    /// Which kernels follow which.
    List<String> kinds() {
      List<String> kinds = new ArrayList<>();
      for (String l : lines) {
        String kind = l.contains(".simd.") ? "simd" : l.contains(".scalar.") ? "scalar" : "other";
        if (kinds.isEmpty() || !kinds.getLast().equals(kind)) {
          kinds.add(kind);
        }
      }
      return kinds;
    }
  }

  private Found discover(String... options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx64m", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.add(Discovery.class.getName());
    Path out = dir.resolve("out");
    Path log = dir.resolve("log");
    Process p =
        new ProcessBuilder(command)
            .redirectOutput(out.toFile())
            .redirectError(log.toFile())
            .start();
    assertThat(p.waitFor()).as(Files.readString(log)).isZero();
    return new Found(Files.readAllLines(out), Files.readString(log));
  }

  @Test
  void vectorKernelsStandBeforeScalarOnes() throws Exception {
    Found f = discover(MODULE);
    assertThat(f.kinds()).containsExactly("simd", "scalar", "other");
    assertThat(f.lines.getLast()).isEqualTo(REFERENCE);
    assertThat(f.log).doesNotContain("cannot run");
  }

  @Test
  void withoutTheModuleScalarKernelsAreUsedAndOneLineSaysWhy() throws Exception {
    Found f = discover();
    assertThat(f.kinds()).containsExactly("scalar", "other");
    assertThat(f.lines.getLast()).isEqualTo(REFERENCE);
    assertThat(f.log)
        .containsOnlyOnce("simd kernels cannot run in this JVM")
        .contains("scalar kernels are used", "--add-modules jdk.incubator.vector");
  }

  @Test
  void withoutTheModuleVectorKernelsCannotBeForced() throws Exception {
    Found f = discover("-Dsepconv.kernels=simd");
    assertThat(f.lines)
        .containsExactly(
            "sepconv.kernels asks for 'simd' kernels, which need a JVM started with --add-modules"
                + " jdk.incubator.vector");
  }

  @Test
  void oneProviderCanBeForced() throws Exception {
    assertThat(discover(MODULE, "-Dsepconv.kernels=scalar").kinds())
        .containsExactly("scalar", "other");
    assertThat(discover(MODULE, "-Dsepconv.kernels=simd").kinds()).containsExactly("simd", "other");
    assertThat(discover(MODULE, "-Dsepconv.kernels=reference").lines).containsExactly(REFERENCE);
  }

  @Test
  void noVectorClassIsLoadedToFindThatOut() throws Exception {
    Found f = discover("-verbose:class");
    assertThat(f.lines).noneMatch(l -> l.contains("jdk.incubator.vector."));
  }
}
