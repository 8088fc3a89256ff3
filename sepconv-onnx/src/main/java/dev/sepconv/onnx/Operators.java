package dev.sepconv.onnx;

import dev.sepconv.graph.op.Binary;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Reduce;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.graph.op.Variadic;
import java.util.Optional;

/// The index of all ONNX operators that are read.
final class Operators {
  private Operators() {}

  /// @param domain a node's domain
  /// @return whether it means the standard operators
  static boolean isStandard(String domain) {
    return domain.isEmpty() || domain.equals("ai.onnx");
  }

  /// @param domain a node's domain
  /// @param type its operator
  /// @return who translates it; empty if it is not supported
  static Optional<NodeImporter> find(String domain, String type) {
    if (!isStandard(domain)) {
      return Optional.empty();
    }
    return switch (type) {
      case "Conv" -> by(ConvolutionImport::conv);
      case "ConvTranspose" -> by(ConvolutionImport::convTranspose);
      case "Gemm" -> by(ConvolutionImport::gemm);
      case "MatMul" -> by(ConvolutionImport::matMul);

      case "MaxPool" -> by(PoolImport.window(Pool.Kind.MAX));
      case "AveragePool" -> by(PoolImport.window(Pool.Kind.AVERAGE));
      case "LpPool" -> by(PoolImport.window(Pool.Kind.LP));
      case "GlobalMaxPool" -> by(PoolImport.global(Pool.Kind.MAX));
      case "GlobalAveragePool" -> by(PoolImport.global(Pool.Kind.AVERAGE));
      case "GlobalLpPool" -> by(PoolImport.global(Pool.Kind.LP));

      case "BatchNormalization" -> by(NormalizationImport::batch);
      case "InstanceNormalization" -> by(NormalizationImport::instance);
      case "LRN" -> by(NormalizationImport::lrn);
      case "Dropout" -> by(NormalizationImport::dropout);
      case "Softmax" -> by(NormalizationImport.softmax(false));
      case "LogSoftmax" -> by(NormalizationImport.softmax(true));

      case "Relu" -> by(ActivationImport.plain(Unary.Kind.RELU));
      case "LeakyRelu" -> by(ActivationImport.alpha(Unary.Kind.LEAKY_RELU, 0.01f));
      case "Elu" -> by(ActivationImport.alpha(Unary.Kind.ELU, 1));
      case "Celu" -> by(ActivationImport.alpha(Unary.Kind.CELU, 1));
      case "ThresholdedRelu" -> by(ActivationImport.alpha(Unary.Kind.THRESHOLDED_RELU, 1));
      case "Selu" -> by(ActivationImport::selu);
      case "HardSigmoid" -> by(ActivationImport::hardSigmoid);
      case "Gelu" -> by(ActivationImport::gelu);
      case "Swish" -> by(ActivationImport::swish);
      case "PRelu" -> by(ActivationImport::pRelu);
      case "Clip" -> by(ActivationImport::clip);
      case "Sigmoid" -> by(ActivationImport.plain(Unary.Kind.SIGMOID));
      case "HardSwish" -> by(ActivationImport.plain(Unary.Kind.HARD_SWISH));
      case "Mish" -> by(ActivationImport.plain(Unary.Kind.MISH));
      case "Softplus" -> by(ActivationImport.plain(Unary.Kind.SOFTPLUS));
      case "Softsign" -> by(ActivationImport.plain(Unary.Kind.SOFTSIGN));
      case "Tanh" -> by(ActivationImport.plain(Unary.Kind.TANH));
      case "Abs" -> by(ActivationImport.plain(Unary.Kind.ABS));
      case "Neg" -> by(ActivationImport.plain(Unary.Kind.NEG));
      case "Reciprocal" -> by(ActivationImport.plain(Unary.Kind.RECIPROCAL));
      case "Floor" -> by(ActivationImport.plain(Unary.Kind.FLOOR));
      case "Ceil" -> by(ActivationImport.plain(Unary.Kind.CEIL));
      case "Round" -> by(ActivationImport.plain(Unary.Kind.ROUND));
      case "Sign" -> by(ActivationImport.plain(Unary.Kind.SIGN));
      case "Sqrt" -> by(ActivationImport.plain(Unary.Kind.SQRT));
      case "Exp" -> by(ActivationImport.plain(Unary.Kind.EXP));
      case "Log" -> by(ActivationImport.plain(Unary.Kind.LOG));
      case "Erf" -> by(ActivationImport.plain(Unary.Kind.ERF));
      case "Sin" -> by(ActivationImport.plain(Unary.Kind.SIN));
      case "Cos" -> by(ActivationImport.plain(Unary.Kind.COS));
      case "Not" -> by(ActivationImport.plain(Unary.Kind.NOT));
      case "IsNaN" -> by(ActivationImport.plain(Unary.Kind.IS_NAN));

      case "Add" -> by(ArithmeticImport.binary(Binary.Kind.ADD));
      case "Sub" -> by(ArithmeticImport.binary(Binary.Kind.SUB));
      case "Mul" -> by(ArithmeticImport.binary(Binary.Kind.MUL));
      case "Div" -> by(ArithmeticImport.binary(Binary.Kind.DIV));
      case "Pow" -> by(ArithmeticImport.binary(Binary.Kind.POW));
      case "Mod" -> by(ArithmeticImport::mod);
      case "Equal" -> by(ArithmeticImport.binary(Binary.Kind.EQUAL));
      case "Greater" -> by(ArithmeticImport.binary(Binary.Kind.GREATER));
      case "GreaterOrEqual" -> by(ArithmeticImport.binary(Binary.Kind.GREATER_OR_EQUAL));
      case "Less" -> by(ArithmeticImport.binary(Binary.Kind.LESS));
      case "LessOrEqual" -> by(ArithmeticImport.binary(Binary.Kind.LESS_OR_EQUAL));
      case "And" -> by(ArithmeticImport.binary(Binary.Kind.AND));
      case "Or" -> by(ArithmeticImport.binary(Binary.Kind.OR));
      case "Xor" -> by(ArithmeticImport.binary(Binary.Kind.XOR));
      case "Min" -> by(ArithmeticImport.variadic(Variadic.Kind.MIN));
      case "Max" -> by(ArithmeticImport.variadic(Variadic.Kind.MAX));
      case "Mean" -> by(ArithmeticImport.variadic(Variadic.Kind.MEAN));
      case "Sum" -> by(ArithmeticImport.variadic(Variadic.Kind.SUM));
      case "Where" -> by(ArithmeticImport::where);

      case "ReduceSum" -> by(ReductionImport.reduce(Reduce.Kind.SUM, 13));
      case "ReduceMean" -> by(ReductionImport.reduce(Reduce.Kind.MEAN, 18));
      case "ReduceMax" -> by(ReductionImport.reduce(Reduce.Kind.MAX, 18));
      case "ReduceMin" -> by(ReductionImport.reduce(Reduce.Kind.MIN, 18));
      case "ReduceProd" -> by(ReductionImport.reduce(Reduce.Kind.PROD, 18));
      case "ReduceL1" -> by(ReductionImport.reduce(Reduce.Kind.L1, 18));
      case "ReduceL2" -> by(ReductionImport.reduce(Reduce.Kind.L2, 18));
      case "ReduceSumSquare" -> by(ReductionImport.reduce(Reduce.Kind.SUM_SQUARE, 18));
      case "ReduceLogSum" -> by(ReductionImport.reduce(Reduce.Kind.LOG_SUM, 18));
      case "ReduceLogSumExp" -> by(ReductionImport.reduce(Reduce.Kind.LOG_SUM_EXP, 18));
      case "ArgMax" -> by(ReductionImport.arg(true));
      case "ArgMin" -> by(ReductionImport.arg(false));
      case "TopK" -> by(ReductionImport::topK);

      case "Reshape" -> by(LayoutImport::reshape);
      case "Flatten" -> by(LayoutImport::flatten);
      case "Squeeze" -> by(LayoutImport::squeeze);
      case "Unsqueeze" -> by(LayoutImport::unsqueeze);
      case "Transpose" -> by(LayoutImport::transpose);
      case "Expand" -> by(LayoutImport::expand);
      case "Tile" -> by(LayoutImport::tile);
      case "Concat" -> by(LayoutImport::concat);
      case "Split" -> by(LayoutImport::split);
      case "DepthToSpace" -> by(LayoutImport::depthToSpace);
      case "SpaceToDepth" -> by(LayoutImport::spaceToDepth);
      case "Identity" -> by(LayoutImport::identity);
      case "If" -> by(ConstantImport::branch);

      case "Slice" -> by(IndexImport::slice);
      case "Gather" -> by(IndexImport::gather);
      case "GatherElements" -> by(IndexImport::gatherElements);
      case "Pad" -> by(IndexImport::pad);
      case "NonMaxSuppression" -> by(IndexImport::nonMaxSuppression);
      case "Resize" -> by(ResizeImport::resize);
      case "Upsample" -> by(ResizeImport::upsample);

      case "Constant" -> by(ConstantImport::constant);
      case "ConstantOfShape" -> by(ConstantImport::constantOfShape);
      case "Range" -> by(ConstantImport::range);
      case "Shape" -> by(ConstantImport::shape);
      case "Size" -> by(ConstantImport::size);
      case "Cast" -> by(ConstantImport::cast);
      case "CastLike" -> by(ConstantImport::castLike);
      case "QuantizeLinear" -> by(QuantizationImport::quantize);
      case "DequantizeLinear" -> by(QuantizationImport::dequantize);
      default -> Optional.empty();
    };
  }

  private static Optional<NodeImporter> by(NodeImporter importer) {
    return Optional.of(importer);
  }
}
