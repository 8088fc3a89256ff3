package dev.sepconv.graph;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.op.Op;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A network: nodes in topological order over named values, each value with its type. Immutable and
/// always valid; built by {@link GraphBuilder}, which checks.
public final class Graph {
  private final String name;
  private final List<String> inputs;
  private final List<String> outputs;
  private final List<Node> nodes;
  private final Map<String, Constant> constants;
  private final Map<String, TensorType> types;
  private final Map<String, Tensor> known;
  private final Map<String, String> metadata;
  private final Optional<ModuleTrace> trace;
  private final Evaluator evaluator;

  Graph(GraphBuilder b, List<String> outputs) {
    name = b.name();
    inputs = List.copyOf(b.inputs());
    this.outputs = List.copyOf(outputs);
    nodes = List.copyOf(b.nodes());
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(b.constants()));
    types = Collections.unmodifiableMap(new LinkedHashMap<>(b.types()));
    known = Map.copyOf(b.known());
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(b.metadata()));
    trace = b.trace();
    evaluator = b.evaluator();
  }

  /// @return the network's name
  public String name() {
    return name;
  }

  /// @return names of the values that a run is given
  public List<String> inputs() {
    return inputs;
  }

  /// @return names of the values that a run returns
  public List<String> outputs() {
    return outputs;
  }

  /// @return all nodes; a node comes after those it reads from
  public List<Node> nodes() {
    return nodes;
  }

  /// @return all constants by name, in the order of their definition
  public Map<String, Constant> constants() {
    return constants;
  }

  /// @param value a value's name
  /// @return its type
  public TensorType type(String value) {
    TensorType t = types.get(value);
    if (t == null) {
      throw new IllegalArgumentException("graph " + name + " has no value " + value);
    }
    return t;
  }

  /// @return the types of all values by name
  public Map<String, TensorType> types() {
    return types;
  }

  /// @param value a value's name
  /// @return the constant of that name, if it is one
  public Optional<Constant> constant(String value) {
    return Optional.ofNullable(constants.get(value));
  }

  /// @param value a value's name
  /// @return its elements, where they do not depend on the inputs' elements: a constant, or the
  ///   result of shape arithmetic
  public Optional<Tensor> known(String value) {
    return Optional.ofNullable(known.get(value)).or(() -> constant(value).map(Constant::tensor));
  }

  /// @param value a value's name
  /// @return whether {@link #known} has its elements, without loading them
  public boolean isKnown(String value) {
    return known.containsKey(value) || constants.containsKey(value);
  }

  /// @return what the file said about itself (producer, opset, …)
  public Map<String, String> metadata() {
    return metadata;
  }

  /// @return how modules wrote this graph, if it was defined in Java
  public Optional<ModuleTrace> trace() {
    return trace;
  }

  /// @return for every value the nodes that read it, in order; graph outputs are not listed
  public Map<String, List<Node>> consumers() {
    Map<String, List<Node>> map = new LinkedHashMap<>();
    for (Node n : nodes) {
      for (String in : n.inputs()) {
        if (!in.equals(Node.ABSENT)) {
          map.computeIfAbsent(in, k -> new ArrayList<>()).add(n);
        }
      }
    }
    return map;
  }

  /// @return for every value that a node writes, that node
  public Map<String, Node> producers() {
    Map<String, Node> map = new LinkedHashMap<>();
    for (Node n : nodes) {
      n.outputs().forEach(o -> map.put(o, n));
    }
    return map;
  }

  /// The same graph with inputs bound to other types, everything inferred anew. What becomes known
  /// before running (shapes, shape arithmetic) shows in the types.
  ///
  /// @param bound new types by input name; others stay
  /// @return the graph with those inputs
  /// @throws InvalidInputException if a name is no input, or contradicts what the model declares
  /// @throws dev.sepconv.error.InvalidModelException if a layer does not fit the new shapes
  public Graph withInputs(Map<String, TensorType> bound) {
    for (var e : bound.entrySet()) {
      if (!inputs.contains(e.getKey())) {
        throw new InvalidInputException(
            "the model has no input '" + e.getKey() + "'; its inputs are " + inputs);
      }
      checkFits(e.getKey(), type(e.getKey()), e.getValue());
    }
    return rebuild(bound, UnaryOperator.identity(), outputs);
  }

  /// The same graph with every operator replaced, everything inferred anew.
  ///
  /// @param change gives the new operator for each
  /// @return the changed graph
  public Graph mapOps(UnaryOperator<Op> change) {
    return rebuild(Map.of(), change, outputs);
  }

  /// The same graph that returns other values, which nodes in its middle write.
  ///
  /// @param values names of values; each is returned once
  /// @return the graph with those outputs
  /// @throws dev.sepconv.error.InvalidModelException if there is no such value
  public Graph withOutputs(Collection<String> values) {
    return rebuild(Map.of(), UnaryOperator.identity(), values.stream().distinct().toList());
  }

  /// A part of this graph as one of its own. Its inputs are what its nodes read and none of them
  /// writes, its outputs what they write and none of them reads.
  ///
  /// @param part some of the nodes, in order
  /// @return a graph of those
  public Graph part(List<Node> part) {
    GraphBuilder b = new GraphBuilder(name, evaluator);
    Set<String> written = new HashSet<>();
    Set<String> read = new LinkedHashSet<>();
    for (Node n : part) {
      n.inputs().stream()
          .filter(in -> !in.equals(Node.ABSENT) && !written.contains(in))
          .forEach(read::add);
      written.addAll(n.outputs());
    }
    for (String value : read) {
      constant(value).ifPresentOrElse(b::constant, () -> b.input(value, type(value)));
    }
    part.forEach(n -> b.node(n.name(), n.op(), n.inputs(), n.outputs()));
    part.forEach(n -> written.removeAll(n.inputs()));
    return b.build(
        part.stream().flatMap(n -> n.outputs().stream()).filter(written::contains).toList());
  }

  /// @return the same graph without its module trace, for changes that the trace would not show
  public Graph withoutTrace() {
    GraphBuilder b = new GraphBuilder(name, evaluator);
    inputs.forEach(in -> b.input(in, type(in)));
    constants.values().forEach(b::constant);
    metadata.forEach(b::metadata);
    nodes.forEach(n -> b.node(n.name(), n.op(), n.inputs(), n.outputs()));
    return b.build(outputs);
  }

  private Graph rebuild(
      Map<String, TensorType> bound, UnaryOperator<Op> change, List<String> returned) {
    GraphBuilder b = toBuilderWithoutNodes(bound);
    for (Node n : nodes) {
      b.node(n.name(), change.apply(n.op()), n.inputs(), n.outputs(), n.call());
    }
    return b.build(returned);
  }

  /// @param bound new types for some inputs
  /// @return a builder with this graph's name, inputs, constants, metadata and trace, and no nodes
  public GraphBuilder toBuilderWithoutNodes(Map<String, TensorType> bound) {
    return toBuilder(bound, constant -> true);
  }

  /// @param bound new types for some inputs
  /// @param keep which constants, by name, to take over
  /// @return a builder with this graph's name, inputs, those constants, metadata and trace, and no
  ///   nodes
  public GraphBuilder toBuilder(Map<String, TensorType> bound, Predicate<String> keep) {
    GraphBuilder b = new GraphBuilder(name, evaluator);
    for (String in : inputs) {
      b.input(in, bound.getOrDefault(in, type(in)));
    }
    constants.values().stream().filter(c -> keep.test(c.name())).forEach(b::constant);
    metadata.forEach(b::metadata);
    trace.ifPresent(b::trace);
    return b;
  }

  private static void checkFits(String input, TensorType declared, TensorType given) {
    boolean fits =
        declared.element() == given.element()
            && (!declared.ranked() || (given.ranked() && declared.rank() == given.rank()));
    for (int i = 0; fits && declared.ranked() && i < declared.rank(); i++) {
      fits = !declared.dim(i).isKnown() || declared.dim(i).equals(given.dim(i));
    }
    if (!fits) {
      throw new InvalidInputException(
          "input '" + input + "' is declared " + declared + ", but was given " + given);
    }
  }

  /// @return such as `mobilenet_v1 (83 nodes)`
  @Override
  public String toString() {
    return name + " (" + nodes.size() + " nodes)";
  }
}
