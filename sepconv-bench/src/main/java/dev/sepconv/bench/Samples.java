package dev.sepconv.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/// What the forks have answered so far. Not thread-safe.
final class Samples {
  /// A network on a number of threads.
  ///
  /// @param network its name
  /// @param threads how many
  record Setting(String network, int threads) {}

  /// The first prediction of a process, in seconds.
  ///
  /// @param sepconv by Sepconv
  /// @param ort by ONNX Runtime
  record First(double sepconv, double ort) {}

  /// The sizes of jars.
  ///
  /// @param sepconv bytes
  /// @param ort bytes
  record Jars(OptionalLong sepconv, OptionalLong ort) {}

  final Map<Setting, List<NetworkSample>> networks = new LinkedHashMap<>();
  final Map<String, List<FusionSample>> fusions = new LinkedHashMap<>();
  final Map<String, List<OrtMemory>> memory = new LinkedHashMap<>();
  final List<KernelSample> kernels = new ArrayList<>();
  final List<First> first = new ArrayList<>();
  Optional<Jars> jars = Optional.empty();

  List<NetworkSample> network(String network, int threads) {
    return networks.getOrDefault(new Setting(network, threads), List.of());
  }
}
