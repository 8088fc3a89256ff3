package dev.sepconv.graph;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.op.Inference;
import dev.sepconv.graph.op.Op;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Writes a {@link Graph} in topological order and infers types as it goes, so that a mistake is
/// reported at the layer that makes it.
public final class GraphBuilder {
  /// Integer values up to this many elements are followed through shape arithmetic.
  private static final int MAX_FOLLOWED_ELEMENTS = 1024;

  private final String name;
  private final Evaluator evaluator;
  private final List<String> inputs = new ArrayList<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, Constant> constants = new LinkedHashMap<>();
  private final Map<String, TensorType> types = new LinkedHashMap<>();
  private final Map<String, Node> nodeNames = new LinkedHashMap<>();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final Map<String, Tensor> known = new LinkedHashMap<>();
  private final Map<String, List<Dim>> symbolic = new LinkedHashMap<>();
  private Optional<ModuleTrace> trace = Optional.empty();

  /// @param name the network's name
  /// @param evaluator computes shape arithmetic
  public GraphBuilder(String name, Evaluator evaluator) {
    this.name = name;
    this.evaluator = evaluator;
  }

  /// @param value a new value's name
  /// @param type its type
  /// @return this
  public GraphBuilder input(String value, TensorType type) {
    define(value, type, "input");
    inputs.add(value);
    return this;
  }

  /// @param constant a new constant
  /// @return this
  public GraphBuilder constant(Constant constant) {
    define(constant.name(), constant.type(), "constant");
    constants.put(constant.name(), constant);
    return this;
  }

  /// @param key what is said
  /// @param value the text
  /// @return this
  public GraphBuilder metadata(String key, String value) {
    metadata.put(key, value);
    return this;
  }

  /// @param newTrace how modules wrote this graph
  /// @return this
  public GraphBuilder trace(ModuleTrace newTrace) {
    trace = Optional.of(newTrace);
    return this;
  }

  /// Adds a node that no module call wrote.
  ///
  /// @param nodeName unique
  /// @param op the operator
  /// @param in names of defined values, or {@link Node#ABSENT}
  /// @param out names of new values
  /// @return this
  public GraphBuilder node(String nodeName, Op op, List<String> in, List<String> out) {
    return node(nodeName, op, in, out, -1);
  }

  /// Adds a node and infers its output types.
  ///
  /// @param nodeName unique
  /// @param op the operator
  /// @param in names of defined values, or {@link Node#ABSENT}
  /// @param out names of new values
  /// @param call the module call that writes it; -1 for none
  /// @return this
  /// @throws InvalidModelException if an input is not defined, a name is taken, or the inputs do
  ///   not fit the operator; the message names the node
  public GraphBuilder node(String nodeName, Op op, List<String> in, List<String> out, int call) {
    Node node = new Node(nodeName, op, in, out, call);
    for (String i : in) {
      if (!i.equals(Node.ABSENT) && !types.containsKey(i)) {
        throw new InvalidModelException(
            "layer " + node + " reads '" + i + "', which nothing before it produces");
      }
    }
    if (nodeNames.putIfAbsent(nodeName, node) != null) {
      throw new InvalidModelException("two layers are named '" + nodeName + "'");
    }
    NodeInference inference = new NodeInference(node);
    List<TensorType> inferred;
    try {
      inferred = op.infer(inference);
    } catch (InvalidModelException | InvalidInputException e) {
      throw new InvalidModelException("layer " + node + ": " + e.getMessage(), e);
    } catch (ArithmeticException e) {
      throw new InvalidModelException(
          "layer " + node + ": the sizes of its inputs " + inference.inputTypes() + " overflow", e);
    }
    if (inferred.size() != out.size()) {
      throw new InvalidModelException(
          "layer " + node + " names " + out.size() + " outputs, but has " + inferred.size());
    }
    for (int i = 0; i < out.size(); i++) {
      define(out.get(i), inferred.get(i), "output of layer " + node);
    }
    nodes.add(node);
    follow(node, inference);
    return this;
  }

  /// @param value a defined value
  /// @return its type
  public TensorType type(String value) {
    TensorType t = types.get(value);
    if (t == null) {
      throw new InvalidModelException("nothing produces the value '" + value + "'");
    }
    return t;
  }

  /// @param value a value's name
  /// @return whether it is defined already
  public boolean has(String value) {
    return types.containsKey(value);
  }

  /// Narrows a value's type where something outside (a file's annotation) knows more than
  /// inference.
  ///
  /// @param value a defined value
  /// @param type what is known about it
  public void refine(String value, TensorType type) {
    TensorType old = type(value);
    if (!type.ranked() || old.element() != type.element()) {
      return;
    }
    if (!old.ranked()) {
      types.put(value, type);
    } else if (old.rank() == type.rank()) {
      List<Dim> dims = new ArrayList<>(old.dims());
      for (int i = 0; i < dims.size(); i++) {
        if (dims.get(i).isUnknown()) {
          dims.set(i, type.dim(i));
        }
      }
      types.put(value, old.withDims(dims));
    }
  }

  /// @param value a defined value
  /// @return its elements, where they are known before running
  public Optional<Tensor> known(String value) {
    Tensor t = known.get(value);
    if (t != null) {
      return Optional.of(t);
    }
    Constant c = constants.get(value);
    return c == null ? Optional.empty() : Optional.of(c.tensor());
  }

  /// @param value a defined value
  /// @return whether {@link #known} has its elements, without loading them
  public boolean isKnown(String value) {
    return known.containsKey(value) || constants.containsKey(value);
  }

  /// @param outputs names of defined values
  /// @return the graph
  /// @throws InvalidModelException if an output is not defined
  public Graph build(List<String> outputs) {
    for (String o : outputs) {
      if (!types.containsKey(o)) {
        throw new InvalidModelException("graph output '" + o + "' is produced by no layer");
      }
    }
    return new Graph(this, outputs);
  }

  String name() {
    return name;
  }

  List<String> inputs() {
    return inputs;
  }

  List<Node> nodes() {
    return nodes;
  }

  Map<String, Constant> constants() {
    return constants;
  }

  Map<String, TensorType> types() {
    return types;
  }

  Map<String, Tensor> known() {
    return known;
  }

  Map<String, String> metadata() {
    return metadata;
  }

  Optional<ModuleTrace> trace() {
    return trace;
  }

  Evaluator evaluator() {
    return evaluator;
  }

  private void define(String value, TensorType type, String what) {
    if (value.equals(Node.ABSENT) || types.putIfAbsent(value, type) != null) {
      throw new InvalidModelException(
          "the name '" + value + "' of " + what + " is empty or defined twice");
    }
  }

  /// Remembers the elements of small integer results that are known already.
  private void follow(Node node, NodeInference inference) {
    TensorType first = types.get(node.output());
    if (first == null || !isSmall(first)) {
      return;
    }
    Optional<List<Dim>> dims = ShapeArithmetic.elements(node, inference);
    if (dims.isPresent()) {
      List<Dim> d = dims.get();
      if (d.stream().allMatch(Dim::isKnown)) {
        Tensor t = Tensor.zeros(first.element(), first.shape());
        for (int i = 0; i < d.size(); i++) {
          t.setLong(i, d.get(i).value());
        }
        known.put(node.output(), t);
      } else {
        symbolic.put(node.output(), d);
      }
      return;
    }
    List<Optional<Tensor>> in = new ArrayList<>();
    for (String i : node.inputs()) {
      if (!i.equals(Node.ABSENT) && !(isKnown(i) && isSmall(type(i)))) {
        return;
      }
      in.add(i.equals(Node.ABSENT) ? Optional.empty() : known(i));
    }
    if (in.isEmpty()) {
      return;
    }
    Optional<List<Tensor>> results;
    try {
      results = evaluator.evaluate(node.op(), in, node.outputs().size());
    } catch (InvalidModelException | InvalidInputException e) {
      throw new InvalidModelException("layer " + node + ": " + e.getMessage(), e);
    }
    results.ifPresent(out -> {
      for (int i = 0; i < out.size(); i++) {
        String value = node.outputs().get(i);
        known.put(value, out.get(i));
        types.put(value, out.get(i).type());
      }
    });
  }

  private static boolean isSmall(TensorType t) {
    long n = 1;
    for (Dim d : t.dims()) {
      if (!d.isKnown() || d.value() > MAX_FOLLOWED_ELEMENTS) {
        return false;
      }
      n *= d.value();
    }
    return t.ranked() && n <= MAX_FOLLOWED_ELEMENTS;
  }

  /// What is known about one node's inputs.
  private final class NodeInference implements Inference {
    private final Node node;

    NodeInference(Node node) {
      this.node = node;
    }

    List<TensorType> inputTypes() {
      return node.inputs().stream().filter(types::containsKey).map(types::get).toList();
    }

    @Override
    public int inputs() {
      return node.inputs().size();
    }

    @Override
    public int outputs() {
      return node.outputs().size();
    }

    @Override
    public boolean has(int i) {
      return node.hasInput(i);
    }

    @Override
    public TensorType type(int i) {
      if (!has(i)) {
        throw new InvalidModelException("input " + i + " is required, but absent");
      }
      return GraphBuilder.this.type(node.inputs().get(i));
    }

    @Override
    public Optional<List<Dim>> elements(int i) {
      if (!has(i)) {
        return Optional.empty();
      }
      List<Dim> dims = symbolic.get(node.inputs().get(i));
      if (dims != null) {
        return Optional.of(Collections.unmodifiableList(dims));
      }
      return type(i).element().isInteger() && isSmall(type(i))
          ? constant(i).map(t -> java.util.Arrays.stream(t.toLongs()).mapToObj(Dim::of).toList())
          : Optional.empty();
    }

    @Override
    public Optional<Tensor> constant(int i) {
      return has(i) ? known(node.inputs().get(i)) : Optional.empty();
    }
  }
}
