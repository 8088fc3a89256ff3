package dev.sepconv.analysis.time;

import java.util.List;
import java.util.Optional;

/// How long a step of a plan takes.
///
/// @param name of its last layer, or of the value that is reordered
/// @param kernel what does it
/// @param nodes the nodes of the network that it does, by name, those that passes folded into them
///   included; empty if it only reorders a value
/// @param millis the median
/// @param cost what it has to do at least; empty if that depends on the data
public record StepTime(
    String name, String kernel, List<String> nodes, double millis, Optional<StepCost> cost) {
  /// Copies the list.
  public StepTime {
    nodes = List.copyOf(nodes);
  }
}
