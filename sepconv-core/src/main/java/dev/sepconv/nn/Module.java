package dev.sepconv.nn;

import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A layer or a network. A subclass names its children and parameters in its constructor and says
/// in `forward` how it is applied:
///
/// ```java
/// final class Residual extends Module {
///   private final Conv2d conv = child("conv", Conv2d.of(64, 64, 3).padding(1));
///
///   @Override
///   protected Value forward(Value x) {
///     return conv.call(x).add(x).relu();
///   }
/// }
/// ```
///
/// Calling a module records the call, so that tables show the hierarchy. A module called twice has
/// one set of parameters.
public abstract class Module {
  private final Map<String, Module> children = new LinkedHashMap<>();
  private final Map<String, Parameter> parameters = new LinkedHashMap<>();

  /// A tensor that a module owns.
  record Parameter(Shape shape, Role role, Initializer initializer) {}

  /// For subclasses.
  protected Module() {}

  /// Applies this module to one value; override this where there is one input and one output.
  ///
  /// @param input the input
  /// @return the output
  protected Value forward(Value input) {
    throw new IllegalStateException(typeName() + " overrides neither form of forward");
  }

  /// Applies this module to several values; override this where there are several inputs or
  /// outputs.
  ///
  /// @param inputs the inputs
  /// @return the outputs
  protected List<Value> forward(List<Value> inputs) {
    if (inputs.size() != 1) {
      throw new IllegalArgumentException(
          typeName() + " takes one input, but was called with " + inputs.size());
    }
    return List.of(forward(inputs.getFirst()));
  }

  /// Calls this module.
  ///
  /// @param input its only input
  /// @return its only output
  public final Value call(Value input) {
    List<Value> outputs = call(List.of(input));
    if (outputs.size() != 1) {
      throw new IllegalArgumentException(
          typeName() + " returns " + outputs.size() + " values; call it with a list");
    }
    return outputs.getFirst();
  }

  /// Calls this module.
  ///
  /// @param inputs its inputs, at least one
  /// @return its outputs
  public final List<Value> call(List<Value> inputs) {
    return inputs.getFirst().tracer().call(this, inputs);
  }

  /// What tables call this kind of module.
  ///
  /// @return the class name, unless overridden
  public String typeName() {
    return getClass().getSimpleName();
  }

  /// Whether it only holds its children, as PyTorch's `Sequential` and its subclasses.
  ///
  /// @return false, unless overridden
  protected boolean isContainer() {
    return false;
  }

  /// Registers a child.
  ///
  /// @param name its name in paths
  /// @param module the child; the same one may hang in several places
  /// @param <M> its type
  /// @return the child
  protected final <M extends Module> M child(String name, M module) {
    if (children.putIfAbsent(name, module) != null) {
      throw new IllegalArgumentException(typeName() + " has two children named " + name);
    }
    return module;
  }

  /// Registers a trainable tensor.
  ///
  /// @param name its name in paths, such as `weight`
  /// @param shape its dimensions
  /// @param initializer its initial elements
  protected final void parameter(String name, Shape shape, Initializer initializer) {
    parameters.put(name, new Parameter(shape, Role.PARAMETER, initializer));
  }

  /// Registers a tensor that is stored with the network but not trained.
  ///
  /// @param name its name in paths, such as `running_mean`
  /// @param shape its dimensions
  /// @param initializer its initial elements
  protected final void buffer(String name, Shape shape, Initializer initializer) {
    parameters.put(name, new Parameter(shape, Role.BUFFER, initializer));
  }

  /// The children by name.
  ///
  /// @return an unmodifiable view in the order of registration
  public final Map<String, Module> children() {
    return Collections.unmodifiableMap(children);
  }

  final Map<String, Parameter> parameters() {
    return parameters;
  }

  /// Writes the graph of this network for one float32 input `input` of `N x dims…` with a symbolic
  /// batch; the output is named `output`.
  ///
  /// @param name the network's name
  /// @param seed of the initial weights
  /// @param dims the dimensions after the batch, such as 3, 224, 224
  /// @return the graph
  /// @throws dev.sepconv.error.InvalidModelException if a layer does not fit its input; the message
  ///   names it
  public final Graph trace(String name, long seed, long... dims) {
    List<Dim> all = new ArrayList<>();
    all.add(Dim.symbol("N"));
    for (long d : dims) {
      all.add(Dim.of(d));
    }
    return trace(name, seed, Map.of("input", TensorType.of(ElementType.FLOAT32, all)));
  }

  /// Writes the graph of this network. One output is named `output`, several `output0`, `output1`,
  /// …
  ///
  /// @param name the network's name
  /// @param seed of the initial weights
  /// @param inputs the types of the inputs by name, in order
  /// @return the graph
  /// @throws dev.sepconv.error.InvalidModelException if a layer does not fit its input; the message
  ///   names it
  public final Graph trace(String name, long seed, Map<String, TensorType> inputs) {
    return new Tracer(name, seed, this).trace(inputs);
  }
}
