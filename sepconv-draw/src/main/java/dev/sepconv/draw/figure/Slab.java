package dev.sepconv.draw.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;

/// One channel, drawn as a thin board seen from its front, a little from above and from the right.
///
/// @param x left edge of the front
/// @param y upper edge of the front
/// @param width of the front
/// @param height of the front
record Slab(double x, double y, double width, double height) {
  /// How thick it is drawn.
  static final double THICK = 5;

  private static final double SMALLEST_CELL = 3.5;
  private static final BasicStroke OUTLINE = new BasicStroke(0.8f);

  /// Paints the board.
  void paint(Graphics2D g, Color face, Color edge) {
    g.setStroke(OUTLINE);
    Color line = Paints.dark(edge, 0.15);
    fill(g, polygon(0, 0, width, 0, width + THICK, -THICK, THICK, -THICK), edge, 0.55, line);
    double w = width;
    double h = height;
    fill(g, polygon(w, 0, w + THICK, -THICK, w + THICK, h - THICK, w, h), edge, 0.15, line);
    fill(g, new Rectangle2D.Double(x, y, w, h), face, 0, line);
  }

  private static void fill(Graphics2D g, Shape shape, Color color, double light, Color line) {
    g.setColor(Paints.light(color, light));
    g.fill(shape);
    g.setColor(line);
    g.draw(shape);
  }

  private Path2D polygon(double... xy) {
    Path2D p = new Path2D.Double();
    p.moveTo(x + xy[0], y + xy[1]);
    for (int i = 2; i < xy.length; i += 2) {
      p.lineTo(x + xy[i], y + xy[i + 1]);
    }
    p.closePath();
    return p;
  }

  /// @return whether a point lies on the front
  boolean covers(double px, double py) {
    return px >= x && px <= x + width && py >= y && py <= y + height;
  }

  /// Divides the front into cells, if they are large enough to be seen.
  void grid(Graphics2D g, int rows, int columns, Color color) {
    if (height / rows < SMALLEST_CELL || width / columns < SMALLEST_CELL) {
      return;
    }
    g.setColor(color);
    g.setStroke(OUTLINE);
    for (int i = 1; i < rows; i++) {
      double at = y + height * i / rows;
      g.draw(new Line2D.Double(x, at, x + width, at));
    }
    for (int i = 1; i < columns; i++) {
      double at = x + width * i / columns;
      g.draw(new Line2D.Double(at, y, at, y + height));
    }
  }
}
