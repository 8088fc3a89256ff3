package dev.sepconv.engine;

import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Map;

/// A network ready to run. Immutable and thread-safe: any number of threads may call {@link #run}
/// at once, each call takes its scratch memory from a pool.
public interface CompiledModel {
  /// @return the network as it was given
  Graph graph();

  /// Runs a network with one input and returns its first output.
  ///
  /// @param input the tensor, of the shape and element type that the input declares
  /// @return the first output
  /// @throws dev.sepconv.error.InvalidInputException if the tensor does not fit, or there is more
  ///   than one input
  Tensor run(Tensor input);

  /// Runs the network.
  ///
  /// @param inputs a tensor for every graph input, by name
  /// @return every graph output, by name, in the graph's order
  /// @throws dev.sepconv.error.InvalidInputException if an input is missing, unknown or does not
  ///   fit
  Map<String, Tensor> run(Map<String, Tensor> inputs);

  /// Runs the network into tensors that the caller has, so that no call allocates them.
  ///
  /// @param inputs as for {@link #run(Map)}
  /// @param outputs a float32 tensor of the right shape for some or all outputs, by name; each is
  ///   overwritten, and no other call may use it meanwhile
  /// @return every graph output, by name, in the graph's order; the given tensors themselves
  /// @throws dev.sepconv.error.InvalidInputException as {@link #run(Map)} does, and if an output is
  ///   unknown or does not fit
  Map<String, Tensor> run(Map<String, Tensor> inputs, Map<String, Tensor> outputs);

  /// Runs the network once and times every step.
  ///
  /// @param inputs as for {@link #run(Map)}
  /// @param outputs as for {@link #run(Map, Map)}
  /// @return nanoseconds, one per step of the {@link #plan} for these shapes
  /// @throws dev.sepconv.error.InvalidInputException as {@link #run(Map, Map)} does
  long[] stepNanos(Map<String, Tensor> inputs, Map<String, Tensor> outputs);

  /// @param inputs a shape for every graph input with symbolic sizes, by name
  /// @return how the network runs on inputs of these shapes
  Plan plan(Map<String, Shape> inputs);
}
