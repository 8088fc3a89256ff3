package dev.sepconv.bench;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// By how much ONNX Runtime's process grows in its first runs. Linux only.
///
/// @param bytes of anonymous memory; memory that loading left free and runs use again is not in it
record OrtMemory(long bytes) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int RUNS = 3;

  static OrtMemory measure(String file, int threads, int size) {
    Map<String, Tensor> inputs =
        Map.of("input", Tensor.zeros(ElementType.FLOAT32, Shape.of(1, 3, size, size)));
    try (OrtModel model = OrtModel.of(file, threads, inputs)) {
      long before = resident();
      for (int i = 0; i < RUNS; i++) {
        model.run();
      }
      return new OrtMemory(resident() - before);
    }
  }

  private static long resident() {
    try {
      return 1024
          * Files.readAllLines(STATUS).stream()
              .filter(l -> l.startsWith("RssAnon:"))
              .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
