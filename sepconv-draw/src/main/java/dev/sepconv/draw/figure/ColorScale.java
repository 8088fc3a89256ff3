package dev.sepconv.draw.figure;

import java.awt.Color;

/// A sequential colour map from dark blue over green to light yellow whose lightness rises evenly,
/// so that equal steps of a value look equal, also to colour-blind eyes and in print.
///
/// Defined in OKLCH: lightness `0.24 + 0.70 t`, hue `290° - 185° t`, chroma `0.088 + 0.06 t³`,
/// which sRGB can show everywhere, with Björn Ottosson's published transform from OKLab to linear
/// sRGB.
final class ColorScale {
  /// How many colours there are.
  static final int STEPS = 256;

  private static final int[] RGB = new int[STEPS];

  static {
    for (int i = 0; i < STEPS; i++) {
      RGB[i] = compute(i / (STEPS - 1.0));
    }
  }

  private ColorScale() {}

  /// @param part 0 for the smallest value, 1 for the largest
  /// @return its colour
  static Color at(double part) {
    return new Color(rgb(part));
  }

  /// @param part 0 for the smallest value, 1 for the largest
  /// @return its colour as `0xRRGGBB`
  static int rgb(double part) {
    return RGB[(int) Math.round(Math.clamp(part, 0, 1) * (STEPS - 1))];
  }

  private static int compute(double t) {
    double lightness = 0.24 + 0.70 * t;
    double hue = Math.toRadians(290 - 185 * t);
    double chroma = 0.088 + 0.06 * t * t * t;
    double a = chroma * Math.cos(hue);
    double b = chroma * Math.sin(hue);
    double l = cube(lightness + 0.3963377774 * a + 0.2158037573 * b);
    double m = cube(lightness - 0.1055613458 * a - 0.0638541728 * b);
    double s = cube(lightness - 0.0894841775 * a - 1.2914855480 * b);
    int red = channel(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    int green = channel(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    int blue = channel(-0.0041960863 * l - 0.7034186147 * m + 1.7076147010 * s);
    return red << 16 | green << 8 | blue;
  }

  private static double cube(double x) {
    return x * x * x;
  }

  /// From linear light to what sRGB stores.
  private static int channel(double linear) {
    double v = Math.clamp(linear, 0, 1);
    double stored = v <= 0.0031308 ? 12.92 * v : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
    return (int) Math.round(stored * 255);
  }
}
