package dev.sepconv.analysis;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Cast;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Concat;
import dev.sepconv.graph.op.ConstantOfShape;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.DepthToSpace;
import dev.sepconv.graph.op.DequantizeLinear;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Expand;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Gather;
import dev.sepconv.graph.op.GatherElements;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.NonMaxSuppression;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Pad;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.QuantizeLinear;
import dev.sepconv.graph.op.Range;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Resize;
import dev.sepconv.graph.op.ShapeOf;
import dev.sepconv.graph.op.Size;
import dev.sepconv.graph.op.Slice;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.graph.op.SpaceToDepth;
import dev.sepconv.graph.op.Split;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Tile;
import dev.sepconv.graph.op.TopK;
import dev.sepconv.graph.op.Transpose;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.graph.op.Variadic;
import dev.sepconv.graph.op.Where;
import dev.sepconv.tensor.TensorType;
import java.util.List;
import java.util.Optional;

/// The arithmetic of one node. One MAC is one multiply-add; what is no part of a convolution or a
/// matrix product (bias, normalisation, activation, pooling, addition) counts as element
/// operations: one per function of one element, however many instructions that takes.
///
/// @param macs multiply-adds
/// @param elementOps element operations
/// @param notCounted why neither is known; empty if both are
public record Cost(long macs, long elementOps, Optional<String> notCounted) {
  /// No arithmetic: data is moved at most.
  public static final Cost NONE = elements(0);

  /// @param node a node of the graph
  /// @param graph a graph whose inputs are fully known
  /// @return its cost
  /// @throws ArithmeticException if a count exceeds 64 bits
  public static Cost of(Node node, Graph graph) {
    for (int i = 0; i < node.inputs().size(); i++) {
      if (node.hasInput(i) && !graph.type(node.inputs().get(i)).isStatic()) {
        return unknown("the size of its input depends on the data");
      }
    }
    for (String out : node.outputs()) {
      if (!graph.type(out).isStatic()) {
        return unknown("the size of its output depends on the data");
      }
    }
    return count(new Types(node, graph));
  }

  private static Cost count(Types t) {
    return switch (t.node.op()) {
      case Conv c -> t.matrix(times(t.out(), t.weightsPerOutput()), t.node.hasInput(2) ? 1 : 0);
      case ConvTranspose c ->
          t.matrix(times(t.in(0), t.weightsPerOutput()), t.node.hasInput(2) ? 1 : 0);
      case Gemm g -> {
        long inner = t.type(0).dim(g.transA() ? 0 : 1).value();
        int scaled = (g.alpha() == 1 ? 0 : 1) + (t.node.hasInput(2) && g.beta() != 1 ? 1 : 0);
        yield t.matrix(times(t.out(), inner), scaled + (t.node.hasInput(2) ? 1 : 0));
      }
      case MatMul m -> t.matrix(times(t.out(), t.type(0).dim(-1).value()), 0);

      // y = x · scale' + shift' with fixed statistics.
      case BatchNormalization b -> elements(times(2, t.out()));
      // Mean (1), variance (2), scale and shift (2).
      case InstanceNormalization i -> elements(times(5, t.out()));
      // Sum of squares over the window, scale and bias, power, division.
      case Lrn l -> elements(times(l.size() + 3L, t.out()));
      // Exponential, sum, division (or logarithm's subtraction).
      case Softmax s -> elements(times(3, t.out()));
      case Unary u -> elements(t.out());
      case PRelu p -> elements(t.out());
      case Clip c -> elements(t.out());
      case Binary b -> elements(t.out());
      case Where w -> elements(t.out());
      case Cast c -> elements(t.out());
      case QuantizeLinear q -> elements(times(2, t.out()));
      case DequantizeLinear q -> elements(times(2, t.out()));
      case Variadic v -> {
        long mean = v.kind() == Variadic.Kind.MEAN ? 1 : 0;
        yield elements(times(t.node.inputs().size() - 1 + mean, t.out()));
      }
      case Pool p -> elements(times(t.out(), product(p.window().kernel())));
      case GlobalPool p -> elements(t.in(0));
      case Reduce r -> elements(t.in(0));
      case ArgReduce a -> elements(t.in(0));
      case Range r -> elements(t.out());
      case Resize r ->
          switch (r.mode()) {
            case NEAREST -> NONE;
            case LINEAR -> elements(times(t.out(), power(2, t.resizedAxes())));
            case CUBIC -> elements(times(t.out(), power(4, t.resizedAxes())));
          };

      case TopK k -> unknown("how much a selection compares depends on the data");
      case NonMaxSuppression n -> unknown("how much a selection compares depends on the data");

      case Concat c -> NONE;
      case ConstantOfShape c -> NONE;
      case DepthToSpace d -> NONE;
      case Dropout d -> NONE;
      case Expand e -> NONE;
      case Flatten f -> NONE;
      case Gather g -> NONE;
      case GatherElements g -> NONE;
      case Identity i -> NONE;
      case Pad p -> NONE;
      case Reshape r -> NONE;
      case ShapeOf s -> NONE;
      case Size s -> NONE;
      case Slice s -> NONE;
      case SpaceToDepth s -> NONE;
      case Split s -> NONE;
      case Squeeze s -> NONE;
      case Tile s -> NONE;
      case Transpose s -> NONE;
      case Unsqueeze u -> NONE;
    };
  }

  /// @return 2 per MAC; element operations are not in it
  public long flops() {
    return times(2, macs);
  }

  /// @param other the cost of something else
  /// @return both together; not counted if one of them is not
  public Cost plus(Cost other) {
    return new Cost(
        Math.addExact(macs, other.macs),
        Math.addExact(elementOps, other.elementOps),
        notCounted.or(other::notCounted));
  }

  /// @param type a fully known type
  /// @return its number of elements
  /// @throws ArithmeticException if that exceeds 64 bits
  static long elements(TensorType type) {
    return type.dims().stream().mapToLong(d -> d.value()).reduce(1, Math::multiplyExact);
  }

  private static Cost elements(long ops) {
    return new Cost(0, ops, Optional.empty());
  }

  private static Cost unknown(String why) {
    return new Cost(0, 0, Optional.of(why));
  }

  private static long times(long a, long b) {
    return Math.multiplyExact(a, b);
  }

  private static long product(List<Integer> factors) {
    return factors.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }

  private static long power(long base, int exponent) {
    long p = 1;
    for (int i = 0; i < exponent; i++) {
      p = times(p, base);
    }
    return p;
  }

  /// The sizes around one node.
  private record Types(Node node, Graph graph) {
    TensorType type(int input) {
      return graph.type(node.inputs().get(input));
    }

    long in(int input) {
      return Cost.elements(type(input));
    }

    long out() {
      return Cost.elements(graph.type(node.output()));
    }

    /// Weights per element of their first axis: what meets one output of a convolution, or one
    /// input of a transposed one.
    long weightsPerOutput() {
      TensorType w = type(1);
      return Cost.elements(w.withDims(w.dims().subList(1, w.rank())));
    }

    int resizedAxes() {
      TensorType out = graph.type(node.output());
      int n = 0;
      for (int i = 0; i < out.rank(); i++) {
        n += out.dim(i).equals(type(0).dim(i)) ? 0 : 1;
      }
      return n;
    }

    Cost matrix(long macs, int opsPerOutput) {
      return new Cost(macs, times(opsPerOutput, out()), Optional.empty());
    }
  }
}
