package dev.sepconv.draw;

/// A picture as SVG text. Text stays text, and nothing outside the file is needed.
public final class Svg {
  private Svg() {}

  /// @param picture what to paint
  /// @return the document, with the same bytes on every machine
  public static String text(Picture picture) {
    SvgGraphics g = new SvgGraphics();
    picture.paint(g);
    String width = SvgShapes.number(picture.width());
    String height = SvgShapes.number(picture.height());
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\""
        + width
        + "\" height=\""
        + height
        + "\" viewBox=\"0 0 "
        + width
        + " "
        + height
        + "\" role=\"img\" font-family=\""
        + Typeface.FAMILIES
        + "\">\n<title>"
        + SvgSheet.escape(picture.title())
        + "</title>\n"
        + g.content()
        + "</svg>\n";
  }
}
