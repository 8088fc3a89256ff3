package dev.sepconv.draw;

import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.geom.Rectangle2D;

/// Measures as {@link Text} does, for code that asks a Graphics2D.
final class TextMetrics extends FontMetrics {
  private static final long serialVersionUID = 1L;

  TextMetrics(Font font) {
    super(font);
  }

  @Override
  public int stringWidth(String text) {
    return (int) Math.ceil(Text.width(text, font));
  }

  @Override
  public int charWidth(char c) {
    return stringWidth(String.valueOf(c));
  }

  @Override
  public int charsWidth(char[] text, int from, int count) {
    return stringWidth(new String(text, from, count));
  }

  @Override
  public int getAscent() {
    return (int) Math.ceil(Text.ASCENT * font.getSize2D());
  }

  @Override
  public int getDescent() {
    return (int) Math.ceil(Text.DESCENT * font.getSize2D());
  }

  @Override
  public Rectangle2D getStringBounds(String text, Graphics g) {
    double size = font.getSize2D();
    return new Rectangle2D.Double(
        0, -Text.ASCENT * size, Text.width(text, font), (Text.ASCENT + Text.DESCENT) * size);
  }
}
