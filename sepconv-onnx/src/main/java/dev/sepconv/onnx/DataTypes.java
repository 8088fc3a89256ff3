package dev.sepconv.onnx;

import dev.sepconv.tensor.ElementType;
import java.util.List;
import java.util.Optional;

/// ONNX's numbers and names for element types.
final class DataTypes {
  /// By number, as `TensorProto.DataType` names them.
  private static final List<String> NAMES =
      List.of(
          "UNDEFINED",
          "FLOAT",
          "UINT8",
          "INT8",
          "UINT16",
          "INT16",
          "INT32",
          "INT64",
          "STRING",
          "BOOL",
          "FLOAT16",
          "DOUBLE",
          "UINT32",
          "UINT64",
          "COMPLEX64",
          "COMPLEX128",
          "BFLOAT16",
          "FLOAT8E4M3FN",
          "FLOAT8E4M3FNUZ",
          "FLOAT8E5M2",
          "FLOAT8E5M2FNUZ",
          "UINT4",
          "INT4",
          "FLOAT4E2M1",
          "FLOAT8E8M0",
          "UINT2",
          "INT2");

  private DataTypes() {}

  /// @param code ONNX's number
  /// @return the element type, if it is one that tensors here can have
  static Optional<ElementType> element(int code) {
    return Optional.ofNullable(
        switch (code) {
          case 1 -> ElementType.FLOAT32;
          case 2 -> ElementType.UINT8;
          case 3 -> ElementType.INT8;
          case 4 -> ElementType.UINT16;
          case 5 -> ElementType.INT16;
          case 6 -> ElementType.INT32;
          case 7 -> ElementType.INT64;
          case 9 -> ElementType.BOOL;
          case 10 -> ElementType.FLOAT16;
          case 11 -> ElementType.FLOAT64;
          case 12 -> ElementType.UINT32;
          case 13 -> ElementType.UINT64;
          case 16 -> ElementType.BFLOAT16;
          default -> null;
        });
  }

  /// @param element an element type
  /// @return ONNX's number
  static int code(ElementType element) {
    return switch (element) {
      case FLOAT32 -> 1;
      case UINT8 -> 2;
      case INT8 -> 3;
      case UINT16 -> 4;
      case INT16 -> 5;
      case INT32 -> 6;
      case INT64 -> 7;
      case BOOL -> 9;
      case FLOAT16 -> 10;
      case FLOAT64 -> 11;
      case UINT32 -> 12;
      case UINT64 -> 13;
      case BFLOAT16 -> 16;
    };
  }

  /// @param name ONNX's name, as old `Cast` nodes give it
  /// @return ONNX's number; 0 for an unknown name
  static int code(String name) {
    return Math.max(NAMES.indexOf(name), 0);
  }

  /// @param code ONNX's number
  /// @return its name, for messages
  static String name(int code) {
    return code > 0 && code < NAMES.size() ? NAMES.get(code) : "number " + code;
  }
}
