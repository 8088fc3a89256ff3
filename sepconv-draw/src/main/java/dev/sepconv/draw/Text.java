package dev.sepconv.draw;

import java.awt.Font;
import java.awt.Graphics2D;

/// Text of known width. Measured by the typeface that comes along, never by the fonts of the
/// machine.
public final class Text {
  /// From the baseline to the top of a capital letter, for a size of 1.
  public static final double CAP_HEIGHT = 0.716;

  /// From the baseline up, for a size of 1: room for every letter with its accent.
  public static final double ASCENT = 0.905;

  /// From the baseline down, for a size of 1.
  public static final double DESCENT = 0.212;

  private static final String ELLIPSIS = "…";

  private Text() {}

  /// Which point of a line of text lies at the given place.
  public enum Anchor {
    /// Its left end.
    START(0),
    /// Its middle.
    MIDDLE(0.5),
    /// Its right end.
    END(1);

    /// How much of the width lies left of the place.
    final double part;

    Anchor(double part) {
      this.part = part;
    }
  }

  /// @param text one line
  /// @param font of {@link Typeface}
  /// @return its width in pixels
  public static double width(String text, Font font) {
    AdvanceWidths widths = Typeface.of(font).widths();
    return text.codePoints().mapToDouble(widths::em).sum() * font.getSize2D();
  }

  /// @param text one line
  /// @param font of {@link Typeface}
  /// @param width the room there is
  /// @return the text, its middle left out where it is too wide; without control characters
  public static String fit(String text, Font font, double width) {
    String clean = printable(text);
    if (width(clean, font) <= width) {
      return clean;
    }
    int[] c = clean.codePoints().toArray();
    AdvanceWidths widths = Typeface.of(font).widths();
    double room = width / font.getSize2D() - widths.em(ELLIPSIS.codePointAt(0));
    int head = 0;
    int tail = 0;
    // Alternately from both ends: the beginning and the end of a name tell most.
    while (head + tail < c.length) {
      boolean front = head <= tail;
      double next = widths.em(c[front ? head : c.length - 1 - tail]);
      if (next > room) {
        break;
      }
      room -= next;
      head += front ? 1 : 0;
      tail += front ? 0 : 1;
    }
    return new String(c, 0, head) + ELLIPSIS + new String(c, c.length - tail, tail);
  }

  /// @param text any text
  /// @return the same with `�` for what no text file may contain or no picture can show: control
  ///   characters, halves of surrogate pairs, non-characters
  public static String printable(String text) {
    StringBuilder b = new StringBuilder(text.length());
    text.codePoints()
        .forEach(c -> {
          boolean bad =
              Character.isISOControl(c)
                  || Character.getType(c) == Character.SURROGATE
                  || (c & 0xFFFE) == 0xFFFE;
          b.appendCodePoint(bad ? 0xFFFD : c);
        });
    return b.toString();
  }

  /// Draws one line in the current font and colour.
  ///
  /// @param g where it goes
  /// @param text one line
  /// @param x where its anchor lies
  /// @param y its baseline
  /// @param anchor what of it lies at x
  public static void draw(Graphics2D g, String text, double x, double y, Anchor anchor) {
    if (g instanceof SvgGraphics svg) {
      svg.text(text, x, y, anchor);
      return;
    }
    Font font = g.getFont();
    AdvanceWidths widths = Typeface.of(font).widths();
    double left = x - anchor.part * width(text, font);
    int from = 0;
    while (from < text.length()) {
      int to = from;
      boolean own = widths.has(text.codePointAt(from));
      while (to < text.length() && widths.has(text.codePointAt(to)) == own) {
        to = text.offsetByCodePoints(to, 1);
      }
      String run = text.substring(from, to);
      // What the typeface lacks, as Chinese, comes from the fonts of the machine.
      g.setFont(
          own ? font : new Font(Font.SANS_SERIF, font.getStyle(), 1).deriveFont(font.getSize2D()));
      g.drawString(run, (float) left, (float) y);
      left += width(run, font);
      from = to;
    }
    g.setFont(font);
  }

  /// Draws one line from its left end.
  ///
  /// @param g where it goes
  /// @param text one line
  /// @param x its left end
  /// @param y its baseline
  public static void draw(Graphics2D g, String text, double x, double y) {
    draw(g, text, x, y, Anchor.START);
  }
}
