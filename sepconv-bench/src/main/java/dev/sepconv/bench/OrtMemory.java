package dev.sepconv.bench;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// What a run of ONNX Runtime needs beside inputs and outputs: the peak of its process's memory in
/// a run, less what it has before. The runtime gives memory back after every run here, and so does
/// the C library where {@link #ENVIRONMENT} says so, so that nothing which loading left free serves
/// runs. Linux only.
///
/// @param bytes resident memory
record OrtMemory(long bytes) {
  /// What the environment must have: larger pieces are mapped alone.
  static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_MMAP_THRESHOLD_", "65536");

  private static final Path STATUS = Path.of("/proc/self/status");

  /// Writing this here sets the peak back to what is resident.
  private static final Path REFERENCES = Path.of("/proc/self/clear_refs");

  private static final String RESET_PEAK = "5";
  private static final int RUNS = 3;

  /// Whether the system tells a process the peak of its memory.
  static boolean isMeasurable() {
    return Files.isReadable(STATUS) && Files.isWritable(REFERENCES);
  }

  static OrtMemory measure(String file, int threads, int size) {
    Map<String, Tensor> inputs =
        Map.of("input", Tensor.zeros(ElementType.FLOAT32, Shape.of(1, 3, size, size)));
    try (OrtModel model = OrtModel.withoutArena(file, threads, inputs)) {
      long output = 4L * model.output().length;
      try {
        Files.writeString(REFERENCES, RESET_PEAK);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      long before = kilobytes("VmRSS:");
      for (int i = 0; i < RUNS; i++) {
        model.run();
      }
      return new OrtMemory(1024 * (kilobytes("VmHWM:") - before) - output);
    }
  }

  private static long kilobytes(String key) {
    try {
      return Files.readAllLines(STATUS).stream()
          .filter(l -> l.startsWith(key))
          .mapToLong(l -> Long.parseLong(l.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
