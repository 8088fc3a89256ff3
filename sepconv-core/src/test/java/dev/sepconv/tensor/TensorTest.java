package dev.sepconv.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TensorTest {
  private static double stored(ElementType t, double value) {
    Tensor x = Tensor.zeros(t, Shape.SCALAR);
    x.setDouble(0, value);
    return x.getDouble(0);
  }

  @Test
  void sixteenBitTypesRoundOnce() {
    // Just above the middle between 1 and the next float16; float32 would round it to the middle,
    // and the tie then to 1.
    assertThat(stored(ElementType.FLOAT16, 1 + 0x1p-11 + 0x1p-40)).isEqualTo(1 + 0x1p-10);
    assertThat(stored(ElementType.FLOAT16, 1 + 0x1p-11)).isEqualTo(1);
    assertThat(stored(ElementType.FLOAT16, -1 - 0x1p-11 - 0x1p-40)).isEqualTo(-1 - 0x1p-10);
    // Just below the middle between the next two, whose tie would go up.
    assertThat(stored(ElementType.FLOAT16, 1 + 0x1p-10 + 0x1p-11 - 0x1p-40)).isEqualTo(1 + 0x1p-10);
    assertThat(stored(ElementType.BFLOAT16, 1 + 0x1p-8 + 0x1p-40)).isEqualTo(1 + 0x1p-7);
    assertThat(stored(ElementType.BFLOAT16, 1 + 0x1p-8)).isEqualTo(1);
    assertThat(stored(ElementType.FLOAT16, 1e300)).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(stored(ElementType.BFLOAT16, Double.NaN)).isNaN();
    assertThat(stored(ElementType.FLOAT16, 0x1p-200)).isEqualTo(0);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, 200, -56",
    "UINT8, -1, 255",
    "INT16, 40000, -25536",
    "UINT16, -1, 65535",
    "INT32, 4294967295, -1",
    "UINT32, -1, 4294967295",
    "BOOL, 7, 1",
    "INT64, -9223372036854775808, -9223372036854775808"
  })
  void integersWrap(ElementType t, long value, long expected) {
    Tensor x = Tensor.zeros(t, Shape.SCALAR);
    x.setLong(0, value);
    assertThat(x.getLong(0)).isEqualTo(expected);
  }

  @Test
  void arraysFitTheirShape() {
    assertThatThrownBy(() -> Tensor.of(Shape.of(2, 3), new float[5]))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("shape 2x3 needs 6 elements, but the array has 5");
    assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("more elements than an array can hold");
    assertThat(Shape.of(1 << 20, 1 << 20, 0).elements()).isZero();
  }
}
