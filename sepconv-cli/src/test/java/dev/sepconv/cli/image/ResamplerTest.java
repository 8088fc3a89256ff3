package dev.sepconv.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  /// A 7x5 ramp modulo 101, resized by Pillow 12.3 in float mode with `BILINEAR`; some rows.
  @ParameterizedTest
  @CsvSource({
    "3, 2, 0, '49.3636 44.5856 53.1558'",
    "3, 2, 1, '46.6234 53.5348 52.3831'",
    "4, 5, 0, '19.3810 48.6800 44.0400 48.7143'",
    "4, 5, 3, '41.2857 45.9600 41.3200 70.6190'",
    "14, 9, 0, '0 9.25 27.75 46.25 64.75 58 26 19.25 37.75 56.25 74.75 68 36 20'",
    "14, 9, 6, '65.1111 51.9167 25.5278 21.5833 40.0833 55.7778 68.6667 61.9167 35.5278 28.7778"
        + " 41.6667 57.3611 75.8611 85.1111'",
  })
  void agreesWithPillow(int width, int height, int row, String expected) {
    Pixels src = new Pixels(7, 5, new float[7 * 5 * 3]);
    for (int i = 0; i < 35; i++) {
      for (int c = 0; c < 3; c++) {
        src.rgb()[i * 3 + c] = i * 37 % 101;
      }
    }
    Pixels dst = Resampler.resize(src, width, height);
    assertThat(dst.width()).isEqualTo(width);
    assertThat(dst.height()).isEqualTo(height);
    String[] values = expected.split(" ", -1);
    for (int x = 0; x < width; x++) {
      for (int c = 0; c < 3; c++) {
        assertThat(dst.rgb()[dst.at(row, x) + c])
            .as("row %d, column %d", row, x)
            .isCloseTo(Float.parseFloat(values[x]), within(1e-3f));
      }
    }
  }

  @Test
  void keepsChannelsApart() {
    Pixels src = new Pixels(2, 1, new float[] {1, 2, 3, 5, 6, 7});
    assertThat(Resampler.resize(src, 1, 1).rgb()).containsExactly(3, 4, 5);
  }

  @Test
  void sameSizeIsTheSamePicture() {
    Pixels src = new Pixels(2, 1, new float[] {1, 2, 3, 4, 5, 6});
    assertThat(Resampler.resize(src, 2, 1)).isSameAs(src);
  }
}
