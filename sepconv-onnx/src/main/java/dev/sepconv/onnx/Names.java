package dev.sepconv.onnx;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Gives out names that nothing else has.
final class Names {
  private final Set<String> taken = new HashSet<>();
  private final Map<String, Integer> next = new HashMap<>();

  /// @param name a name that is in use
  void take(String name) {
    taken.add(name);
  }

  /// @param wanted the name to have, if it is free
  /// @return that name, or it with the first free number
  String unique(String wanted) {
    if (taken.add(wanted)) {
      return wanted;
    }
    int i = next.getOrDefault(wanted, 1);
    while (!taken.add(wanted + "_" + i)) {
      i++;
    }
    next.put(wanted, i + 1);
    return wanted + "_" + i;
  }
}
