package dev.sepconv.kernel.reference;

import dev.sepconv.graph.Evaluator;
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
import dev.sepconv.graph.op.Op;
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
import dev.sepconv.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/// Runs any operator on tensors. Floating point is accumulated in double and rounded once into the
/// element type of the result; integers are exact and wrap.
public final class Reference {
  /// Evaluates every operator, so that a graph builder can follow shape arithmetic.
  public static final Evaluator EVALUATOR =
      (op, inputs, outputs) -> Optional.of(run(op, inputs, outputs));

  private Reference() {}

  /// Runs one operator. A result that has the elements of an input in the same order (`Reshape`,
  /// `Identity`, …) shares its array.
  ///
  /// @param op the operator
  /// @param inputs its inputs by position; empty for an absent one
  /// @param outputs how many outputs are wanted
  /// @return the outputs
  /// @throws dev.sepconv.error.InvalidModelException if the inputs do not fit the operator
  /// @throws dev.sepconv.error.InvalidInputException if their elements do not, as an index out of
  ///   range
  public static List<Tensor> run(Op op, List<Optional<Tensor>> inputs, int outputs) {
    Call in = new Call(op, inputs, outputs);
    return switch (op) {
      case Pool o -> PoolReference.pool(o, in);
      case Split o -> MovementReference.split(o, in);
      case TopK o -> OrderReference.topK(o, in);
      case Dropout _ -> ShapeReference.dropout(in);
      case ArgReduce o -> List.of(OrderReference.argReduce(o, in));
      case BatchNormalization o -> List.of(NormReference.batch(o, in));
      case Binary o -> List.of(BinaryReference.binary(o, in));
      case Cast _ -> List.of(UnaryReference.cast(in));
      case Clip _ -> List.of(UnaryReference.clip(in));
      case Concat o -> List.of(MovementReference.concat(o, in));
      case ConstantOfShape o -> List.of(ShapeReference.constantOfShape(o, in));
      case Conv o -> List.of(ConvReference.conv(o, in));
      case ConvTranspose o -> List.of(ConvReference.transposed(o, in));
      case DepthToSpace o -> List.of(MovementReference.depthToSpace(o, in));
      case DequantizeLinear o -> List.of(QuantizeReference.dequantize(o, in));
      case Expand _ -> List.of(MovementReference.expand(in));
      case Gather o -> List.of(MovementReference.gather(o, in));
      case GatherElements o -> List.of(MovementReference.gatherElements(o, in));
      case Gemm o -> List.of(MatMulReference.gemm(o, in));
      case GlobalPool o -> List.of(PoolReference.global(o, in));
      case InstanceNormalization o -> List.of(NormReference.instance(o, in));
      case Lrn o -> List.of(NormReference.lrn(o, in));
      case MatMul _ -> List.of(MatMulReference.matMul(in));
      case NonMaxSuppression o -> List.of(DetectionReference.nonMaxSuppression(o, in));
      case Pad o -> List.of(PadReference.pad(o, in));
      case PRelu _ -> List.of(BinaryReference.pRelu(in));
      case QuantizeLinear o -> List.of(QuantizeReference.quantize(o, in));
      case Range _ -> List.of(ShapeReference.range(in));
      case Reduce o -> List.of(ReduceReference.reduce(o, in));
      case Resize o -> List.of(ResizeReference.resize(o, in));
      case Identity _, Reshape _, Flatten _, Squeeze _, Unsqueeze _ ->
          List.of(ShapeReference.reshape(in));
      case ShapeOf o -> List.of(ShapeReference.shapeOf(o, in));
      case Size _ -> List.of(ShapeReference.size(in));
      case Slice _ -> List.of(MovementReference.slice(in));
      case Softmax o -> List.of(NormReference.softmax(o, in));
      case SpaceToDepth o -> List.of(MovementReference.spaceToDepth(o, in));
      case Tile _ -> List.of(MovementReference.tile(in));
      case Transpose o -> List.of(MovementReference.transpose(o, in));
      case Unary o -> List.of(UnaryReference.unary(o, in));
      case Variadic o -> List.of(BinaryReference.variadic(o, in));
      case Where _ -> List.of(MovementReference.where(in));
    };
  }
}
