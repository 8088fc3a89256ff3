package dev.sepconv.cli.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.sepconv.error.InvalidInputException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoTest {
  private static final int[] RED = {255, 0, 0};
  private static final int[] GREEN = {0, 255, 0};
  private static final int[] BLUE = {0, 0, 255};
  private static final int[] YELLOW = {255, 255, 0};

  @TempDir Path dir;

  @ParameterizedTest
  @CsvSource({"quadrants.webp, 0", "quadrants.gif, 0", "cmyk.jpg, 12"})
  void readsQuarters(String name, int tolerance) throws IOException {
    Pixels p = Photo.read(resource(name));
    assertQuarters(p, tolerance, RED, GREEN, BLUE, YELLOW);
    assertThat(p.width()).isGreaterThan(p.height());
  }

  @ParameterizedTest
  @CsvSource({"rotated.webp, 0", "rotated.jpg, 12"})
  void turnsUpright(String name, int tolerance) throws IOException {
    // Orientation 6: the right edge of the stored picture is the bottom of the upright one.
    Pixels p = Photo.read(resource(name));
    assertQuarters(p, tolerance, BLUE, RED, YELLOW, GREEN);
    assertThat(p.height()).isGreaterThan(p.width());
  }

  @ParameterizedTest
  @ValueSource(strings = {"png", "tiff", "bmp"})
  void readsOtherFormats(String format) throws IOException {
    Path file = dir.resolve("picture." + format);
    assertThat(ImageIO.write(quarters(), format, file.toFile())).isTrue();
    assertQuarters(Photo.read(file), 0, RED, GREEN, BLUE, YELLOW);
  }

  /// The eight orientations of the EXIF specification: which stored corner is upper left, upper
  /// right, lower left, lower right of the upright picture.
  @ParameterizedTest
  @CsvSource({
    "1, RGBY", "2, GRYB", "3, YBGR", "4, BYRG", "5, RBGY", "6, BRYG", "7, YGBR", "8, GYRB"
  })
  void appliesEveryOrientation(int orientation, String corners) throws IOException {
    Path file = dir.resolve("picture.png");
    Files.write(file, withExifChunk(png(quarters()), orientation));
    assertQuarters(
        Photo.read(file), 0, corners.chars().mapToObj(c -> colour((char) c)).toArray(int[][]::new));
  }

  @Test
  void greyStaysAsStored() throws IOException {
    Pixels p = Photo.read(resource("gray.jpg"));
    // What Pillow reads in the red quarter, 0.299 * 255.
    assertThat(p.rgb()[p.at(2, 2)]).isCloseTo(76, within(1f));

    BufferedImage deep = new BufferedImage(2, 1, BufferedImage.TYPE_USHORT_GRAY);
    deep.getRaster().setSample(0, 0, 0, 65535);
    deep.getRaster().setSample(1, 0, 0, 257 * 100);
    Path file = dir.resolve("deep.png");
    ImageIO.write(deep, "png", file.toFile());
    assertThat(Photo.read(file).rgb()).containsExactly(255, 255, 255, 100, 100, 100);
  }

  @Test
  void refusesWhatIsNoPicture() throws IOException {
    Path text = Files.writeString(dir.resolve("text.jpg"), "not a picture");
    assertThatThrownBy(() -> Photo.read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("text.jpg is no picture that can be read");
    assertThatThrownBy(() -> Photo.read(dir.resolve("none.jpg")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("none.jpg: no such picture");
    assertThatThrownBy(() -> Photo.read(dir))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("is a folder");
  }

  @ParameterizedTest
  @ValueSource(strings = {"quadrants.webp", "cmyk.jpg", "rotated.jpg", "gray.jpg"})
  void refusesTruncatedPictures(String name) throws IOException {
    byte[] whole = Files.readAllBytes(resource(name));
    Path file = dir.resolve("cut-" + name);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Photo.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("cut-" + name);
  }

  @Test
  void refusesPicturesThatUnpackToGigabytes() throws IOException {
    byte[] png = png(quarters());
    // Width and height are the first fields of the first chunk.
    ByteBuffer.wrap(png).putInt(16, 100_000).putInt(20, 100_000);
    Path file = Files.write(dir.resolve("bomb.png"), png);
    assertThatThrownBy(() -> Photo.read(file))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("100000x100000");
  }

  private static int[] colour(char c) {
    return switch (c) {
      case 'R' -> RED;
      case 'G' -> GREEN;
      case 'B' -> BLUE;
      default -> YELLOW;
    };
  }

  private static void assertQuarters(Pixels p, int tolerance, int[]... corners) {
    int[][] at = {{1, 1}, {1, p.width() - 2}, {p.height() - 2, 1}, {p.height() - 2, p.width() - 2}};
    for (int i = 0; i < at.length; i++) {
      int from = p.at(at[i][0], at[i][1]);
      for (int c = 0; c < Pixels.CHANNELS; c++) {
        assertThat(p.rgb()[from + c])
            .as("corner %d, channel %d", i, c)
            .isCloseTo(corners[i][c], within((float) tolerance));
      }
    }
  }

  private static BufferedImage quarters() {
    BufferedImage image = new BufferedImage(6, 4, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 4; y++) {
      for (int x = 0; x < 6; x++) {
        int[] c = y < 2 ? x < 3 ? RED : GREEN : x < 3 ? BLUE : YELLOW;
        image.setRGB(x, y, c[0] << 16 | c[1] << 8 | c[2]);
      }
    }
    return image;
  }

  private static byte[] png(BufferedImage image) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
  }

  /// Puts an eXIf chunk with one entry after the header chunk.
  private static byte[] withExifChunk(byte[] png, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(26);
    exif.put(new byte[] {'M', 'M', 0, 42}).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0);
    exif.putInt(0);
    int header = 8 + 12 + 13;
    java.util.zip.CRC32 crc = new java.util.zip.CRC32();
    crc.update(new byte[] {'e', 'X', 'I', 'f'});
    crc.update(exif.array());
    return ByteBuffer.allocate(png.length + 12 + exif.capacity())
        .put(png, 0, header)
        .putInt(exif.capacity())
        .put(new byte[] {'e', 'X', 'I', 'f'})
        .put(exif.array())
        .putInt((int) crc.getValue())
        .put(png, header, png.length - header)
        .array();
  }

  private Path resource(String name) throws IOException {
    Path file = dir.resolve(name);
    try (InputStream in = PhotoTest.class.getResourceAsStream(name)) {
      assertThat(in).as(name).isNotNull();
      Files.copy(java.util.Objects.requireNonNull(in), file);
    }
    return file;
  }
}
