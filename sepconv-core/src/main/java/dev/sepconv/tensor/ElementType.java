package dev.sepconv.tensor;

/// What one element of a tensor is. Names and meaning are those of the ONNX `TensorProto.DataType`.
public enum ElementType {
  /// IEEE 754 binary32.
  FLOAT32(4, "float32"),
  /// IEEE 754 binary64.
  FLOAT64(8, "float64"),
  /// IEEE 754 binary16; stored so, computed in float32.
  FLOAT16(2, "float16"),
  /// The upper half of a binary32; stored so, computed in float32.
  BFLOAT16(2, "bfloat16"),
  /// Signed 8 bits.
  INT8(1, "int8"),
  /// Unsigned 8 bits.
  UINT8(1, "uint8"),
  /// Signed 16 bits.
  INT16(2, "int16"),
  /// Unsigned 16 bits.
  UINT16(2, "uint16"),
  /// Signed 32 bits.
  INT32(4, "int32"),
  /// Unsigned 32 bits.
  UINT32(4, "uint32"),
  /// Signed 64 bits.
  INT64(8, "int64"),
  /// Unsigned 64 bits.
  UINT64(8, "uint64"),
  /// One byte, 0 or 1.
  BOOL(1, "bool");

  private final int bytes;
  private final String label;

  ElementType(int bytes, String label) {
    this.bytes = bytes;
    this.label = label;
  }

  /// @return the storage size of one element in bytes
  public int bytes() {
    return bytes;
  }

  /// @return whether it is one of the four floating-point types
  public boolean isFloat() {
    return this == FLOAT32 || this == FLOAT64 || this == FLOAT16 || this == BFLOAT16;
  }

  /// @return whether it is an integer type; bool is none
  public boolean isInteger() {
    return !isFloat() && this != BOOL;
  }

  /// @return whether it is an unsigned integer type
  public boolean isUnsigned() {
    return this == UINT8 || this == UINT16 || this == UINT32 || this == UINT64;
  }

  /// @return the name that NumPy users know, such as `float32`
  @Override
  public String toString() {
    return label;
  }
}
