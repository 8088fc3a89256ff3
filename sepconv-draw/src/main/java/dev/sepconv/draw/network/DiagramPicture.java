package dev.sepconv.draw.network;

import dev.sepconv.draw.Mark;
import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Picture;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import dev.sepconv.draw.network.Diagram.Box;
import dev.sepconv.draw.network.Diagram.Card;
import dev.sepconv.error.InvalidInputException;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A placed diagram with headline and legend. In the SVG every card is a group of class `card` with
/// an id (`card-0`, …), `data-layer`, the path of its first layer, and `data-layers`, a JSON array
/// of all of them; its tooltip says everything.
public final class DiagramPicture implements Picture {
  /// More cards than this cannot be read, and take long to place.
  public static final int MOST_CARDS = 1200;

  /// Width for a height of 1: a page across, or a screen.
  private static final double ASPECT = 1.5;

  private static final double FITS = 4;
  private static final double MARGIN = 28;
  private static final double ARC = 10;
  private static final double CORNER = 6;
  private static final double ARROW = 6;
  private static final double STACK = 3;
  private static final double SCALE_WIDTH = 150;
  private static final double LEGEND_WIDTH = 420;
  private static final Font TITLE = Typeface.BOLD.at(20);
  private static final Font SMALL = Typeface.REGULAR.at(11.5);
  private static final Font BOX = Typeface.BOLD.at(10.5);
  private static final Font BOX_TYPE = Typeface.REGULAR.at(10.5);
  private static final BasicStroke THIN = new BasicStroke(1);
  private static final BasicStroke WIRE =
      new BasicStroke(1.25f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND);

  private final Diagram diagram;
  private final Placement placement;
  private final double width;
  private final double height;
  private final double head;

  private DiagramPicture(Diagram diagram, Placement placement) {
    this.diagram = diagram;
    this.placement = placement;
    Rectangle2D bounds = placement.bounds();
    double text = Math.max(Text.width(diagram.subtitle(), SMALL), LEGEND_WIDTH);
    for (String note : diagram.notes()) {
      text = Math.max(text, Text.width(note, SMALL));
    }
    width = Math.ceil(Math.max(bounds.getWidth(), text) + 2 * MARGIN);
    head = 62 + 20 * (rows() + diagram.notes().size());
    height = Math.ceil(head + MARGIN + bounds.getHeight() + MARGIN);
  }

  /// In which direction a network flows.
  public enum Flow {
    /// From top to bottom, in columns where it is long.
    DOWN,
    /// From left to right, in rows where it is long.
    RIGHT,
    /// Down, or to the right where that would be far too wide or too high.
    AUTO
  }

  /// @param diagram what to draw
  /// @param flow in which direction
  /// @return its picture
  /// @throws InvalidInputException if there are more than {@link #MOST_CARDS} cards
  public static DiagramPicture of(Diagram diagram, Flow flow) {
    if (diagram.cards().size() > MOST_CARDS) {
      throw new InvalidInputException(
          String.format(
              Locale.ROOT,
              "a picture of %s would have %,d cards, and more than %,d cannot be read; fewer levels"
                  + " of modules make fewer (--depth), Graphviz takes any number (-o FILE.dot)",
              diagram.title(),
              diagram.cards().size(),
              MOST_CARDS));
    }
    return new DiagramPicture(diagram, place(diagram, flow));
  }

  static Placement place(Diagram diagram, Flow flow) {
    return switch (flow) {
      case DOWN -> Wrapping.of(Layering.of(diagram, false), ASPECT);
      case RIGHT -> Wrapping.of(Layering.of(diagram, true).transposed(), 1 / ASPECT).transposed();
      case AUTO -> {
        Placement down = place(diagram, Flow.DOWN);
        if (misfit(down) <= FITS) {
          yield down;
        }
        Placement right = place(diagram, Flow.RIGHT);
        yield misfit(right) < misfit(down) ? right : down;
      }
    };
  }

  /// How many times too wide or too high.
  private static double misfit(Placement p) {
    double ratio = p.bounds().getWidth() / p.bounds().getHeight() / ASPECT;
    return Math.max(ratio, 1 / ratio);
  }

  @Override
  public String title() {
    return Text.printable(diagram.title());
  }

  @Override
  public double width() {
    return width;
  }

  @Override
  public double height() {
    return height;
  }

  Placement placement() {
    return placement;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setColor(Palette.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    paintHead(g);
    Rectangle2D bounds = placement.bounds();
    double x = MARGIN - bounds.getX();
    double y = head + MARGIN - bounds.getY();
    g.translate(x, y);
    for (int i = 0; i < diagram.boxes().size(); i++) {
      paintBox(g, diagram.boxes().get(i), placement.boxes().get(i), boxFill(i));
    }
    for (int i = 0; i < diagram.edges().size(); i++) {
      paintEdge(g, placement.edges().get(i));
    }
    for (int i = 0; i < diagram.boxes().size(); i++) {
      paintBoxLabel(g, diagram.boxes().get(i), placement.boxes().get(i), boxFill(i));
    }
    for (int i = 0; i < diagram.edges().size(); i++) {
      paintLabel(g, diagram.edges().get(i).label(), placement.labels().get(i));
    }
    for (int i = 0; i < diagram.cards().size(); i++) {
      Card card = diagram.cards().get(i);
      Rectangle2D frame = placement.cards().get(i);
      mark(i, card).around(g, () -> paintCard(g, card, frame));
    }
    g.translate(-x, -y);
  }

  // ---- head -------------------------------------------------------------------------------------

  private int rows() {
    return diagram.legend().label().isEmpty() && diagram.legend().swatches().isEmpty() ? 0 : 1;
  }

  private void paintHead(Graphics2D g) {
    g.setFont(TITLE);
    g.setColor(Palette.INK);
    Text.draw(g, Text.fit(diagram.title(), TITLE, width - 2 * MARGIN), MARGIN, 42);
    g.setFont(SMALL);
    g.setColor(Palette.MUTED);
    Text.draw(g, diagram.subtitle(), MARGIN, 62);
    double y = 62;
    if (rows() > 0) {
      y += 22;
      paintLegend(g, y);
    }
    for (String note : diagram.notes()) {
      y += 20;
      g.setFont(SMALL);
      g.setColor(Palette.MUTED);
      Text.draw(g, Text.fit(note, SMALL, width - 2 * MARGIN), MARGIN, y);
    }
  }

  private void paintLegend(Graphics2D g, double y) {
    Diagram.Legend legend = diagram.legend();
    double x = MARGIN;
    g.setFont(SMALL);
    if (!legend.label().isEmpty()) {
      g.setColor(Palette.MUTED);
      Text.draw(g, legend.low(), x, y);
      x += Text.width(legend.low(), SMALL) + 8;
      int steps = 30;
      for (int i = 0; i < steps; i++) {
        g.setColor(Palette.heat(i / (steps - 1.0)));
        double w = SCALE_WIDTH / steps;
        // A little wider, so that no seam shows.
        g.fill(new Rectangle2D.Double(x + i * w, y - 10, i == steps - 1 ? w : w + 0.5, 11));
      }
      g.setColor(Palette.LINE);
      g.setStroke(THIN);
      g.draw(new Rectangle2D.Double(x, y - 10, SCALE_WIDTH, 11));
      x += SCALE_WIDTH + 8;
      g.setColor(Palette.MUTED);
      Text.draw(g, legend.high(), x, y);
      Text.draw(g, legend.label(), x + Text.width(legend.high(), SMALL) + 8, y);
    }
    for (Diagram.Swatch s : legend.swatches()) {
      RoundRectangle2D square = new RoundRectangle2D.Double(x, y - 10, 12, 12, 4, 4);
      g.setColor(s.color());
      g.fill(square);
      g.setColor(Palette.LINE);
      g.setStroke(THIN);
      g.draw(square);
      g.setColor(Palette.MUTED);
      Text.draw(g, s.meaning(), x + 18, y);
      x += 18 + Text.width(s.meaning(), SMALL) + 16;
    }
  }

  // ---- parts ------------------------------------------------------------------------------------

  private Color boxFill(int box) {
    boolean inner = false;
    for (int b = diagram.boxes().get(box).parent(); b >= 0; b = diagram.boxes().get(b).parent()) {
      inner = !inner;
    }
    return inner ? Palette.PAPER : Palette.GROUP;
  }

  static double headWidth(Box box) {
    String type = box.type().isEmpty() ? "" : "  " + box.type();
    String times = box.times() > 1 ? "×" + box.times() + "  " : "";
    return Math.min(Text.width(times + box.label(), BOX) + Text.width(type, BOX_TYPE), 200);
  }

  private static void paintBox(Graphics2D g, Box box, Rectangle2D r, Color fill) {
    if (box.times() > 1) {
      for (int i = 2; i >= 1; i--) {
        g.setColor(Palette.GROUP);
        RoundRectangle2D behind = rounded(r, i * STACK, ARC);
        g.fill(behind);
        g.setColor(Palette.HAIRLINE);
        g.setStroke(THIN);
        g.draw(behind);
      }
    }
    RoundRectangle2D frame = rounded(r, 0, ARC);
    g.setColor(fill);
    g.fill(frame);
    g.setColor(Palette.HAIRLINE);
    g.setStroke(THIN);
    g.draw(frame);
  }

  /// Over the arrows that enter the frame from above, which are interrupted for it.
  private static void paintBoxLabel(Graphics2D g, Box box, Rectangle2D r, Color fill) {
    double x = r.getX() + 10;
    double y = r.getY() + 17;
    double width = Math.min(headWidth(box), r.getWidth() - 20);
    g.setColor(fill);
    g.fill(new Rectangle2D.Double(x - 4, y - 11, width + 8, 15));
    if (box.times() > 1) {
      String times = "×" + box.times();
      g.setFont(BOX);
      g.setColor(Palette.STANDARD);
      Text.draw(g, times, x, y);
      x += Text.width(times, BOX) + 6;
    }
    double room = r.getMaxX() - 10 - x;
    g.setFont(BOX);
    g.setColor(Palette.INK);
    String label = Text.fit(box.label(), BOX, room);
    Text.draw(g, label, x, y);
    x += label.isEmpty() ? 0 : Text.width(label, BOX) + 6;
    g.setFont(BOX_TYPE);
    g.setColor(Palette.MUTED);
    String type = Text.fit(box.type(), BOX_TYPE, r.getMaxX() - 10 - x);
    if (type.length() > 1) {
      Text.draw(g, type, x, y);
    }
  }

  private static RoundRectangle2D rounded(Rectangle2D r, double shift, double arc) {
    return new RoundRectangle2D.Double(
        r.getX() + shift, r.getY() + shift, r.getWidth(), r.getHeight(), arc, arc);
  }

  private static void paintEdge(Graphics2D g, List<Point2D> corners) {
    Point2D end = corners.getLast();
    Point2D before = corners.get(corners.size() - 2);
    double length = before.distance(end);
    double ux = length == 0 ? 0 : (end.getX() - before.getX()) / length;
    double uy = length == 0 ? 1 : (end.getY() - before.getY()) / length;
    Path2D line = new Path2D.Double();
    line.moveTo(corners.getFirst().getX(), corners.getFirst().getY());
    for (int i = 1; i < corners.size() - 1; i++) {
      bend(line, corners.get(i - 1), corners.get(i), corners.get(i + 1));
    }
    line.lineTo(end.getX() - ux * ARROW * 0.8, end.getY() - uy * ARROW * 0.8);
    g.setColor(Palette.LINE);
    g.setStroke(WIRE);
    g.draw(line);
    Path2D tip = new Path2D.Double();
    tip.moveTo(end.getX(), end.getY());
    tip.lineTo(
        end.getX() - ux * ARROW - uy * ARROW * 0.5, end.getY() - uy * ARROW + ux * ARROW * 0.5);
    tip.lineTo(
        end.getX() - ux * ARROW + uy * ARROW * 0.5, end.getY() - uy * ARROW - ux * ARROW * 0.5);
    tip.closePath();
    g.fill(tip);
  }

  private static void bend(Path2D line, Point2D a, Point2D corner, Point2D b) {
    double in = Math.min(CORNER, a.distance(corner) / 2);
    double out = Math.min(CORNER, b.distance(corner) / 2);
    Point2D from = towards(corner, a, in);
    Point2D to = towards(corner, b, out);
    line.lineTo(from.getX(), from.getY());
    line.quadTo(corner.getX(), corner.getY(), to.getX(), to.getY());
  }

  private static Point2D towards(Point2D from, Point2D to, double length) {
    double d = from.distance(to);
    double part = d == 0 ? 0 : length / d;
    return new Point2D.Double(
        from.getX() + (to.getX() - from.getX()) * part,
        from.getY() + (to.getY() - from.getY()) * part);
  }

  private static void paintLabel(Graphics2D g, String label, Rectangle2D r) {
    if (!label.isEmpty()) {
      g.setFont(CardText.LABEL);
      g.setColor(Palette.MUTED);
      Text.draw(g, label, r.getX() + 1, r.getMaxY() - 3.5);
    }
  }

  private static Mark mark(int index, Card card) {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("class", card.pill() ? "card pill" : "card");
    if (!card.layers().isEmpty()) {
      attributes.put("data-layer", card.layers().getFirst());
      attributes.put("data-layers", json(card.layers()));
    }
    return new Mark("card-" + index, attributes, card.tooltip());
  }

  private static String json(List<String> names) {
    StringBuilder b = new StringBuilder("[");
    for (String n : names) {
      b.append(b.length() > 1 ? "," : "").append('"');
      b.append(Text.printable(n).replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
    }
    return b.append(']').toString();
  }

  private static void paintCard(Graphics2D g, Card card, Rectangle2D r) {
    double arc = card.pill() ? r.getHeight() : ARC;
    Color outline = Palette.mix(card.fill(), Palette.INK, 0.35);
    if (card.times() > 1) {
      for (int i = 2; i >= 1; i--) {
        RoundRectangle2D behind = rounded(r, i * STACK, arc);
        g.setColor(card.fill());
        g.fill(behind);
        g.setColor(outline);
        g.setStroke(THIN);
        g.draw(behind);
      }
    }
    RoundRectangle2D frame = rounded(r, 0, arc);
    g.setColor(card.fill());
    g.fill(frame);
    g.setColor(card.pill() ? Palette.INK : outline);
    g.setStroke(THIN);
    g.draw(frame);
    CardText.paint(g, card, r);
  }
}
