package dev.sepconv.nn;

import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;

/// A symbolic tensor in a graph that is being written. The methods are the functions that PyTorch
/// code writes between modules.
public final class Value {
  private final Tracer tracer;
  private final String name;

  Value(Tracer tracer, String name) {
    this.tracer = tracer;
    this.name = name;
  }

  Tracer tracer() {
    return tracer;
  }

  /// The value's name in the graph.
  ///
  /// @return the name
  public String name() {
    return name;
  }

  /// What is known about it.
  ///
  /// @return element type and dimensions
  public TensorType type() {
    return tracer.type(name);
  }

  /// Applies any operator to this value.
  ///
  /// @param op the operator
  /// @param others its further inputs
  /// @return its first output
  public Value apply(Op op, Value... others) {
    List<Value> inputs = new ArrayList<>(List.of(this));
    inputs.addAll(List.of(others));
    return tracer.node(op, inputs, 1).getFirst();
  }

  /// A constant of the graph that is no parameter, as the dimensions of a reshape.
  ///
  /// @param tensor the elements
  /// @return the constant as a value
  public Value literal(Tensor tensor) {
    return tracer.literal(tensor);
  }

  /// Stands for an optional input that is not given.
  ///
  /// @return no value
  public Value absent() {
    return new Value(tracer, Node.ABSENT);
  }

  /// The sum.
  ///
  /// @param other broadcast as in NumPy
  /// @return `this + other`
  public Value add(Value other) {
    return apply(Binary.ADD, other);
  }

  /// The product.
  ///
  /// @param other broadcast as in NumPy
  /// @return `this · other`, element by element
  public Value mul(Value other) {
    return apply(Binary.MUL, other);
  }

  /// The rectifier.
  ///
  /// @return `max(this, 0)`
  public Value relu() {
    return apply(Unary.of(Unary.Kind.RELU));
  }

  /// The logistic function.
  ///
  /// @return `1 / (1 + exp(-this))`
  public Value sigmoid() {
    return apply(Unary.of(Unary.Kind.SIGMOID));
  }

  /// A matrix of the axes before `axis` by the others.
  ///
  /// @param axis the first axis of the columns
  /// @return the matrix
  public Value flatten(int axis) {
    return apply(new Flatten(axis));
  }

  /// The same elements under other dimensions.
  ///
  /// @param dims -1 (once) for what remains, 0 copies the input's dimension
  /// @return the reshaped value
  public Value reshape(long... dims) {
    return apply(new Reshape(false), literal(Tensor.vector(dims)));
  }

  /// Axes in another order.
  ///
  /// @param permutation which axis of this value each axis of the result is
  /// @return the transposed value
  public Value permute(Integer... permutation) {
    return apply(new Transpose(List.of(permutation)));
  }

  /// The mean over axes, which disappear.
  ///
  /// @param axes the axes
  /// @return the means
  public Value mean(long... axes) {
    return apply(new Reduce(Reduce.Kind.MEAN, false, false), literal(Tensor.vector(axes)));
  }

  /// The mean over all positions: `N x C x spatial…` to `N x C x 1…`.
  ///
  /// @return the means
  public Value globalAveragePool() {
    return apply(GlobalPool.AVERAGE);
  }

  /// Equal parts along an axis.
  ///
  /// @param parts how many
  /// @param axis the axis
  /// @return the parts
  public List<Value> chunk(int parts, int axis) {
    return tracer.node(new Split(axis), List.of(this), parts);
  }

  /// Concatenation along the channel axis, 1.
  ///
  /// @param first the first part
  /// @param others the others
  /// @return all channels
  public static Value concat(Value first, Value... others) {
    return first.apply(new Concat(1), others);
  }

  /// Channels in another order, as ShuffleNet mixes its branches: viewed as `groups x
  /// channels/groups`, transposed.
  ///
  /// @param groups by which the channels divide
  /// @return the shuffled value
  public Value channelShuffle(int groups) {
    TensorType t = type();
    long c = t.dim(1).value();
    long h = t.dim(2).value();
    long w = t.dim(3).value();
    return reshape(0, groups, c / groups, h, w).permute(0, 2, 1, 3, 4).reshape(0, c, h, w);
  }
}
