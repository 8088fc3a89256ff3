package dev.sepconv.graph.op;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.tensor.TensorType;
import java.util.List;

/// What a node does. Inputs are positional and mean what the ONNX operator of the same name says;
/// an optional input may be absent.
public sealed interface Op
    permits ArgReduce,
        BatchNormalization,
        Binary,
        Cast,
        Clip,
        Concat,
        ConstantOfShape,
        Conv,
        ConvTranspose,
        DepthToSpace,
        DequantizeLinear,
        Dropout,
        Expand,
        Flatten,
        Gather,
        GatherElements,
        Gemm,
        GlobalPool,
        Identity,
        InstanceNormalization,
        Lrn,
        MatMul,
        NonMaxSuppression,
        Pad,
        Pool,
        PRelu,
        QuantizeLinear,
        Range,
        Reduce,
        Reshape,
        Resize,
        ShapeOf,
        Size,
        Slice,
        Softmax,
        SpaceToDepth,
        Split,
        Squeeze,
        Tile,
        TopK,
        Transpose,
        Unary,
        Unsqueeze,
        Variadic,
        Where {

  /// @return the ONNX operator type, such as `Conv`, `Relu` or `MaxPool`
  String type();

  /// Infers the types of all outputs from what is known about the inputs.
  ///
  /// @param in the inputs
  /// @return one type per output that the node has
  /// @throws InvalidModelException if the inputs do not fit this operator; the message does not
  ///   name the node, the caller adds that
  List<TensorType> infer(Inference in);
}
