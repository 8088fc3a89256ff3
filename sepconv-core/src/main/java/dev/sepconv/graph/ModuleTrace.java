package dev.sepconv.graph;

import java.util.List;

/// How the modules of a network defined in Java were called while they wrote the graph: what
/// summary tables show as hierarchy.
///
/// @param root the module tree, shared modules at their first place
/// @param calls in the order in which they began; the first is the root's
public record ModuleTrace(Module root, List<Call> calls) {
  /// Copies the list.
  public ModuleTrace {
    calls = List.copyOf(calls);
  }

  /// A module.
  ///
  /// @param path where it hangs, such as `features.0.conv`; empty for the root
  /// @param type the class name in PyTorch's terms, such as `Conv2d`
  /// @param container whether it only calls its children in order (`Sequential`, `ModuleList`)
  /// @param constants names of the parameters and buffers it owns itself, weight first
  /// @param children its direct children in the order of their definition
  public record Module(
      String path, String type, boolean container, List<String> constants, List<Module> children) {
    /// Copies the lists.
    public Module {
      constants = List.copyOf(constants);
      children = List.copyOf(children);
    }
  }

  /// One call of a module. A module called twice appears twice, with the same path.
  ///
  /// @param module what was called
  /// @param parent the index of the call it was made from; -1 for the root
  /// @param finished its place in the order in which calls finish, from 0
  /// @param inputs names of the values it was given
  /// @param outputs names of the values it returned
  public record Call(
      Module module, int parent, int finished, List<String> inputs, List<String> outputs) {
    /// Copies the lists.
    public Call {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }
  }
}
