package dev.sepconv.analysis.time;

import dev.sepconv.engine.Measurement;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.TensorType;

/// How long a network takes.
///
/// @param graph the network, every input fully known
/// @param threads how many worked
/// @param runs whole runs
/// @param steps its steps
/// @param workingBytes what a run takes beside weights, inputs and outputs: the arena of results
///   and all threads' scratch
public record Profile(
    Graph graph, int threads, Measurement runs, StepTimes steps, long workingBytes) {
  /// @return how many inputs at once
  public int batch() {
    return batch(graph);
  }

  /// @return the times of its layers
  public LayerTimes layers() {
    return LayerTimes.of(graph, steps);
  }

  /// The first size of the first input is the batch by convention.
  ///
  /// @param graph a network whose inputs' sizes are known
  /// @return how many inputs it takes at once
  public static int batch(Graph graph) {
    if (graph.inputs().isEmpty()) {
      return 1;
    }
    TensorType type = graph.type(graph.inputs().getFirst());
    return type.rank() == 0 ? 1 : type.shape().dim(0);
  }
}
