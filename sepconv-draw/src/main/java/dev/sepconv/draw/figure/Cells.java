package dev.sepconv.draw.figure;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// The cells of a channel that one step of a convolution reads or writes: taps of a window, or one
/// element.
///
/// @param x left end, from the channel's left edge
/// @param y upper end, from the channel's upper edge; negative in the padding
/// @param width of all
/// @param height of all
/// @param rows taps from top to bottom
/// @param columns taps from left to right
/// @param rowStep elements from one row of taps to the next
/// @param columnStep elements from one column of taps to the next
record Cells(
    double x,
    double y,
    double width,
    double height,
    int rows,
    int columns,
    int rowStep,
    int columnStep) {
  private static final double SMALLEST_WITH_SEAM = 5;
  private static final double SEAM = 0.6;
  private static final BasicStroke FRAME = new BasicStroke(1.4f);

  static Cells one(double x, double y, double side) {
    return new Cells(x, y, side, side, 1, 1, 1, 1);
  }

  /// @param s the channel; taps beside it are zeros of the padding and stay empty
  void paint(Graphics2D g, Slab s, Color color) {
    double w = width / ((columns - 1) * columnStep + 1);
    double h = height / ((rows - 1) * rowStep + 1);
    double seam = Math.min(w, h) < SMALLEST_WITH_SEAM ? 0 : SEAM;
    g.setColor(color);
    g.setStroke(FRAME);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double left = s.x() + x + j * columnStep * w;
        double top = s.y() + y + i * rowStep * h;
        if (s.covers(left + w / 2, top + h / 2)) {
          g.fill(new Rectangle2D.Double(left + seam, top + seam, w - 2 * seam, h - 2 * seam));
        }
      }
    }
    g.setColor(Paints.dark(color, 0.45));
    g.draw(new Rectangle2D.Double(s.x() + x, s.y() + y, width, height));
  }
}
