package dev.sepconv.draw;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/// What a network loses as less of it is left: its accuracy, where labels say it, and the error of
/// its outputs, each over the share of the MACs and over the share of the time.
public final class CurveChart implements Picture {
  private static final double WIDTH = 860;
  private static final double MARGIN = 32;
  private static final double LEFT = 72;
  private static final double RIGHT = 150;
  private static final double TOP = 96;
  private static final double PANEL = 240;
  private static final double GAP = 64;
  private static final double BOTTOM = 60;
  private static final double DOT = 4.5;
  private static final int MOST_TICKS = 6;
  private static final List<Double> STEPS =
      List.of(0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0);

  private final String title;
  private final List<Point> points;
  private final List<Panel> panels;

  /// A converted network.
  ///
  /// @param macs its MACs as a share of the original's
  /// @param time its time as a share of the original's, measured
  /// @param error of its outputs, relative
  /// @param accuracy the share of samples it is right about; negative if not known
  public record Point(double macs, double time, double error, double accuracy) {}

  /// One figure over both shares.
  private record Panel(String heading, ToDoubleFunction<Point> figure, double low, double high) {}

  /// @param title one sentence
  /// @param points the networks, the largest first; the original itself need not be among them
  /// @param accuracy of the original; negative if not known
  public CurveChart(String title, List<Point> points, double accuracy) {
    this.title = title;
    this.points = List.copyOf(points);
    Panel error = panel("error of the outputs, %", p -> 100 * p.error);
    panels =
        accuracy < 0
            ? List.of(error)
            : List.of(panel("points of accuracy lost", p -> 100 * (accuracy - p.accuracy)), error);
  }

  private Panel panel(String heading, ToDoubleFunction<Point> figure) {
    double low = points.stream().mapToDouble(figure).min().orElse(0);
    double high = points.stream().mapToDouble(figure).max().orElse(1);
    double step = step(Math.max(high, 0) - Math.min(low, 0));
    return new Panel(
        heading,
        figure,
        Math.floor(Math.min(low, 0) / step) * step,
        Math.max(Math.ceil(Math.max(high, 0) / step), 1) * step);
  }

  private static double step(double range) {
    return STEPS.stream().filter(s -> range / s <= MOST_TICKS).findFirst().orElse(range);
  }

  @Override
  public String title() {
    return title;
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public double height() {
    return TOP + panels.size() * (PANEL + GAP) - GAP + BOTTOM + 16;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setColor(Palette.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, height()));
    text(g, Typeface.BOLD.at(17), Palette.INK, title, MARGIN, 38, Text.Anchor.START);
    for (int i = 0; i < panels.size(); i++) {
      paint(g, panels.get(i), TOP + i * (PANEL + GAP));
    }
    String name = "share of the original that is left, %";
    double middle = (LEFT + WIDTH - RIGHT) / 2;
    text(g, plain(), Palette.MUTED, name, middle, height() - 20, Text.Anchor.MIDDLE);
  }

  private static Font plain() {
    return Typeface.REGULAR.at(12);
  }

  private void paint(Graphics2D g, Panel panel, double top) {
    text(g, plain(), Palette.MUTED, panel.heading, MARGIN, top - 16, Text.Anchor.START);
    double step = step(panel.high - panel.low);
    int ticks = (int) Math.round((panel.high - panel.low) / step);
    for (int t = 0; t <= ticks; t++) {
      double v = panel.low + t * step;
      double at = y(panel, v, top);
      g.setColor(Math.abs(v) < step / 2 ? Palette.INK : Palette.HAIRLINE);
      g.setStroke(new BasicStroke(1));
      g.draw(new Line2D.Double(LEFT, at, WIDTH - RIGHT, at));
      text(g, plain(), Palette.MUTED, number(v, step), LEFT - 10, at + 4, Text.Anchor.END);
    }
    for (int percent = 0; percent <= 100; percent += 20) {
      double at = x(percent / 100.0);
      text(g, plain(), Palette.INK, "" + percent, at, top + PANEL + 18, Text.Anchor.MIDDLE);
    }
    series(g, panel, top, Point::macs, Palette.MUTED);
    series(g, panel, top, Point::time, Palette.SEPARABLE);
    Font bold = Typeface.BOLD.at(13);
    double legend = WIDTH - RIGHT + 16;
    text(g, bold, Palette.MUTED, "over MACs", legend, top + 14, Text.Anchor.START);
    text(g, bold, Palette.SEPARABLE, "over time", legend, top + 36, Text.Anchor.START);
  }

  private static String number(double v, double step) {
    return step < 1 ? String.format(Locale.ROOT, "%.1f", v) : Long.toString(Math.round(v));
  }

  private void series(
      Graphics2D g, Panel panel, double top, ToDoubleFunction<Point> share, Color color) {
    Path2D path = new Path2D.Double();
    // All of the network loses nothing.
    path.moveTo(x(1), y(panel, 0, top));
    points.forEach(
        p -> path.lineTo(x(share.applyAsDouble(p)), y(panel, panel.figure.applyAsDouble(p), top)));
    g.setColor(color);
    g.setStroke(new BasicStroke(2));
    g.draw(path);
    for (Point p : points) {
      double x = x(share.applyAsDouble(p)) - DOT;
      double y = y(panel, panel.figure.applyAsDouble(p), top) - DOT;
      g.fill(new Ellipse2D.Double(x, y, 2 * DOT, 2 * DOT));
    }
  }

  private static void text(
      Graphics2D g, Font font, Color color, String text, double x, double y, Text.Anchor anchor) {
    g.setFont(font);
    g.setColor(color);
    Text.draw(g, Text.fit(text, font, WIDTH - 2 * MARGIN), x, y, anchor);
  }

  /// A network that takes longer than the original stands at the right edge and beyond.
  private static double x(double share) {
    return LEFT + (WIDTH - LEFT - RIGHT) * Math.min(share, 1.1);
  }

  private static double y(Panel panel, double v, double top) {
    return top + PANEL * (panel.high - v) / (panel.high - panel.low);
  }
}
