package dev.sepconv.draw;

import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.compare.Sweep;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// A sweep as a chart: how many times faster the separable form is, measured with its scatter,
/// beside what the arithmetic promises.
public final class SweepChart implements Picture {
  private static final double WIDTH = 860;
  private static final double HEIGHT = 480;
  private static final double MARGIN = 32;
  private static final double LEFT = 72;
  private static final double RIGHT = 150;
  private static final double TOP = 108;
  private static final double BOTTOM = 72;
  private static final double DOT = 4.5;
  private static final double LARGEST_HEADLINE = 18;
  private static final double SMALLEST_HEADLINE = 12;
  private static final double LABEL_HEIGHT = 14;
  private static final Font NUMBER = Typeface.BOLD.at(12);

  /// No more lines across than this.
  private static final int MOST_TICKS = 7;

  private static final List<Double> STEPS = List.of(0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 20.0, 50.0);

  private final Sweep sweep;
  private final double step;
  private final double top;

  /// @param sweep what was measured
  public SweepChart(Sweep sweep) {
    this.sweep = sweep;
    double most =
        sweep.points().stream()
            .mapToDouble(p -> Math.max(p.theory(), p.speedup().p90()))
            .max()
            .orElse(1);
    step = STEPS.stream().filter(s -> most / s <= MOST_TICKS).findFirst().orElse(most);
    top = Math.max(1, Math.ceil(most / step)) * step;
  }

  @Override
  public String title() {
    return "Normal against separable: " + sweep.layer() + ". " + sweep.crossover();
  }

  @Override
  public double width() {
    return WIDTH;
  }

  @Override
  public double height() {
    return HEIGHT;
  }

  @Override
  public void paint(Graphics2D g) {
    g.setColor(Palette.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    text(g, headline(), Palette.INK, sweep.crossover(), MARGIN, 38, Text.Anchor.START);
    String what =
        "Normal against separable convolution: " + sweep.layer() + "; each as a network of its own";
    text(g, Typeface.REGULAR.at(13), Palette.MUTED, what, MARGIN, 62, Text.Anchor.START);
    axes(g);
    // Where numbers stand the lines across are taken away, before anything else is drawn.
    g.setColor(Palette.PAPER);
    for (int i = 0; i < sweep.points().size(); i++) {
      g.fill(label(i));
    }
    line(g, Sweep.Point::theory, Palette.MUTED, dashed());
    line(g, p -> p.speedup().median(), Palette.SEPARABLE, new BasicStroke(2.5f));
    for (int i = 0; i < sweep.points().size(); i++) {
      point(g, i);
    }
    names(g);
  }

  /// As large as the sentence allows.
  private Font headline() {
    double size = LARGEST_HEADLINE;
    double room = WIDTH - 2 * MARGIN;
    double width = Text.width(sweep.crossover(), Typeface.BOLD.at(size));
    return Typeface.BOLD.at(Math.clamp(size * room / width, SMALLEST_HEADLINE, size));
  }

  private void axes(Graphics2D g) {
    Font font = Typeface.REGULAR.at(12);
    String heading = "times as fast as the normal convolution";
    text(g, font, Palette.MUTED, heading, MARGIN, TOP - 16, Text.Anchor.START);
    for (double v = 0; v <= top + step / 2; v += step) {
      g.setColor(v == 0 ? Palette.LINE : Palette.HAIRLINE);
      g.setStroke(new BasicStroke(1));
      g.draw(new Line2D.Double(LEFT, y(v), WIDTH - RIGHT, y(v)));
      String label = (v == Math.rint(v) ? Integer.toString((int) v) : Double.toString(v)) + "x";
      text(g, font, Palette.MUTED, label, LEFT - 10, y(v) + 4, Text.Anchor.END);
    }
    g.setColor(Palette.INK);
    g.setStroke(new BasicStroke(1.25f));
    g.draw(new Line2D.Double(LEFT, y(1), WIDTH - RIGHT, y(1)));
    for (int i = 0; i < sweep.points().size(); i++) {
      int value = sweep.points().get(i).value();
      String label =
          sweep.axis() == Sweep.Axis.CHANNELS ? Integer.toString(value) : sweep.axis().text(value);
      text(g, font, Palette.INK, label, x(i), y(0) + 20, Text.Anchor.MIDDLE);
    }
    String name =
        switch (sweep.axis()) {
          case CHANNELS -> "input and output channels";
          case SIZE -> "height x width of the input";
          case KERNEL -> "kernel";
        };
    text(g, font, Palette.MUTED, name, (LEFT + WIDTH - RIGHT) / 2, y(0) + 46, Text.Anchor.MIDDLE);
  }

  private void line(
      Graphics2D g, ToDoubleFunction<Sweep.Point> figure, Color color, BasicStroke stroke) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < sweep.points().size(); i++) {
      double at = y(figure.applyAsDouble(sweep.points().get(i)));
      if (i == 0) {
        path.moveTo(x(i), at);
      } else {
        path.lineTo(x(i), at);
      }
    }
    g.setColor(color);
    g.setStroke(stroke);
    g.draw(path);
  }

  private static BasicStroke dashed() {
    return new BasicStroke(
        1.75f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 10, new float[] {6, 4}, 0);
  }

  /// The measured value with its scatter and its number.
  private void point(Graphics2D g, int i) {
    Sweep.Point p = sweep.points().get(i);
    double at = y(p.speedup().median());
    g.setColor(Palette.SEPARABLE);
    g.setStroke(new BasicStroke(1.25f));
    g.draw(new Line2D.Double(x(i), y(p.speedup().p10()), x(i), y(p.speedup().p90())));
    g.fill(new Ellipse2D.Double(x(i) - DOT, at - DOT, 2 * DOT, 2 * DOT));
    double baseline = label(i).getMaxY() - 3;
    text(g, NUMBER, Palette.SEPARABLE, number(p), x(i), baseline, Text.Anchor.MIDDLE);
  }

  private static String number(Sweep.Point p) {
    return Numbers.times(p.speedup().median());
  }

  /// Where a point's number stands: above it, unless the theory's line runs there.
  private Rectangle2D label(int i) {
    Sweep.Point p = sweep.points().get(i);
    double above = y(p.speedup().p90()) - 8 - LABEL_HEIGHT;
    double below = y(p.speedup().p10()) + 8;
    double theory = y(p.theory());
    boolean crossed = theory > above - 6 && theory < above + LABEL_HEIGHT + 6;
    double width = Text.width(number(p), NUMBER) + 4;
    boolean room = below + LABEL_HEIGHT < y(0);
    return new Rectangle2D.Double(
        x(i) - width / 2, crossed && room ? below : above, width, LABEL_HEIGHT);
  }

  /// What each line is, behind its end.
  private void names(Graphics2D g) {
    Sweep.Point last = sweep.points().getLast();
    double theory = y(last.theory());
    double measured = y(last.speedup().median());
    double apart = 20 - Math.abs(theory - measured);
    double shift = apart > 0 ? apart / 2 * (theory <= measured ? 1 : -1) : 0;
    double x = WIDTH - RIGHT + 12;
    Font font = Typeface.BOLD.at(13);
    text(g, font, Palette.MUTED, "theory, by MACs", x, theory - shift + 4, Text.Anchor.START);
    text(g, font, Palette.SEPARABLE, "measured", x, measured + shift + 4, Text.Anchor.START);
    double one = y(1);
    boolean free = Math.abs(one - measured - shift) > 20 && Math.abs(one - theory + shift) > 20;
    if (free) {
      Font plain = Typeface.REGULAR.at(12);
      text(g, plain, Palette.INK, "1x: as fast", x, one + 4, Text.Anchor.START);
    }
  }

  private static void text(
      Graphics2D g, Font font, Color color, String text, double x, double y, Text.Anchor anchor) {
    g.setFont(font);
    g.setColor(color);
    Text.draw(g, Text.fit(text, font, WIDTH - 2 * MARGIN), x, y, anchor);
  }

  private double x(int i) {
    double room = WIDTH - LEFT - RIGHT;
    return LEFT + room * (i + 0.5) / sweep.points().size();
  }

  private double y(double times) {
    return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * times / top;
  }
}
