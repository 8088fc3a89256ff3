package dev.sepconv.draw;

import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.math.BigDecimal;
import java.math.RoundingMode;

/// Shapes as SVG elements, without colours: `<rect x="1" y="2" …`, not closed.
final class SvgShapes {
  private SvgShapes() {}

  /// @param s a shape
  /// @param t where it lies
  /// @return the most telling element for it
  static String element(Shape s, AffineTransform t) {
    boolean upright =
        (t.getType()
                & ~(AffineTransform.TYPE_TRANSLATION
                    | AffineTransform.TYPE_UNIFORM_SCALE
                    | AffineTransform.TYPE_GENERAL_SCALE))
            == 0;
    if (upright && s instanceof RoundRectangle2D r) {
      return "<rect"
          + frame(r.getFrame(), t)
          + attribute("rx", r.getArcWidth() / 2 * t.getScaleX());
    }
    if (upright && s instanceof Rectangle2D r) {
      return "<rect" + frame(r, t);
    }
    if (upright && s instanceof Ellipse2D e) {
      Rectangle2D f = t.createTransformedShape(e.getFrame()).getBounds2D();
      return "<ellipse"
          + attribute("cx", f.getCenterX())
          + attribute("cy", f.getCenterY())
          + attribute("rx", f.getWidth() / 2)
          + attribute("ry", f.getHeight() / 2);
    }
    PathIterator path = s.getPathIterator(t);
    boolean evenOdd = path.getWindingRule() == PathIterator.WIND_EVEN_ODD;
    return "<path" + (evenOdd ? " fill-rule=\"evenodd\"" : "") + " d=\"" + path(path) + '"';
  }

  private static String frame(Rectangle2D r, AffineTransform t) {
    Rectangle2D f = t.createTransformedShape(r).getBounds2D();
    return attribute("x", f.getX())
        + attribute("y", f.getY())
        + attribute("width", f.getWidth())
        + attribute("height", f.getHeight());
  }

  static String attribute(String name, double value) {
    return ' ' + name + "=\"" + number(value) + '"';
  }

  /// @param value a length
  /// @return it to a hundredth, which no eye tells apart
  static String number(double value) {
    BigDecimal d = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_EVEN);
    return d.signum() == 0 ? "0" : d.stripTrailingZeros().toPlainString();
  }

  private static String path(PathIterator path) {
    StringBuilder b = new StringBuilder();
    double[] c = new double[6];
    for (; !path.isDone(); path.next()) {
      int segment = path.currentSegment(c);
      int numbers =
          switch (segment) {
            case PathIterator.SEG_MOVETO, PathIterator.SEG_LINETO -> 2;
            case PathIterator.SEG_QUADTO -> 4;
            case PathIterator.SEG_CUBICTO -> 6;
            default -> 0;
          };
      b.append("MLQCZ".charAt(segment));
      for (int i = 0; i < numbers; i++) {
        b.append(i == 0 ? "" : " ").append(number(c[i]));
      }
    }
    return b.toString();
  }

  /// @param s a shape where it lies
  /// @return its outline as path data
  static String path(Shape s) {
    return path(new Path2D.Double(s).getPathIterator(null));
  }
}
