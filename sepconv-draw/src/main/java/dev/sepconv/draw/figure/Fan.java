package dev.sepconv.draw.figure;

import dev.sepconv.draw.Palette;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Point2D;
import java.util.function.IntFunction;

/// The channels of an input or output as boards, the first in front, the others behind it to the
/// right, each with the cells that one step of the convolution reads or writes.
final class Fan {
  private static final double WIDEST_STEP = 74;
  private static final double RISE = 11;

  private final Slots slots;
  private final double width;
  private final double height;
  private final double step;
  private final int rows;
  private final int columns;
  private final boolean cells;
  private final Cells marked;
  private final IntFunction<Color> colors;

  /// @param v what it shows
  /// @param scale the figure's scale
  /// @param room its width at most
  /// @param marked the cells that one step reads or writes, in every channel
  /// @param colors of the channels by place
  Fan(ConvStep.Volume v, Scale scale, double room, Cells marked, IntFunction<Color> colors) {
    slots = new Slots(v.channels());
    rows = v.height();
    columns = v.width();
    cells = scale.linear();
    width = scale.side(columns);
    height = scale.side(rows);
    double most = Math.min(WIDEST_STEP, width + 12);
    step =
        slots.places() == 1
            ? 0
            : Math.min(most, (room - width - Slab.THICK) / (slots.places() - 1));
    this.marked = marked;
    this.colors = colors;
  }

  Slots slots() {
    return slots;
  }

  double width() {
    return width + step * (slots.places() - 1) + Slab.THICK;
  }

  double height() {
    return above() + height + Math.max(0, marked.y() + marked.height() - height);
  }

  /// From the top of everything to the front of the first channel.
  private double above() {
    return RISE * (slots.places() - 1) + Math.max(Slab.THICK, -marked.y());
  }

  /// The front of a channel.
  private Slab slab(double x, double y, int place) {
    return new Slab(x + place * step, y + above() - place * RISE, width, height);
  }

  /// @param g where it goes
  /// @param x left end
  /// @param y upper end
  void paint(Graphics2D g, double x, double y) {
    for (int place : slots.drawn().reversed()) {
      Color color = colors.apply(place);
      Slab s = slab(x, y, place);
      s.paint(g, Paints.light(color, 0.68), color);
      if (cells) {
        s.grid(g, rows, columns, Paints.light(color, 0.35));
      }
      marked.paint(g, s, color);
    }
    if (slots.cut()) {
      Slab before = slab(x, y, slots.gap() - 1);
      dots(g, before.x() + width + Slab.THICK + step / 2, before.y() + height * 0.3, Palette.MUTED);
    }
  }

  /// Three dots for what is left out.
  static void dots(Graphics2D g, double x, double y, Color color) {
    g.setColor(color);
    for (int i = -1; i <= 1; i++) {
      g.fill(new Ellipse2D.Double(x + i * 9 - 2.2, y - 2.2, 4.4, 4.4));
    }
  }

  /// @return where a line from the cells of a channel downwards begins
  Point2D below(double x, double y, int place) {
    Slab s = slab(x, y, place);
    return new Point2D.Double(
        s.x() + marked.x() + marked.width() / 2, s.y() + marked.y() + marked.height());
  }

  /// @return where a line from above to the cells of a channel ends
  Point2D above(double x, double y, int place) {
    Slab s = slab(x, y, place);
    return new Point2D.Double(s.x() + marked.x() + marked.width() / 2, s.y() + marked.y());
  }
}
