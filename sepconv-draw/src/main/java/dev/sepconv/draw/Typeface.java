package dev.sepconv.draw;

import dev.sepconv.error.InvalidInputException;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.GraphicsEnvironment;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// The typeface of all pictures, which comes along so that they look the same everywhere. It has
/// the widths of Arial and Helvetica, so that an SVG, whose text the viewer's fonts draw, fits too.
public final class Typeface {
  /// For most text.
  public static final Typeface REGULAR = new Typeface("SepconvSans-Regular.ttf", Font.PLAIN);

  /// For what is to be seen first.
  public static final Typeface BOLD = new Typeface("SepconvSans-Bold.ttf", Font.BOLD);

  /// The fonts an SVG asks for, all of the same widths; then what the system has.
  static final String FAMILIES = "Helvetica, Arial, 'Liberation Sans', Arimo, sans-serif";

  private static final String NAME = "Sepconv Sans";

  private final byte[] file;
  private final int style;
  private final AdvanceWidths widths;

  private Typeface(String resource, int style) {
    this.style = style;
    try (InputStream in = Typeface.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException(resource + " is not in the jar");
      }
      file = in.readAllBytes();
    } catch (IOException e) {
      throw new IllegalStateException(resource + " cannot be read", e);
    }
    widths = AdvanceWidths.of(file);
  }

  /// @param size in pixels
  /// @return the font; it needs no font system as long as only SVG is written
  public Font at(double size) {
    return new Font(NAME, style, 1).deriveFont((float) size);
  }

  /// @param font a font
  /// @return the typeface whose widths it has
  static Typeface of(Font font) {
    return font.isBold() ? BOLD : REGULAR;
  }

  AdvanceWidths widths() {
    return widths;
  }

  /// @param text a text
  /// @return whether pixels can show all of it: by this typeface, or by the fonts of the machine
  ///   that {@link Text} falls back to
  public static boolean machineShows(String text) {
    Font fallback = new Font(Font.SANS_SERIF, Font.PLAIN, 1);
    return text.codePoints().allMatch(c -> REGULAR.widths.has(c) || fallback.canDisplay(c));
  }

  /// Makes the typeface known to Java's own text drawing, as pixels and charts need it. Fonts are
  /// to be made after that.
  ///
  /// @throws InvalidInputException if this Java cannot draw text at all
  public static void install() {
    try {
      for (Typeface t : List.of(REGULAR, BOLD)) {
        Font font = Font.createFont(Font.TRUETYPE_FONT, new ByteArrayInputStream(t.file));
        GraphicsEnvironment.getLocalGraphicsEnvironment().registerFont(font);
      }
    } catch (LinkageError | RuntimeException | IOException | FontFormatException e) {
      throw new InvalidInputException(
          "this Java cannot draw text into pixels ("
              + e
              + "); on Linux it needs the libraries fontconfig and freetype. SVG works without them",
          e);
    }
  }
}
