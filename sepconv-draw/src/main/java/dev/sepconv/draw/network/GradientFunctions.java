package dev.sepconv.draw.network;

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
import java.util.List;
import java.util.Optional;

/// What PyTorch 2 calls the function that carries gradients back through an operator, as
/// `tensor.grad_fn.name()` and torchviz print it.
final class GradientFunctions {
  private GradientFunctions() {}

  /// @param node an operator
  /// @param graph where it stands
  /// @return the function's name; empty if no gradient passes, or the operator changes nothing
  static Optional<String> of(Node node, Graph graph) {
    String name = name(node.op(), node, graph);
    return name.isEmpty() ? Optional.empty() : Optional.of(name);
  }

  /// @return whether the operator hands on its input as it is, so that PyTorch records nothing
  static boolean passes(Op op) {
    return op instanceof Identity || op instanceof Dropout;
  }

  private static String name(Op op, Node node, Graph graph) {
    return switch (op) {
      case ArgReduce o -> "";
      case BatchNormalization o -> "NativeBatchNormBackward0";
      case Binary o -> binary(o.kind());
      case Cast o -> "ToCopyBackward0";
      case Clip o -> isRelu6(node, graph) ? "HardtanhBackward0" : "ClampBackward1";
      case Concat o -> "CatBackward0";
      case ConstantOfShape o -> "";
      case Conv o -> "ConvolutionBackward0";
      case ConvTranspose o -> "ConvolutionBackward0";
      case DepthToSpace o -> "PixelShuffleBackward0";
      case DequantizeLinear o -> "";
      case Dropout o -> "";
      case Expand o -> "ExpandBackward0";
      case Flatten o -> "ViewBackward0";
      case Gather o -> "IndexSelectBackward0";
      case GatherElements o -> "GatherBackward0";
      case Gemm o -> node.hasInput(2) ? "AddmmBackward0" : "MmBackward0";
      case GlobalPool o ->
          switch (o.kind()) {
            case MAX -> "AdaptiveMaxPool2DBackward0";
            case AVERAGE -> "MeanBackward1";
            case LP -> "LinalgVectorNormBackward0";
          };
      case Identity o -> "";
      case InstanceNormalization o -> "NativeBatchNormBackward0";
      case Lrn o -> "DivBackward0";
      case MatMul o -> graph.type(node.output()).rank() <= 2 ? "MmBackward0" : "BmmBackward0";
      case NonMaxSuppression o -> "";
      case Pad o ->
          switch (o.mode()) {
            case CONSTANT -> "ConstantPadNdBackward0";
            case REFLECT -> "ReflectionPad2DBackward0";
            case EDGE -> "ReplicationPad2DBackward0";
            case WRAP -> "CopySlices";
          };
      case Pool o -> pool(o);
      case PRelu o -> "PreluKernelBackward0";
      case QuantizeLinear o -> "";
      case Range o -> "";
      case Reduce o -> reduce(o.kind());
      case Reshape o -> "ViewBackward0";
      case Resize o ->
          switch (o.mode()) {
            case NEAREST -> "UpsampleNearest2DBackward0";
            case LINEAR -> "UpsampleBilinear2DBackward0";
            case CUBIC -> "UpsampleBicubic2DBackward0";
          };
      case ShapeOf o -> "";
      case Size o -> "";
      case Slice o -> "SliceBackward0";
      case Softmax o -> o.log() ? "LogSoftmaxBackward0" : "SoftmaxBackward0";
      case SpaceToDepth o -> "PixelUnshuffleBackward0";
      case Split o -> "SplitWithSizesBackward0";
      case Squeeze o -> "SqueezeBackward1";
      case Tile o -> "RepeatBackward0";
      case TopK o -> "TopkBackward0";
      case Transpose o -> o.permutation().equals(List.of(1, 0)) ? "TBackward0" : "PermuteBackward0";
      case Unary o -> unary(o.kind());
      case Unsqueeze o -> "UnsqueezeBackward0";
      case Variadic o ->
          switch (o.kind()) {
            case MIN -> "MinimumBackward0";
            case MAX -> "MaximumBackward0";
            case MEAN -> "MeanBackward1";
            case SUM -> "AddBackward0";
          };
      case Where o -> "WhereBackward0";
    };
  }

  private static boolean isRelu6(Node node, Graph graph) {
    return graph
        .trace()
        .filter(t -> node.call() >= 0)
        .map(t -> t.calls().get(node.call()).module().type().equals("ReLU6"))
        .orElse(false);
  }

  private static String binary(Binary.Kind kind) {
    return switch (kind) {
      case ADD -> "AddBackward0";
      case SUB -> "SubBackward0";
      case MUL -> "MulBackward0";
      case DIV -> "DivBackward0";
      case POW -> "PowBackward0";
      case MOD -> "RemainderBackward0";
      case FMOD -> "FmodBackward0";
      case EQUAL, GREATER, GREATER_OR_EQUAL, LESS, LESS_OR_EQUAL, AND, OR, XOR -> "";
    };
  }

  private static String pool(Pool pool) {
    int rank = Math.max(pool.window().rank(), 2);
    return switch (pool.kind()) {
      case MAX -> "MaxPool" + rank + "DWithIndicesBackward0";
      case AVERAGE -> "AvgPool" + rank + "DBackward0";
      case LP -> "PowBackward0";
    };
  }

  private static String reduce(Reduce.Kind kind) {
    return switch (kind) {
      case SUM, SUM_SQUARE -> "SumBackward1";
      case MEAN -> "MeanBackward1";
      case MAX -> "AmaxBackward0";
      case MIN -> "AminBackward0";
      case PROD -> "ProdBackward1";
      case L1, L2 -> "LinalgVectorNormBackward0";
      case LOG_SUM -> "LogBackward0";
      case LOG_SUM_EXP -> "LogsumexpBackward0";
    };
  }

  private static String unary(Unary.Kind kind) {
    return switch (kind) {
      case RELU -> "ReluBackward0";
      case LEAKY_RELU -> "LeakyReluBackward0";
      // PyTorch computes the other two by elu.
      case ELU, SELU, CELU -> "EluBackward0";
      case SIGMOID -> "SigmoidBackward0";
      case SILU -> "SiluBackward0";
      case HARD_SIGMOID -> "HardsigmoidBackward0";
      case HARD_SWISH -> "HardswishBackward0";
      case MISH -> "MishBackward0";
      case SOFTPLUS -> "SoftplusBackward0";
      case SOFTSIGN -> "DivBackward0";
      case GELU -> "GeluBackward0";
      case THRESHOLDED_RELU -> "ThresholdBackward0";
      case TANH -> "TanhBackward0";
      case ABS -> "AbsBackward0";
      case NEG -> "NegBackward0";
      case RECIPROCAL -> "ReciprocalBackward0";
      case FLOOR -> "FloorBackward0";
      case CEIL -> "CeilBackward0";
      case ROUND -> "RoundBackward0";
      case SIGN -> "SignBackward0";
      case SQRT -> "SqrtBackward0";
      case EXP -> "ExpBackward0";
      case LOG -> "LogBackward0";
      case ERF -> "ErfBackward0";
      case SIN -> "SinBackward0";
      case COS -> "CosBackward0";
      case NOT, IS_NAN -> "";
    };
  }
}
