package dev.sepconv.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibrariesTest {
  private static String path(Stream<Path> entries) {
    return entries.map(Path::toString).collect(Collectors.joining(File.pathSeparator));
  }

  @Test
  void jarsAreTakenByName(@TempDir Path folder) throws IOException {
    Path core = Files.write(folder.resolve("sepconv-core-0.1.jar"), new byte[10]);
    Path onnx = Files.write(folder.resolve("sepconv-onnx-0.1.jar"), new byte[5]);
    Path bench = Files.write(folder.resolve("sepconv-bench-0.1.jar"), new byte[100]);
    Path ort = Files.write(folder.resolve("onnxruntime-1.29.0.jar"), new byte[1000]);
    Path protobuf = Files.write(folder.resolve("protobuf-javalite-4.36.2.jar"), new byte[7]);
    Path other = Files.write(folder.resolve("jmh-core-1.37.jar"), new byte[1]);
    Libraries all = Libraries.of(path(Stream.of(other, core, ort, protobuf, bench, onnx)));
    assertThat(all.own()).containsExactly(core, onnx);
    assertThat(all.ownBytes()).hasValue(15);
    assertThat(all.peerBytes()).hasValue(1000);
    assertThat(all.withBench().path()).isEqualTo(path(Stream.of(core, onnx, bench)));
    assertThat(all.withPeer().path()).isEqualTo(path(Stream.of(core, onnx, bench, ort)));
  }

  @Test
  void foldersOfClassesHaveNoJarSize() {
    Path classes = Path.of("x", "sepconv-simd", "target", "classes");
    Path protobuf = Path.of("protobuf-javalite-4.36.2.jar");
    Libraries all = Libraries.of(path(Stream.of(protobuf, classes)));
    assertThat(all.own()).containsExactly(classes, protobuf);
    assertThat(all.ownBytes()).isEmpty();
  }
}
