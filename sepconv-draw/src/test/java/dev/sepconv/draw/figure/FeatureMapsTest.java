package dev.sepconv.draw.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Png;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What is drawn of a tensor is what is in it.
class FeatureMapsTest {
  private static Tensor noise(long... dims) {
    Random random = new Random(7);
    float[] data = new float[Shape.of(dims).elements()];
    for (int i = 0; i < data.length; i++) {
      data[i] = (float) random.nextGaussian();
    }
    return Tensor.of(Shape.of(dims), data);
  }

  private static FeatureMaps maps(Tensor... values) {
    return new FeatureMaps(
        "net",
        Optional.empty(),
        List.of(values).stream().map(v -> new Feature("a.layer", "Conv2d", v)).toList());
  }

  @Test
  void everyElementHasItsColour() {
    Tensor t = noise(1, 20, 7, 5);
    FeatureMaps picture = maps(t);
    BufferedImage png = Png.image(picture, FeatureGrid.SHARPNESS);
    FeatureGrid grid = (FeatureGrid) picture.blocks().getFirst();
    for (int c = 0; c < 20; c++) {
      double min = Double.MAX_VALUE;
      double max = -Double.MAX_VALUE;
      for (int i = 0; i < 35; i++) {
        min = Math.min(min, t.getDouble(c * 35 + i));
        max = Math.max(max, t.getDouble(c * 35 + i));
      }
      for (int i = 0; i < 35; i++) {
        double part = (t.getDouble(c * 35 + i) - min) / (max - min);
        int row = i / 5;
        double x = grid.left(FeatureMaps.MARGIN, c) + (i % 5 + 0.5) / 5 * grid.tileWidth();
        double y = grid.top(picture.blockTop(0), c) + (row + 0.5) / 7 * grid.tileHeight();
        assertThat(png.getRGB((int) (x * 2), (int) (y * 2)) & 0xFFFFFF)
            .as("channel %d, element %d", c, i)
            .isEqualTo(ColorScale.rgb(part));
      }
    }
  }

  @Test
  void largeChannelsAreAveraged() {
    float[] data = new float[16];
    for (int i = 0; i < 16; i++) {
      data[i] = i % 4 < 2 ? i % 2 : 1;
    }
    ChannelMap map = ChannelMap.of(Tensor.of(Shape.of(1, 1, 4, 4), data), 0, 4, 4);
    BufferedImage small = map.image(2, 2);
    assertThat(small.getRGB(0, 0) & 0xFFFFFF).isEqualTo(ColorScale.rgb(0.5));
    assertThat(small.getRGB(1, 1) & 0xFFFFFF).isEqualTo(ColorScale.rgb(1));
  }

  @Test
  void whatIsNotFiniteIsGrey() {
    float[] data = {1, Float.NaN, Float.POSITIVE_INFINITY, 3};
    ChannelMap map = ChannelMap.of(Tensor.of(Shape.of(1, 1, 2, 2), data), 0, 2, 2);
    assertThat(map.min()).isEqualTo(1);
    assertThat(map.max()).isEqualTo(3);
    BufferedImage image = map.image(2, 2);
    assertThat(image.getRGB(0, 0) & 0xFFFFFF).isEqualTo(ColorScale.rgb(0));
    assertThat(image.getRGB(1, 0)).isEqualTo(Palette.LINE.getRGB());
    assertThat(image.getRGB(0, 1)).isEqualTo(Palette.LINE.getRGB());
    assertThat(image.getRGB(1, 1) & 0xFFFFFF).isEqualTo(ColorScale.rgb(1));
  }

  @ParameterizedTest
  @CsvSource({
    "1x1x8x8, 1 channel of 8 × 8",
    "1x3x16x9, 3 channels of 16 × 9",
    "1x65x3x90, 65 channels of 3 × 90",
    "1x64x90x2, 64 channels of 90 × 2",
    "1x2048x7x7, 2048 channels of 7 × 7",
    "2x16x4x4, '16 channels of 4 × 4, the first of a batch of 2'",
    "1x2048x1x1, 2048 numbers",
    "1x1, 1 number",
    "1x1000, 1000 numbers",
    "12, 12 numbers",
    "1x20x300, 20 channels of 300"
  })
  void everySizeIsLaidOut(String dims, String says) throws Exception {
    long[] d = List.of(dims.split("x")).stream().mapToLong(Long::parseLong).toArray();
    FeatureMaps picture = maps(noise(d), noise(1, 2, 3, 3));
    Labels labels = Labels.of(picture);
    labels.check();
    assertThat(labels.texts()).contains("a.layer", "Conv2d · " + says);
    assertThat(Png.image(picture, 1).getWidth()).isEqualTo(1180);
  }

  @Test
  void barsRiseFromZero() {
    FeatureMaps picture = maps(Tensor.of(Shape.of(1, 3), new float[] {-1, 0, 3}));
    BufferedImage png = Png.image(picture, 1);
    int background = Palette.PAPER.getRGB();
    // Three bars of 28 pixels right of the axis; 84 pixels stand for -1 to 3.
    int x = FeatureMaps.MARGIN + 64 + 14;
    int top = picture.blockTop(0) + 8;
    assertThat(png.getRGB(x + 56, top + 5) & 0xFFFFFF).isEqualTo(ColorScale.rgb(1));
    assertThat(png.getRGB(x + 56, top + 75)).isEqualTo(background);
    assertThat(png.getRGB(x, top + 75) & 0xFFFFFF).isEqualTo(ColorScale.rgb(0));
    assertThat(png.getRGB(x, top + 40)).isEqualTo(background);
    assertThat(png.getRGB(x + 28, top + 40)).isEqualTo(background);
  }

  @Test
  void namesAreCut() throws Exception {
    String hostile = "<a href=\"x\">&'\u0000😀".repeat(60);
    FeatureMaps picture =
        new FeatureMaps(
            hostile,
            Optional.of(new BufferedImage(30, 900, BufferedImage.TYPE_INT_RGB)),
            List.of(new Feature(hostile, hostile, noise(1, 2, 2, 2))));
    Labels.of(picture).check();
  }

  @Test
  void volumesAndNothingAreRefused() {
    assertThatThrownBy(() -> new Feature("deep", "Conv3d", noise(1, 2, 3, 3, 3)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContainingAll("'deep'", "1x2x3x3x3");
    assertThatThrownBy(() -> new Feature("none", "Slice", noise(1, 0, 3, 3)))
        .isInstanceOf(InvalidInputException.class);
  }

  @Test
  void theScaleRisesEvenly() {
    double before = lightness(ColorScale.at(0));
    for (int i = 1; i <= 20; i++) {
      double now = lightness(ColorScale.at(i / 20.0));
      assertThat(now - before).isBetween(2.5, 5.5);
      before = now;
    }
  }

  /// CIE L*, another measure than the one that the scale is made with.
  private static double lightness(Color c) {
    double y = (Palette.contrast(c, Color.BLACK) * 0.05) - 0.05;
    return y > 0.008856 ? 116 * Math.cbrt(y) - 16 : 903.3 * y;
  }
}
