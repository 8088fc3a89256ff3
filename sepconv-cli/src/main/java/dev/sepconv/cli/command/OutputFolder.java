package dev.sepconv.cli.command;

import dev.sepconv.cli.output.Staging;
import dev.sepconv.tensor.Npy;
import dev.sepconv.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Writes tensors as `.npy` files into a folder, all of them or none.
final class OutputFolder {
  private OutputFolder() {}

  /// @param folder created if it is not there
  /// @param tensors by name
  /// @return the files written, in the same order
  /// @throws IOException if the folder cannot be written to
  static List<Path> write(Path folder, Map<String, Tensor> tensors) throws IOException {
    Files.createDirectories(folder);
    Map<String, Tensor> files = new LinkedHashMap<>();
    Set<String> taken = new HashSet<>();
    tensors.forEach((name, tensor) -> files.put(fileName(name, taken), tensor));
    try (Staging staging = Staging.in(folder)) {
      files.forEach((name, tensor) -> Npy.write(staging.file(name), tensor));
      staging.commit();
    }
    return files.keySet().stream().map(folder::resolve).toList();
  }

  /// A name that no file system minds and no other output has; values in models are often paths.
  static String fileName(String output, Set<String> taken) {
    String plain = output.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._]+|_+$", "");
    String base = plain.isEmpty() ? "output" : plain.substring(0, Math.min(100, plain.length()));
    String name = base;
    // Some file systems do not tell A from a.
    for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
      name = base + "-" + i;
    }
    return name + ".npy";
  }
}
