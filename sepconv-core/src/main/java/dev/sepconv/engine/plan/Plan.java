package dev.sepconv.engine.plan;

import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Work;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// How a graph runs on inputs of one set of shapes: what is done, in order, and where every value
/// lies.
///
/// @param graph the graph after all passes, every input fully known
/// @param passes what each pass did, in order
/// @param slots where values lie
/// @param steps in order
/// @param inputs the slot of every graph input, in order
/// @param outputs the slot of every graph output, in order
/// @param arenaFloats the size of the block that results share
/// @param unsharedFloats what they would take without sharing
/// @param scratchFloats the largest scratch that a step asks for, per worker
public record Plan(
    Graph graph,
    List<String> passes,
    List<Slot> slots,
    List<Step> steps,
    List<Integer> inputs,
    List<Integer> outputs,
    int arenaFloats,
    long unsharedFloats,
    int scratchFloats) {
  /// Copies the lists.
  public Plan {
    passes = List.copyOf(passes);
    slots = List.copyOf(slots);
    steps = List.copyOf(steps);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// The bytes that results share.
  ///
  /// @return the size of the arena without scratch memory
  public long arenaBytes() {
    return 4L * arenaFloats;
  }

  /// The bytes that results would take without sharing.
  ///
  /// @return their sum
  public long unsharedBytes() {
    return 4 * unsharedFloats;
  }

  /// Where a value lies.
  ///
  /// @param name the value
  /// @param type its type
  /// @param layout its order in memory
  /// @param offset where it begins in the arena; -1 for a tensor of its own
  public record Slot(String name, TensorType type, Layout layout, int offset) {}

  /// A piece of work, or a reorder of the value that it reads.
  ///
  /// @param work the nodes; empty nodes for a reorder
  /// @param kernel the id of what does it
  /// @param task does it
  /// @param inputs slots
  /// @param outputs slots
  public record Step(
      Work work, String kernel, Kernel.Task task, List<Integer> inputs, List<Integer> outputs) {
    /// Copies the lists.
    public Step {
      inputs = List.copyOf(inputs);
      outputs = List.copyOf(outputs);
    }

    /// Whether it only changes a layout.
    ///
    /// @return whether there is no node in it
    public boolean isReorder() {
      return work.nodes().isEmpty();
    }
  }
}
