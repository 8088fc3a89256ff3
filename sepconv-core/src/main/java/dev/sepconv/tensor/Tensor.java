package dev.sepconv.tensor;

import dev.sepconv.error.InvalidInputException;
import java.util.Arrays;

/// A dense row-major tensor over one Java array: `float[]` for float32, `double[]` for float64,
/// `short[]` for float16, bfloat16 and 16-bit integers, `byte[]` for 8-bit integers and bool,
/// `int[]` and `long[]` for the rest. The array is shared, not copied: who gets a tensor from
/// someone else reads it only.
public final class Tensor {
  private final ElementType element;
  private final Shape shape;
  private final Object array;

  private Tensor(ElementType element, Shape shape, Object array, int length) {
    this.element = element;
    this.shape = shape;
    this.array = array;
    if (length != shape.elements()) {
      throw new InvalidInputException(
          "shape "
              + shape
              + " needs "
              + shape.elements()
              + " elements, but the array has "
              + length);
    }
  }

  /// @param shape the dimensions
  /// @param data its elements, row-major; kept, not copied
  /// @return a float32 tensor
  /// @throws InvalidInputException if the array has another length
  public static Tensor of(Shape shape, float[] data) {
    return new Tensor(ElementType.FLOAT32, shape, data, data.length);
  }

  /// @param shape the dimensions
  /// @param data its elements, row-major; kept, not copied
  /// @return a float64 tensor
  public static Tensor of(Shape shape, double[] data) {
    return new Tensor(ElementType.FLOAT64, shape, data, data.length);
  }

  /// @param shape the dimensions
  /// @param data its elements, row-major; kept, not copied
  /// @return an int64 tensor
  public static Tensor of(Shape shape, long[] data) {
    return new Tensor(ElementType.INT64, shape, data, data.length);
  }

  /// @param shape the dimensions
  /// @param data its elements, row-major; kept, not copied
  /// @return a uint8 tensor
  /// @throws InvalidInputException if the array has another length
  public static Tensor of(Shape shape, byte[] data) {
    return new Tensor(ElementType.UINT8, shape, data, data.length);
  }

  /// @param data the elements
  /// @return an int64 vector
  public static Tensor vector(long... data) {
    return of(Shape.of(data.length), data);
  }

  /// @param value the element
  /// @return a float32 scalar
  public static Tensor scalar(float value) {
    return of(Shape.SCALAR, new float[] {value});
  }

  /// @param element the element type
  /// @param shape the dimensions
  /// @return a tensor of zeros
  public static Tensor zeros(ElementType element, Shape shape) {
    int n = shape.elements();
    Object array =
        switch (element) {
          case FLOAT32 -> new float[n];
          case FLOAT64 -> new double[n];
          case FLOAT16, BFLOAT16, INT16, UINT16 -> new short[n];
          case INT8, UINT8, BOOL -> new byte[n];
          case INT32, UINT32 -> new int[n];
          case INT64, UINT64 -> new long[n];
        };
    return new Tensor(element, shape, array, n);
  }

  /// @return the element type
  public ElementType element() {
    return element;
  }

  /// @return the dimensions
  public Shape shape() {
    return shape;
  }

  /// @return element type and dimensions
  public TensorType type() {
    return TensorType.of(element, shape);
  }

  /// @return the number of elements
  public int size() {
    return shape.elements();
  }

  /// @return the backing array of a float32 tensor; not a copy
  /// @throws IllegalStateException for another element type
  public float[] floats() {
    if (array instanceof float[] f) {
      return f;
    }
    throw new IllegalStateException("a tensor of " + element + " has no float array");
  }

  /// The backing array itself, for readers and writers of files: its Java type follows the element
  /// type as the class describes.
  ///
  /// @return the array; not a copy
  public Object array() {
    return array;
  }

  /// @param i the row-major index
  /// @return the element as a double; exact except for 64-bit integers beyond 2^53
  public double getDouble(int i) {
    return switch (element) {
      case FLOAT32 -> ((float[]) array)[i];
      case FLOAT64 -> ((double[]) array)[i];
      case FLOAT16 -> Float.float16ToFloat(((short[]) array)[i]);
      case BFLOAT16 -> Float.intBitsToFloat(((short[]) array)[i] << 16);
      case UINT64 -> unsignedToDouble(((long[]) array)[i]);
      default -> (double) getLong(i);
    };
  }

  /// @param i the row-major index
  /// @return the element as a long: exact for integers and bool (uint64 keeps its bits), truncated
  ///   toward zero and saturated for floating point
  public long getLong(int i) {
    return switch (element) {
      case INT8, BOOL -> ((byte[]) array)[i];
      case UINT8 -> ((byte[]) array)[i] & 0xFF;
      case INT16 -> ((short[]) array)[i];
      case UINT16 -> ((short[]) array)[i] & 0xFFFF;
      case INT32 -> ((int[]) array)[i];
      case UINT32 -> ((int[]) array)[i] & 0xFFFF_FFFFL;
      case INT64, UINT64 -> ((long[]) array)[i];
      default -> (long) getDouble(i);
    };
  }

  /// Writes an element while the tensor is being filled. Floating types round to nearest; integers
  /// truncate toward zero and wrap, as a C cast; bool stores whether the value is not zero.
  ///
  /// @param i the row-major index
  /// @param value the value
  public void setDouble(int i, double value) {
    switch (element) {
      case FLOAT32 -> ((float[]) array)[i] = (float) value;
      case FLOAT64 -> ((double[]) array)[i] = value;
      case FLOAT16 -> ((short[]) array)[i] = Float.floatToFloat16(roundToOdd(value));
      case BFLOAT16 -> ((short[]) array)[i] = toBfloat16(roundToOdd(value));
      case BOOL -> ((byte[]) array)[i] = (byte) (value != 0 ? 1 : 0);
      case UINT64 -> setLong(i, doubleToUnsigned(value));
      default -> setLong(i, (long) value);
    }
  }

  /// Writes an element while the tensor is being filled. Integers keep the low bits; bool stores
  /// whether the value is not zero.
  ///
  /// @param i the row-major index
  /// @param value the value; for uint64 its bits
  public void setLong(int i, long value) {
    switch (element) {
      case INT8, UINT8 -> ((byte[]) array)[i] = (byte) value;
      case BOOL -> ((byte[]) array)[i] = (byte) (value != 0 ? 1 : 0);
      case INT16, UINT16 -> ((short[]) array)[i] = (short) value;
      case INT32, UINT32 -> ((int[]) array)[i] = (int) value;
      case INT64, UINT64 -> ((long[]) array)[i] = value;
      case FLOAT32 -> ((float[]) array)[i] = (float) value;
      default -> setDouble(i, (double) value);
    }
  }

  /// @return a new array of all elements as floats
  public float[] toFloats() {
    if (array instanceof float[] f) {
      return f.clone();
    }
    float[] out = new float[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = (float) getDouble(i);
    }
    return out;
  }

  /// @return a new array of all elements as doubles
  public double[] toDoubles() {
    double[] out = new double[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = getDouble(i);
    }
    return out;
  }

  /// @return a new array of all elements as longs, by {@link #getLong}
  public long[] toLongs() {
    long[] out = new long[size()];
    for (int i = 0; i < out.length; i++) {
      out[i] = getLong(i);
    }
    return out;
  }

  /// @param other the dimensions of the result, with as many elements
  /// @return a tensor over the same array
  public Tensor reshape(Shape other) {
    return new Tensor(element, other, array, size());
  }

  /// Equal element type, shape and elements; NaN equals NaN.
  @Override
  public boolean equals(Object o) {
    return o instanceof Tensor t
        && element == t.element
        && shape.equals(t.shape)
        && Arrays.deepEquals(new Object[] {array}, new Object[] {t.array});
  }

  @Override
  public int hashCode() {
    return 31 * shape.hashCode() + Arrays.deepHashCode(new Object[] {array});
  }

  /// @return such as `float32 1x3x224x224`
  @Override
  public String toString() {
    return element + " " + shape;
  }

  /// To float, with an odd last bit where that is inexact, so that a second rounding to a still
  /// narrower type is as if it were the only one.
  private static float roundToOdd(double value) {
    float f = (float) value;
    int bits = Float.floatToRawIntBits(f);
    if (f == value || !Float.isFinite(f) || (bits & 1) == 1) {
      return f;
    }
    return Float.intBitsToFloat(Math.abs(f) > Math.abs(value) ? bits - 1 : bits + 1);
  }

  private static short toBfloat16(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    // Round to nearest even: add just under half, and one more if the kept part is odd.
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }

  private static double unsignedToDouble(long bits) {
    return bits >= 0 ? (double) bits : (double) ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static long doubleToUnsigned(double value) {
    return value < 0x1p63 ? (long) value : (long) (value - 0x1p63) ^ Long.MIN_VALUE;
  }
}
