package dev.sepconv.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImageInputTest {
  private static final float[] PIXEL = {255, 128, 0};

  @ParameterizedTest
  @CsvSource({
    "'1,3,8,9', NCHW, RGB, 8, 9",
    "'1,8,9,3', NHWC, RGB, 8, 9",
    "'1,1,8,9', NCHW, GRAY, 8, 9",
    "'1,8,9,1', NHWC, GRAY, 8, 9",
    "'1,3,5,3', NCHW, RGB, 5, 3",
  })
  void findsLayoutChannelsAndSize(
      String dims, Layout layout, Channels channels, int height, int width) {
    assertThat(plain(type(dims)))
        .isEqualTo(new ImageInput(layout, channels, height, width, ElementType.FLOAT32));
  }

  @Test
  void openSizesComeFromTheUser() {
    TensorType open =
        TensorType.of(
            ElementType.FLOAT32, List.of(Dim.symbol("N"), Dim.of(3), Dim.UNKNOWN, Dim.UNKNOWN));
    assertThatThrownBy(() -> plain(open))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("input 'x' is float32[N, 3, ?, ?] with an open size")
        .hasMessageContaining("--size HxW");
    assertThat(sized(open, 32, 64).shape()).isEqualTo(Shape.of(1, 3, 32, 64));
    assertThatThrownBy(() -> sized(type("1,3,8,8"), 32, 64))
        .hasMessageContaining("--size 32x64 does not fit input 'x', which is float32[1, 3, 8, 8]");
  }

  @ParameterizedTest
  @CsvSource({
    "'1,16,8,8', 16 channels",
    "'1,3,8', needs four dimensions",
    "'4,3,8,8', a batch of 4",
  })
  void refusesInputsThatTakeNoPicture(String dims, String message) {
    assertThatThrownBy(() -> plain(type(dims)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void normalizesAsImageNetByDefault() {
    float[] rgb = {(1 - 0.485f) / 0.229f, (128 / 255f - 0.456f) / 0.224f, (0 - 0.406f) / 0.225f};
    assertPixel(tensor("1,3,2,2", Channels.RGB, ElementType.FLOAT32), rgb);
    // The defaults belong to the colours, so they change places with them.
    assertPixel(tensor("1,3,2,2", Channels.BGR, ElementType.FLOAT32), rgb[2], rgb[1], rgb[0]);
    assertPixel(
        tensor("1,1,2,2", Channels.GRAY, ElementType.FLOAT32), (0.299f * 255 + 0.587f * 128) / 255);
  }

  @Test
  void integersGetPixelsAsTheyAre() {
    assertPixel(tensor("1,3,2,2", Channels.RGB, ElementType.UINT8), PIXEL);
  }

  @Test
  void layoutsHoldTheSameValues() {
    Pixels p = new Pixels(3, 2, new float[18]);
    for (int i = 0; i < 18; i++) {
      p.rgb()[i] = i;
    }
    Normalization raw = new Normalization(1, new float[3], new float[] {1, 1, 1});
    Tensor nhwc = plain(type("1,2,3,3")).tensor(p, Fit.STRETCH, raw);
    assertThat(plain(type("1,3,2,3")).layout()).isEqualTo(Layout.NCHW);
    Tensor nchw = plain(type("1,3,2,3")).tensor(p, Fit.STRETCH, raw);
    assertThat(nchw.floats())
        .startsWith(0, 3, 6, 9, 12, 15)
        .containsExactly(0, 3, 6, 9, 12, 15, 1, 4, 7, 10, 13, 16, 2, 5, 8, 11, 14, 17);
    // 1x2x3x3 reads as NHWC: 3 in the second place would have been taken for channels first.
    assertThat(nhwc.floats()).containsExactly(p.rgb());
  }

  @Test
  void cropTakesTheCentreOfTheShortestSide() {
    // 512x256 to 224: scaled by 1, the window starts at row 16, column 144.
    Pixels p = new Pixels(512, 256, new float[512 * 256 * 3]);
    for (int y = 0; y < 256; y++) {
      for (int x = 0; x < 512; x++) {
        p.rgb()[p.at(y, x)] = y;
        p.rgb()[p.at(y, x) + 1] = x;
      }
    }
    Pixels out = Fit.CROP.apply(p, 224, 224, new float[3]);
    assertThat(out.width()).isEqualTo(224);
    assertThat(out.height()).isEqualTo(224);
    assertThat(Arrays.copyOf(out.rgb(), 2)).containsExactly(16, 144);
    int last = out.at(223, 223);
    assertThat(Arrays.copyOfRange(out.rgb(), last, last + 2)).containsExactly(239, 367);
  }

  @ParameterizedTest
  @CsvSource({
    "1000,10,224,224",
    "10,1000,224,224",
    "333,500,299,299",
    "1,1,32,48",
    "640,480,7,200"
  })
  void cropCoversWhateverTheProportions(int w, int h, int height, int width) {
    float[] white = new float[w * h * 3];
    Arrays.fill(white, 255);
    Pixels out = Fit.CROP.apply(new Pixels(w, h, white), height, width, new float[3]);
    for (float v : out.rgb()) {
      assertThat(v).isCloseTo(255, within(1e-3f));
    }
  }

  @Test
  void padShowsEverythingOnTheMeanColour() {
    float[] white = new float[4 * 2 * 3];
    Arrays.fill(white, 255);
    Tensor t =
        plain(type("1,3,4,4"))
            .tensor(new Pixels(4, 2, white), Fit.PAD, imageNet(Channels.RGB, ElementType.FLOAT32));
    float w = (1 - 0.485f) / 0.229f;
    for (int i = 0; i < 16; i++) {
      assertThat(t.floats()[i])
          .as("element %d", i)
          .isCloseTo(i >= 4 && i < 12 ? w : 0, within(1e-5f));
    }
  }

  @Test
  void normalizationIsChecked() {
    assertThatThrownBy(() ->
            Normalization.of(
                Channels.RGB,
                ElementType.FLOAT32,
                Optional.empty(),
                Optional.of(new float[] {1, 2}),
                Optional.empty()))
        .hasMessage("--mean has 2 values; the input has 3 channels (rgb)");
    assertThatThrownBy(() ->
            Normalization.of(
                Channels.RGB,
                ElementType.FLOAT32,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new float[] {0})))
        .hasMessageContaining("--std must not be 0");
  }

  @Test
  void normalizationReadsAsAFormula() {
    assertThat(imageNet(Channels.RGB, ElementType.FLOAT32))
        .hasToString("(pixel / 255 - [0.485,0.456,0.406]) / [0.229,0.224,0.225]");
    assertThat(imageNet(Channels.GRAY, ElementType.FLOAT32)).hasToString("pixel / 255");
    assertThat(imageNet(Channels.RGB, ElementType.UINT8)).hasToString("pixel");
  }

  private static Normalization imageNet(Channels channels, ElementType element) {
    return Normalization.of(
        channels, element, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Tensor tensor(String dims, Channels channels, ElementType element) {
    Pixels p = new Pixels(1, 1, PIXEL);
    TensorType type = type(dims).withElement(element);
    return ImageInput.of("x", type, Optional.empty(), Optional.of(channels), Optional.empty())
        .tensor(p, Fit.STRETCH, imageNet(channels, element));
  }

  private static void assertPixel(Tensor t, float... expected) {
    for (int c = 0; c < expected.length; c++) {
      for (int i = 0; i < 4; i++) {
        assertThat((float) t.getDouble(c * 4 + i)).isCloseTo(expected[c], within(1e-5f));
      }
    }
  }

  private static ImageInput plain(TensorType type) {
    return ImageInput.of("x", type, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static ImageInput sized(TensorType type, int h, int w) {
    return ImageInput.of(
        "x", type, Optional.empty(), Optional.empty(), Optional.of(new ImageInput.Size(h, w)));
  }

  private static TensorType type(String dims) {
    return TensorType.of(
        ElementType.FLOAT32, Arrays.stream(dims.split(",")).mapToLong(Long::parseLong).toArray());
  }
}
