package dev.sepconv.draw.network;

import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import dev.sepconv.draw.network.Diagram.Card;
import dev.sepconv.draw.network.Diagram.Line;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;

/// The text of cards and arrows: how much room it takes, and how it is drawn.
final class CardText {
  static final Font STRONG = Typeface.BOLD.at(12);
  static final Font PLAIN = Typeface.REGULAR.at(10.5);
  static final Font LABEL = Typeface.REGULAR.at(9.5);

  private static final double SIDE = 10;
  private static final double TOP = 8;
  private static final double LINE = 15;
  private static final double BETWEEN = 14;
  private static final double LEAST = 88;
  private static final double USUAL = 168;
  private static final double MOST = 216;
  private static final double GRID = 8;

  private CardText() {}

  static double width(Card card) {
    double width = 0;
    for (Line l : card.lines()) {
      double right = l.right().isEmpty() ? 0 : BETWEEN + Text.width(l.right(), font(l));
      width = Math.max(width, Text.width(Text.printable(l.left()), font(l)) + right);
    }
    double side = card.pill() ? 2 * SIDE : SIDE;
    // Cards with numbers are alike, so that columns of them are calm.
    double least = card.lines().size() > 2 ? USUAL : LEAST;
    return Math.clamp(Math.ceil((width + 2 * side) / GRID) * GRID, least, MOST);
  }

  static double height(Card card) {
    return 2 * TOP + LINE * card.lines().size() - 3;
  }

  private static Font font(Line line) {
    return line.strong() ? STRONG : PLAIN;
  }

  /// @param g where it goes
  /// @param card its text
  /// @param frame where it lies
  static void paint(Graphics2D g, Card card, Rectangle2D frame) {
    Color ink = Palette.textOn(card.fill());
    // Text of second rank is softer where that can still be read.
    Color soft = Palette.contrast(Palette.MUTED, card.fill()) >= 4.5 ? Palette.MUTED : ink;
    double y = frame.getY() + TOP;
    double side = card.pill() ? 2 * SIDE : SIDE;
    for (Line l : card.lines()) {
      Font font = font(l);
      double baseline = y + LINE / 2 - 1.5 + Text.CAP_HEIGHT * font.getSize2D() / 2;
      double right = l.right().isEmpty() ? 0 : BETWEEN + Text.width(l.right(), PLAIN);
      g.setFont(font);
      g.setColor(l.strong() ? ink : soft);
      String left = Text.fit(l.left(), font, frame.getWidth() - 2 * side - right);
      if (card.pill()) {
        Text.draw(g, left, frame.getCenterX(), baseline, Text.Anchor.MIDDLE);
      } else {
        Text.draw(g, left, frame.getX() + side, baseline);
      }
      if (!l.right().isEmpty()) {
        g.setFont(PLAIN);
        g.setColor(l.strong() ? ink : soft);
        Text.draw(g, l.right(), frame.getMaxX() - side, baseline, Text.Anchor.END);
      }
      y += LINE;
    }
  }
}
