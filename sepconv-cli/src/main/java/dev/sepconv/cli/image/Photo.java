package dev.sepconv.cli.image;

import com.twelvemonkeys.imageio.stream.ByteArrayImageInputStream;
import dev.sepconv.error.InvalidInputException;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/// Reads a picture file: JPEG (CMYK too), PNG, WebP, TIFF and what else ImageIO knows. The result
/// is upright and in sRGB; transparency is ignored.
public final class Photo {
  /// More is a mistake or an attack: a small file that unpacks to gigabytes.
  private static final long MAX_PIXELS = 1L << 28;

  private Photo() {}

  /// @param file a picture
  /// @return its pixels, upright
  /// @throws InvalidInputException if it is missing, no picture, damaged, or larger than 2^28
  ///   pixels
  public static Pixels read(Path file) {
    byte[] bytes = bytes(file);
    try (ImageInputStream in = new ByteArrayImageInputStream(bytes)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(in);
      if (!readers.hasNext()) {
        throw new InvalidInputException(
            file + " is no picture that can be read; known are JPEG, PNG, WebP, TIFF, GIF and BMP");
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(in, true, true);
        checkSize(file, reader.getWidth(0), reader.getHeight(0));
        return Orientation.of(bytes).apply(pixels(reader.read(0)));
      } finally {
        reader.dispose();
      }
    } catch (InvalidInputException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // Readers meet damaged data with any kind of exception.
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new InvalidInputException(file + " is a damaged picture: " + why, e);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      if (Files.isDirectory(file)) {
        throw new InvalidInputException(file + " is a folder, not a picture");
      }
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new InvalidInputException(file + ": no such picture", e);
    } catch (IOException e) {
      throw new InvalidInputException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void checkSize(Path file, int width, int height) {
    if ((long) width * height > MAX_PIXELS) {
      throw new InvalidInputException(
          file + " is " + width + "x" + height + " pixels large; at most 2^28 pixels are read");
    }
  }

  private static Pixels pixels(BufferedImage image) {
    int w = image.getWidth();
    int h = image.getHeight();
    Pixels out = new Pixels(w, h, new float[Math.multiplyExact(w * h, Pixels.CHANNELS)]);
    if (isPlainGray(image.getColorModel())) {
      gray(image, out);
      return out;
    }
    int[] row = new int[w];
    for (int y = 0; y < h; y++) {
      image.getRGB(0, y, w, 1, row, 0, w);
      for (int x = 0; x < w; x++) {
        int at = out.at(y, x);
        out.rgb()[at] = row[x] >> 16 & 0xFF;
        out.rgb()[at + 1] = row[x] >> 8 & 0xFF;
        out.rgb()[at + 2] = row[x] & 0xFF;
      }
    }
    return out;
  }

  /// Java takes grey samples for linear light and would brighten them; files store sRGB.
  private static boolean isPlainGray(ColorModel model) {
    return !(model instanceof IndexColorModel)
        && model.getColorSpace().getType() == ColorSpace.TYPE_GRAY;
  }

  private static void gray(BufferedImage image, Pixels out) {
    Raster raster = image.getRaster();
    float max = (float) ((1L << image.getColorModel().getComponentSize(0)) - 1);
    int[] row = new int[out.width()];
    for (int y = 0; y < out.height(); y++) {
      raster.getSamples(0, y, out.width(), 1, 0, row);
      for (int x = 0; x < out.width(); x++) {
        int at = out.at(y, x);
        float v = row[x] * 255f / max;
        out.rgb()[at] = v;
        out.rgb()[at + 1] = v;
        out.rgb()[at + 2] = v;
      }
    }
  }
}
