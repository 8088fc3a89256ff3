package dev.sepconv.draw;

import dev.sepconv.error.InvalidInputException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Locale;
import javax.imageio.ImageIO;

/// A picture as pixels.
public final class Png {
  /// Beyond it neither Java's images nor most viewers go.
  private static final double MOST_PIXELS = 2e8;

  private Png() {}

  /// @param picture what to paint
  /// @param scale pixels per unit; 2 is sharp on today's screens
  /// @return the pixels
  /// @throws dev.sepconv.error.SepconvException if there are too many, or this Java cannot draw
  ///   text
  public static BufferedImage image(Picture picture, double scale) {
    double width = Math.ceil(picture.width() * scale);
    double height = Math.ceil(picture.height() * scale);
    if (width * height > MOST_PIXELS) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "the picture would have %.0f x %.0f pixels, more than a PNG of it can be used for;"
                  + " an SVG has no such limit",
              width,
              height));
    }
    Typeface.install();
    BufferedImage image = new BufferedImage((int) width, (int) height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.scale(scale, scale);
    picture.paint(g);
    g.dispose();
    return image;
  }

  /// @param picture what to paint
  /// @param scale pixels per unit
  /// @param out where the file's bytes go
  /// @throws IOException if they cannot be written
  public static void write(Picture picture, double scale, OutputStream out) throws IOException {
    ImageIO.write(image(picture, scale), "png", out);
  }
}
