package dev.sepconv.analysis;

import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// One row of a summary: a call of a leaf module, or a node that no leaf module wrote.
///
/// @param path the module path, or the node's name
/// @param parent the path of the module it lies in; empty at the top
/// @param type the module's class name, or the operator
/// @param nodes names of the nodes that it consists of
/// @param geometry the window of its convolution or pool
/// @param inputs what it reads that is no constant
/// @param outputs what it writes
/// @param params elements of its trainable tensors that no earlier row has counted
/// @param sharedParams elements of its trainable tensors that an earlier row has counted
/// @param buffers elements of its stored tensors that are not trained and not counted earlier
/// @param cost its arithmetic
/// @param bytesRead inputs and weights, each once; 0 for a mere change of shape
/// @param bytesWritten outputs; 0 for a mere change of shape
/// @param field how much of the network's input one output element sees
public record Layer(
    String path,
    String parent,
    String type,
    List<String> nodes,
    Optional<Geometry> geometry,
    List<TensorType> inputs,
    List<TensorType> outputs,
    long params,
    long sharedParams,
    long buffers,
    Cost cost,
    long bytesRead,
    long bytesWritten,
    Optional<ReceptiveField> field) {
  /// Copies the lists.
  public Layer {
    nodes = List.copyOf(nodes);
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /// @return multiply-adds
  public long macs() {
    return cost.macs();
  }

  /// @return bytes read and written
  public long bytes() {
    return Math.addExact(bytesRead, bytesWritten);
  }

  /// @return FLOP (2 per MAC) per byte read or written; 0 where nothing moves
  public double intensity() {
    return bytes() == 0 ? 0 : (double) cost.flops() / bytes();
  }

  /// @return the last part of the path, below the parent
  public String name() {
    return !parent.isEmpty() && path.startsWith(parent + ".")
        ? path.substring(parent.length() + 1)
        : path;
  }
}
