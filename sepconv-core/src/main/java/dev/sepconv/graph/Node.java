package dev.sepconv.graph;

import dev.sepconv.graph.op.Op;
import java.util.List;

/// One operator applied to named values.
///
/// @param name unique in its graph; what errors and tables call this node
/// @param op what it does
/// @param inputs names of the values it reads, by position; {@link #ABSENT} for an optional one
///   that is not given
/// @param outputs names of the values it writes, none of them absent
/// @param call the index of the module call that wrote it, in {@link ModuleTrace#calls}; -1 without
///   one
public record Node(String name, Op op, List<String> inputs, List<String> outputs, int call) {
  /// The name of an optional input that is not given.
  public static final String ABSENT = "";

  /// Copies both lists.
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// @return the first output
  public String output() {
    return outputs.get(0);
  }

  /// @param i an input position
  /// @return whether that input is given
  public boolean hasInput(int i) {
    return i < inputs.size() && !inputs.get(i).equals(ABSENT);
  }

  /// @return such as `conv1 (Conv)`, for messages
  @Override
  public String toString() {
    return name + " (" + op.type() + ")";
  }
}
