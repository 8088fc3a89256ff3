package dev.sepconv.onnx;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.UnsupportedModelException;
import dev.sepconv.onnx.proto.Onnx.TensorShapeProto;
import dev.sepconv.onnx.proto.Onnx.TypeProto;
import dev.sepconv.onnx.proto.Onnx.ValueInfoProto;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The types that a file declares for its values, in both directions.
final class ValueTypes {
  private ValueTypes() {}

  /// @param info a graph input
  /// @return its type
  /// @throws UnsupportedModelException if it is no tensor, or one of an element type that is not
  ///   supported
  static TensorType read(ValueInfoProto info) {
    TypeProto type = info.getType();
    String what = "input '" + info.getName() + "'";
    switch (type.getValueCase()) {
      case TENSOR_TYPE -> {}
      case SEQUENCE_TYPE -> throw unsupported(what, "a sequence");
      case MAP_TYPE -> throw unsupported(what, "a map");
      case SPARSE_TENSOR_TYPE -> throw unsupported(what, "a sparse tensor");
      case OPTIONAL_TYPE -> throw unsupported(what, "an optional");
      case VALUE_NOT_SET ->
          throw new InvalidModelException(
              what + " declares no type that is known; a tensor type is expected");
    }
    int code = type.getTensorType().getElemType();
    return declared(info)
        .orElseThrow(() -> unsupported(what, "a tensor of " + DataTypes.name(code)));
  }

  /// @param info an annotation
  /// @return the tensor type that it declares, if it is one that is supported
  static Optional<TensorType> declared(ValueInfoProto info) {
    if (!info.getType().hasTensorType()) {
      return Optional.empty();
    }
    TypeProto.Tensor tensor = info.getType().getTensorType();
    Optional<ElementType> element = DataTypes.element(tensor.getElemType());
    return element.map(e ->
        tensor.hasShape() ? TensorType.of(e, dims(tensor.getShape())) : TensorType.unranked(e));
  }

  private static List<Dim> dims(TensorShapeProto shape) {
    List<Dim> dims = new ArrayList<>(shape.getDimCount());
    for (TensorShapeProto.Dimension d : shape.getDimList()) {
      dims.add(
          switch (d.getValueCase()) {
            case DIM_VALUE -> d.getDimValue() < 0 ? Dim.UNKNOWN : Dim.of(d.getDimValue());
            case DIM_PARAM -> Dim.symbol(d.getDimParam().strip());
            case VALUE_NOT_SET -> Dim.UNKNOWN;
          });
    }
    return dims;
  }

  private static UnsupportedModelException unsupported(String what, String found) {
    return new UnsupportedModelException(
        what + " is " + found + "; only tensors of float, integer and bool types are supported");
  }

  /// @param name a value
  /// @param type its type
  /// @return its declaration
  static ValueInfoProto write(String name, TensorType type) {
    TypeProto.Tensor.Builder tensor =
        TypeProto.Tensor.newBuilder().setElemType(DataTypes.code(type.element()));
    if (type.ranked()) {
      TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
      for (Dim d : type.dims()) {
        TensorShapeProto.Dimension.Builder dim = TensorShapeProto.Dimension.newBuilder();
        if (d.isKnown()) {
          dim.setDimValue(d.value());
        } else if (!d.isUnknown()) {
          dim.setDimParam(d.toString());
        }
        shape.addDim(dim);
      }
      tensor.setShape(shape);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(TypeProto.newBuilder().setTensorType(tensor))
        .build();
  }
}
