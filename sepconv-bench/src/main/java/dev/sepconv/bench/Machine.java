package dev.sepconv.bench;

import dev.sepconv.bench.torch.TorchModel;
import dev.sepconv.kernel.KernelProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where and with what a measurement was taken.
///
/// @param cpu the processor's name
/// @param processors how many the JVM sees
/// @param kernels what Sepconv computes with
/// @param os the system
/// @param jdk the JVM
/// @param onnxRuntime the peer's version
/// @param pyTorch the peer's version, or why it is not measured
record Machine(
    String cpu,
    int processors,
    String kernels,
    String os,
    String jdk,
    String onnxRuntime,
    String pyTorch) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  static Machine here() {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        ServiceLoader.load(KernelProvider.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(KernelProvider::isAvailable)
            .map(p -> p.name() + " " + p.description())
            .collect(Collectors.joining(", ")),
        property("os.name") + " " + property("os.version") + " " + property("os.arch"),
        property("java.vm.name") + " " + property("java.runtime.version"),
        OrtModel.version(),
        TorchModel.isAvailable() ? TorchModel.version() : "none for this system");
  }

  private static String property(String name) {
    return System.getProperty(name, "?");
  }

  private static String processorName() {
    try (Stream<String> lines = Files.lines(CPUINFO)) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown");
    } catch (IOException e) {
      // Only Linux has this file.
      return "unknown";
    }
  }

  String text() {
    return """
    machine       %s, %d processors, %s
    JVM           %s
    Sepconv       %s
    ONNX Runtime  %s
    PyTorch       %s
    """
        .formatted(cpu, processors, os, jdk, kernels, onnxRuntime, pyTorch);
  }
}
