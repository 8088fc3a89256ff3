package dev.sepconv.onnx;

import dev.sepconv.graph.Constant.Role;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import dev.sepconv.tensor.TensorType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Tells trained parameters from statistics and from mere numbers, by what reads a constant. An
/// ONNX file does not say.
final class ConstantRoles {
  /// What a constant is read as, the strongest first.
  private enum Use {
    /// Weights stored as integers with a scale.
    QUANTIZED_WEIGHT,
    /// Weights, bias, scale, slope of a layer.
    WEIGHT,
    /// Running mean or variance.
    STATISTIC,
    /// An operand of an addition or multiplication: a parameter unless it is a single number.
    OPERAND
  }

  private final Map<String, Use> uses = new HashMap<>();

  /// @param sorted nodes in topological order
  ConstantRoles(List<NodeProto> sorted) {
    // Backwards, so that what passes through a reshape gets the use of the result.
    for (NodeProto node : sorted.reversed()) {
      look(node);
    }
  }

  /// @param value a constant
  /// @param type its type
  /// @return how it is counted
  Role role(String value, TensorType type) {
    Use use = uses.get(value);
    if (use == null) {
      return Role.LITERAL;
    }
    boolean isFloat = type.element().isFloat();
    boolean counts =
        switch (use) {
          case QUANTIZED_WEIGHT -> true;
          case WEIGHT, STATISTIC -> isFloat;
          case OPERAND -> isFloat && type.shape().elements() > 1;
        };
    return !counts ? Role.LITERAL : use == Use.STATISTIC ? Role.BUFFER : Role.PARAMETER;
  }

  private void look(NodeProto node) {
    switch (node.getOpType()) {
      case "Conv", "ConvTranspose" -> read(node, Use.WEIGHT, 1, 2);
      case "Gemm" -> read(node, Use.WEIGHT, 0, 1, 2);
      case "MatMul" -> read(node, Use.WEIGHT, 0, 1);
      case "BatchNormalization" -> {
        read(node, Use.WEIGHT, 1, 2);
        read(node, Use.STATISTIC, 3, 4);
      }
      case "InstanceNormalization" -> read(node, Use.WEIGHT, 1, 2);
      case "PRelu" -> read(node, Use.WEIGHT, 1);
      case "Add", "Mul" -> read(node, Use.OPERAND, 0, 1);
      case "Identity", "Transpose", "Reshape", "Squeeze", "Unsqueeze", "Flatten", "Cast" ->
          pass(node, false);
      case "DequantizeLinear" -> pass(node, true);
      default -> {}
    }
  }

  private void read(NodeProto node, Use use, int... inputs) {
    for (int i : inputs) {
      if (i < node.getInputCount()) {
        uses.merge(node.getInput(i), use, (a, b) -> a.compareTo(b) <= 0 ? a : b);
      }
    }
  }

  private void pass(NodeProto node, boolean dequantizes) {
    Use use = node.getOutputCount() == 0 ? null : uses.get(node.getOutput(0));
    if (use != null) {
      read(node, dequantizes && use != Use.STATISTIC ? Use.QUANTIZED_WEIGHT : use, 0);
    }
  }
}
