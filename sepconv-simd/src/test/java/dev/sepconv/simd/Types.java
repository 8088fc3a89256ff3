package dev.sepconv.simd;

import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;

/// Types and numbers as tests write them.
final class Types {
  private Types() {}

  /// @param text such as `2x3x4x5`
  static long[] longs(String text) {
    return Arrays.stream(text.strip().split("[x ]+", -1)).mapToLong(Long::parseLong).toArray();
  }

  /// @param shape such as `2x3x4x5`
  static TensorType floats(String shape) {
    return TensorType.of(ElementType.FLOAT32, longs(shape));
  }
}
