package dev.sepconv.draw;

import java.awt.Color;

/// The colours of all pictures: dark text on white, and a scale from light to dark that stays in
/// order for colour-blind eyes and on a grey printer.
public final class Palette {
  /// The background.
  public static final Color PAPER = new Color(0xFFFFFF);

  /// Text and strong lines; 14.6 : 1 on paper.
  public static final Color INK = new Color(0x1F2933);

  /// Text of second rank; 6.4 : 1 on paper.
  public static final Color MUTED = new Color(0x52606D);

  /// Edges and outlines; 3 : 1 on paper.
  public static final Color LINE = new Color(0x7B8794);

  /// Hairlines that only separate.
  public static final Color HAIRLINE = new Color(0xCBD2D9);

  /// Areas that only group.
  public static final Color GROUP = new Color(0xF5F7FA);

  /// A normal convolution, and the first of two things compared.
  public static final Color STANDARD = new Color(0xB45309);

  /// A separable convolution, and the second of two things compared.
  public static final Color SEPARABLE = new Color(0x0B69A3);

  /// The contrast that WCAG 2 asks of text.
  private static final double READABLE = 4.5;

  /// The scale's stops; lightness falls from each to the next.
  private static final int[] HEAT = {0xFFF9EF, 0xFFE3B3, 0xFBB45C, 0xE8772E, 0xB93C14, 0x7A1D0A};

  private Palette() {}

  /// @param part 0 for nothing, 1 for the most
  /// @return its colour
  public static Color heat(double part) {
    double at = Math.clamp(part, 0, 1) * (HEAT.length - 1);
    int i = Math.min((int) at, HEAT.length - 2);
    return mix(new Color(HEAT[i]), new Color(HEAT[i + 1]), at - i);
  }

  /// @param a one colour
  /// @param b another
  /// @param part of the second, 0 to 1
  /// @return between them
  public static Color mix(Color a, Color b, double part) {
    return new Color(
        between(a.getRed(), b.getRed(), part),
        between(a.getGreen(), b.getGreen(), part),
        between(a.getBlue(), b.getBlue(), part));
  }

  private static int between(int a, int b, double part) {
    return (int) Math.round(a + (b - a) * part);
  }

  /// @param background what text stands on
  /// @return ink, paper or black, the first that can be read
  public static Color textOn(Color background) {
    return contrast(INK, background) >= READABLE
        ? INK
        : contrast(PAPER, background) >= READABLE ? PAPER : Color.BLACK;
  }

  /// WCAG 2's contrast ratio.
  ///
  /// @param a one colour
  /// @param b the other
  /// @return 1 to 21; text wants 4.5 at least
  public static double contrast(Color a, Color b) {
    double la = luminance(a) + 0.05;
    double lb = luminance(b) + 0.05;
    return Math.max(la, lb) / Math.min(la, lb);
  }

  private static double luminance(Color c) {
    return 0.2126 * linear(c.getRed())
        + 0.7152 * linear(c.getGreen())
        + 0.0722 * linear(c.getBlue());
  }

  private static double linear(int channel) {
    double s = channel / 255.0;
    return s <= 0.04045 ? s / 12.92 : Math.pow((s + 0.055) / 1.055, 2.4);
  }
}
