package dev.sepconv.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// Where a page was made.
///
/// @param cpu the processor's name; empty if the system does not tell
/// @param processors how many the JVM sees
/// @param os the system
/// @param jvm the JVM
public record Machine(String cpu, int processors, String os, String jvm) {
  private static final Path CPUINFO = Path.of("/proc/cpuinfo");

  /// @return this machine
  public static Machine here() {
    return new Machine(
        processorName(),
        Runtime.getRuntime().availableProcessors(),
        property("os.name") + " " + property("os.arch"),
        property("java.vm.name") + " " + Runtime.version());
  }

  private static String property(String name) {
    return System.getProperty(name, "");
  }

  /// Only Linux has this file.
  private static String processorName() {
    if (!Files.isReadable(CPUINFO)) {
      return "";
    }
    try (Stream<String> lines = Files.lines(CPUINFO)) {
      return lines
          .filter(l -> l.startsWith("model name"))
          .map(l -> l.substring(l.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("");
    } catch (IOException _) {
      return "";
    }
  }
}
