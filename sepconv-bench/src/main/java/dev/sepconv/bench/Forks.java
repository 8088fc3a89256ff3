package dev.sepconv.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Starts processes with the same JDK and waits for what they say.
final class Forks {
  private static final List<String> FLAGS =
      List.of(
          "--add-modules",
          "jdk.incubator.vector",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  /// Where DJL unpacks PyTorch; without it, in the home folder.
  private static final List<String> CACHE =
      Optional.ofNullable(System.getProperty("ENGINE_CACHE_DIR")).stream()
          .map(folder -> "-DENGINE_CACHE_DIR=" + folder)
          .toList();

  /// Memory that grows is the peer's: the heap is there from the start, nothing is compiled.
  private static final List<String> STILL =
      List.of("-XX:+UseSerialGC", "-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-Xint");

  /// As the launcher has them: outputs lie in memory that the system has given already, arrays
  /// begin on a cache line and, where the system has them, lie in large pages.
  private static final List<String> STEADY = steady();

  private final String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private final String classPath = System.getProperty("java.class.path", "");
  private final ObjectMapper json = Json.mapper();
  private final boolean quick;

  private static List<String> steady() {
    List<String> flags = new ArrayList<>(List.of("-Xmn128m", "-XX:ObjectAlignmentInBytes=64"));
    if (System.getProperty("os.name", "").equals("Linux")) {
      flags.add("-XX:+UseTransparentHugePages");
    }
    return flags;
  }

  Forks(boolean quick) {
    this.quick = quick;
  }

  Libraries libraries() {
    return Libraries.of(classPath);
  }

  List<NetworkSample> networks(List<String> names, List<Integer> threads) {
    String numbers = threads.stream().map(String::valueOf).collect(Collectors.joining(","));
    return List.of(
        answer(NetworkSample[].class, STEADY, "networks", String.join(",", names), numbers));
  }

  FusionSample fusion(String name, int threads) {
    return answer(FusionSample.class, STEADY, "fusion", name, String.valueOf(threads));
  }

  KernelSample kernels() {
    return answer(KernelSample.class, STEADY, "kernels");
  }

  OrtMemory memory(Path file, int threads, int size) {
    return answer(
        OrtMemory.class,
        STILL,
        OrtMemory.ENVIRONMENT,
        "memory",
        file.toString(),
        String.valueOf(threads),
        String.valueOf(size));
  }

  /// The wall time of a process that predicts once with Sepconv.
  ///
  /// @param file an ONNX file
  /// @param size the height and width of its input
  /// @return seconds
  double firstSepconv(Path file, int size) {
    return seconds(FirstSepconv.class.getName(), libraries().withBench().path(), file, size);
  }

  /// The wall time of a process that predicts once with ONNX Runtime.
  ///
  /// @param file an ONNX file
  /// @param size the height and width of its input
  /// @return seconds
  double firstOrt(Path file, int size) {
    return seconds(FirstOrt.class.getName(), libraries().withPeer().path(), file, size);
  }

  private double seconds(String main, String path, Path file, int size) {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(FLAGS);
    command.addAll(List.of("-cp", path, main, file.toString(), String.valueOf(size)));
    long begin = System.nanoTime();
    output(command, Map.of());
    return (System.nanoTime() - begin) / 1e9;
  }

  private <T> T answer(Class<T> type, List<String> flags, String job, String... parameters) {
    return answer(type, flags, Map.of(), job, parameters);
  }

  private <T> T answer(
      Class<T> type,
      List<String> flags,
      Map<String, String> environment,
      String job,
      String... parameters) {
    List<String> command = new ArrayList<>();
    command.add(java);
    command.addAll(FLAGS);
    command.addAll(CACHE);
    command.addAll(flags);
    command.addAll(List.of("-cp", classPath, Fork.class.getName(), job, String.valueOf(quick)));
    command.addAll(List.of(parameters));
    String line =
        output(command, environment)
            .lines()
            .filter(l -> l.startsWith(Fork.ANSWER))
            .findFirst()
            .orElseThrow(() -> new IllegalStateException("a fork for " + job + " gave no answer"));
    try {
      return json.readValue(line.substring(Fork.ANSWER.length()), type);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String output(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(environment);
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int status = process.waitFor();
      if (status != 0) {
        System.err.print(output);
        throw new IllegalStateException(
            "a fork ended with status " + status + ": " + String.join(" ", command));
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for a fork", e);
    }
  }
}
