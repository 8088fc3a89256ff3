package dev.sepconv.kernel.reference;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.op.Inference;
import dev.sepconv.graph.op.Op;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// One operator with its tensors. As everything about the inputs is known, the operator's own shape
/// inference says what the results look like.
final class Call implements Inference {
  private final Op op;
  private final List<Optional<Tensor>> inputs;
  private final int outputs;

  Call(Op op, List<Optional<Tensor>> inputs, int outputs) {
    this.op = op;
    this.inputs = inputs;
    this.outputs = outputs;
  }

  @Override
  public int inputs() {
    return inputs.size();
  }

  @Override
  public int outputs() {
    return outputs;
  }

  @Override
  public boolean has(int i) {
    return i < inputs.size() && inputs.get(i).isPresent();
  }

  @Override
  public TensorType type(int i) {
    return tensor(i).type();
  }

  @Override
  public Optional<List<Dim>> elements(int i) {
    return constant(i)
        .filter(t -> t.element().isInteger())
        .map(t -> Arrays.stream(t.toLongs()).mapToObj(Dim::of).toList());
  }

  @Override
  public Optional<Tensor> constant(int i) {
    return i < inputs.size() ? inputs.get(i) : Optional.empty();
  }

  /// A required input.
  Tensor tensor(int i) {
    return constant(i)
        .orElseThrow(() -> new InvalidModelException("input " + i + " is required, but absent"));
  }

  /// The elements of a required input of integers.
  long[] longs(int i) {
    return tensor(i).toLongs();
  }

  /// The shape of the first result.
  Shape shape() {
    return op.infer(this).get(0).shape();
  }

  /// The first result, all zero, to be filled.
  Tensor result() {
    return results().get(0);
  }

  /// All results, all zero, to be filled.
  List<Tensor> results() {
    return op.infer(this).stream().map(t -> Tensor.zeros(t.element(), t.shape())).toList();
  }

  /// A complaint about the elements of an input.
  InvalidInputException error(String message, Object... args) {
    return new InvalidInputException(op.type() + ": " + String.format(message, args));
  }

  /// An axis counted from 0.
  static int axis(int axis, Shape shape) {
    return axis < 0 ? axis + shape.rank() : axis;
  }

  /// The product of dimensions from one axis up to another, exclusive.
  static int product(Shape shape, int from, int to) {
    int n = 1;
    for (int i = from; i < to; i++) {
      n *= shape.dim(i);
    }
    return n;
  }
}
