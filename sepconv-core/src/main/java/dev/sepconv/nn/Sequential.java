package dev.sepconv.nn;

import java.util.LinkedHashMap;
import java.util.Map;

/// Applies its children one after the other; they are named `0`, `1`, … unless given names.
// Registering children only stores them; no subclass sees itself half built.
@SuppressWarnings("this-escape")
public class Sequential extends Module {
  /// Children named by their position.
  ///
  /// @param modules in order
  public Sequential(Module... modules) {
    for (int i = 0; i < modules.length; i++) {
      child(Integer.toString(i), modules[i]);
    }
  }

  /// Children with names.
  ///
  /// @param modules in order
  public Sequential(Map<String, ? extends Module> modules) {
    new LinkedHashMap<>(modules).forEach(this::child);
  }

  /// Children named by their position.
  ///
  /// @param modules in order
  /// @return the network
  public static Sequential of(Module... modules) {
    return new Sequential(modules);
  }

  @Override
  public String typeName() {
    return "Sequential";
  }

  @Override
  protected final boolean isContainer() {
    return true;
  }

  @Override
  protected final Value forward(Value input) {
    Value x = input;
    for (Module m : children().values()) {
      x = m.call(x);
    }
    return x;
  }
}
