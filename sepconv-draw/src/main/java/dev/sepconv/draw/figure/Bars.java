package dev.sepconv.draw.figure;

import dev.sepconv.analysis.Numbers;
import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// One number of both forms as bars to scale, the separable one's in its two parts.
///
/// @param title what is counted
/// @param normal of the normal convolution
/// @param depthwise of the depthwise one
/// @param pointwise of the pointwise one
record Bars(String title, long normal, long depthwise, long pointwise) {
  static final double HEIGHT = 118;

  private static final double BAR = 12;

  private long separable() {
    return Math.addExact(depthwise, pointwise);
  }

  /// @return such as `30 + 16 = 46`
  String sum() {
    return Numbers.thousands(depthwise)
        + " + "
        + Numbers.thousands(pointwise)
        + " = "
        + Numbers.thousands(separable());
  }

  void paint(Graphics2D g, Words words, double x, double y, double width) {
    double full = Math.max(normal, separable());
    g.setFont(Typeface.BOLD.at(16));
    g.setColor(Palette.INK);
    Text.draw(g, title, x, y + 11);
    String part = words.part(Numbers.percent((double) separable() / normal));
    g.setColor(Palette.SEPARABLE);
    Text.draw(g, part, x + width, y + 11, Text.Anchor.END);

    label(g, words.normal, Numbers.thousands(normal), x, y + 39, width);
    bar(g, x, y + 46, width * (normal / full), Palette.STANDARD);
    Font plain = Typeface.REGULAR.at(14);
    double room = width - Text.width(words.both, plain) - 20;
    boolean fits = Text.width(sum(), plain) < room;
    String number = fits ? sum() : Numbers.thousands(separable());
    label(g, words.both, number, x, y + 83, width);
    double first = width * (depthwise / full);
    bar(g, x, y + 90, first, Palette.SEPARABLE);
    bar(g, x + first, y + 90, width * (pointwise / full), Paints.light(Palette.SEPARABLE, 0.45));
  }

  private static void bar(Graphics2D g, double x, double y, double width, Color color) {
    g.setColor(color);
    g.fill(new Rectangle2D.Double(x, y, width, BAR));
  }

  private static void label(
      Graphics2D g, String what, String number, double x, double y, double width) {
    g.setFont(Typeface.REGULAR.at(14));
    g.setColor(Palette.MUTED);
    Text.draw(g, what, x, y);
    g.setColor(Palette.INK);
    Text.draw(g, number, x + width, y, Text.Anchor.END);
  }
}
