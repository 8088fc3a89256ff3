package dev.sepconv.onnx;

import java.util.Map;

/// What a file's value names are called in the graph that is built: the same, except inside a
/// branch that was put in its place.
///
/// @param renamed other names, by the file's name
record Scope(Map<String, String> renamed) {
  /// Every value keeps its name.
  static final Scope TOP = new Scope(Map.of());

  /// Copies the map.
  Scope {
    renamed = Map.copyOf(renamed);
  }

  /// @param name the file's name
  /// @return the graph's name
  String resolve(String name) {
    return renamed.getOrDefault(name, name);
  }
}
