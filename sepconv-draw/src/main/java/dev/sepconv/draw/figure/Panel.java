package dev.sepconv.draw.figure;

import dev.sepconv.analysis.Numbers;
import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.IntFunction;

/// One convolution from top to bottom: what goes in, its kernels, what comes out, its numbers.
final class Panel {
  static final double WIDTH = 364;
  static final double ROOM = 328;

  private static final double PADDING = (WIDTH - ROOM) / 2;
  private static final double HEAD = 82;
  private static final double CAPTION = 26;
  private static final double LINES = 58;
  private static final double NUMBERS = 140;
  private static final double ACROSS = 0.86;
  private static final double DOWN = 0.6;
  private static final BasicStroke THIN = new BasicStroke(1.1f);
  private static final BasicStroke THICK = new BasicStroke(1.8f);

  private final ConvStep step;
  private final Words words;
  private final IntFunction<Color> seen;
  private final IntFunction<Color> made;
  private final Fan input;
  private final KernelRow kernels;
  private final Fan output;

  Panel(ConvStep step, Scale scale, Words words) {
    this.step = step;
    this.words = words;
    seen = Paints::channel;
    made = step.kind().ownChannel() ? Paints::channel : Paints::mixed;
    var w = step.window();
    Place v = Place.of(scale, w, 0, step.input().height(), step.output().height(), DOWN);
    Place h = Place.of(scale, w, 1, step.input().width(), step.output().width(), ACROSS);
    Cells window =
        new Cells(
            h.window(),
            v.window(),
            h.extent(),
            v.extent(),
            w.kernel().get(0),
            w.kernel().get(1),
            w.dilation().get(0),
            w.dilation().get(1));
    input = new Fan(step.input(), scale, ROOM, window, seen);
    kernels = new KernelRow(step, scale, ROOM, words);
    Cells element = Cells.one(h.element(), v.element(), scale.unit());
    output = new Fan(step.output(), scale, ROOM, element, made);
  }

  /// @return how high its input and its output are; rows of a figure have the highest
  double inputHeight() {
    return input.height();
  }

  /// @return whether everything fits side by side
  boolean fits() {
    return Math.max(Math.max(input.width(), output.width()), kernels.width()) < ROOM + 1e-6
        && kernels.apart();
  }

  double kernelHeight() {
    return kernels.height();
  }

  double outputHeight() {
    return output.height();
  }

  /// Heights that all panels of a figure share.
  record Rows(double input, double kernels, double output) {
    double total() {
      return HEAD + CAPTION + input + LINES + kernels + LINES + output + CAPTION + NUMBERS;
    }
  }

  /// @param g where it goes
  /// @param x left edge
  /// @param y upper edge
  /// @param rows the heights
  /// @param accent the colour of its head
  void paint(Graphics2D g, double x, double y, Rows rows, Color accent) {
    card(g, x, y, rows.total(), accent);
    double left = x + PADDING;
    head(g, left, y);

    double inputTop = y + HEAD + CAPTION + rows.input() - input.height();
    double kernelTop = y + HEAD + CAPTION + rows.input() + LINES;
    double outputTop = kernelTop + rows.kernels() + LINES;
    double inputLeft = left + (ROOM - input.width()) / 2;
    double outputLeft = left + (ROOM - output.width()) / 2;

    caption(g, words.input, step.input().toString(), left, y + HEAD + 6);
    input.paint(g, inputLeft, inputTop);
    output.paint(g, outputLeft, outputTop);
    caption(
        g, words.output, step.output().toString(), left, outputTop + rows.output() + CAPTION - 2);

    for (int from : input.slots().drawn()) {
      for (int to : kernels.kernels().drawn()) {
        if (!step.kind().ownChannel() || from == to) {
          line(
              g,
              input.below(inputLeft, inputTop, from),
              new Point2D.Double(kernels.middle(left, to), kernelTop),
              seen.apply(from));
        }
      }
    }
    kernels.paint(g, left, kernelTop, rows.kernels(), seen, made);
    for (int k : kernels.kernels().drawn()) {
      line(
          g,
          new Point2D.Double(kernels.middle(left, k), kernelTop + rows.kernels()),
          output.above(outputLeft, outputTop, k),
          made.apply(k));
    }
    numbers(g, left, outputTop + rows.output() + CAPTION + 14);
  }

  private static void card(Graphics2D g, double x, double y, double height, Color accent) {
    g.setColor(Palette.PAPER);
    g.fill(new RoundRectangle2D.Double(x, y, WIDTH, height, 16, 16));
    g.setColor(Palette.HAIRLINE);
    g.setStroke(THIN);
    g.draw(new RoundRectangle2D.Double(x, y, WIDTH, height, 16, 16));
    g.setColor(accent);
    g.fill(new RoundRectangle2D.Double(x + PADDING, y - 1.5, 44, 4, 4, 4));
  }

  private void head(Graphics2D g, double x, double y) {
    g.setFont(Typeface.BOLD.at(20));
    g.setColor(Palette.INK);
    Text.draw(g, words.name(step.kind()), x, y + 34);
    g.setFont(Typeface.REGULAR.at(15));
    g.setColor(Palette.MUTED);
    Text.draw(g, words.says(step.kind()), x, y + 56);
  }

  private static void caption(Graphics2D g, String what, String size, double x, double y) {
    Font plain = Typeface.REGULAR.at(14);
    g.setFont(plain);
    g.setColor(Palette.MUTED);
    Text.draw(g, what, x, y);
    g.setFont(Typeface.BOLD.at(14));
    g.setColor(Palette.INK);
    Text.draw(g, size, x + Text.width(what, plain) + 7, y);
  }

  private void line(Graphics2D g, Point2D a, Point2D b, Color color) {
    g.setStroke(step.kind().ownChannel() ? THICK : THIN);
    g.setColor(color);
    Path2D p = new Path2D.Double();
    double middle = (a.getY() + b.getY()) / 2;
    p.moveTo(a.getX(), a.getY());
    p.curveTo(a.getX(), middle, b.getX(), middle, b.getX(), b.getY());
    g.draw(p);
  }

  private void numbers(Graphics2D g, double x, double y) {
    g.setColor(Palette.HAIRLINE);
    g.setStroke(THIN);
    g.draw(new Line2D.Double(x, y, x + ROOM, y));
    formula(
        g,
        words.parameters,
        words.parameterFormula,
        step.numbers().paramNumbers(),
        step.numbers().params(),
        x,
        y + 26);
    formula(
        g,
        words.macs,
        words.macFormula,
        step.numbers().macNumbers(),
        step.numbers().macs(),
        x,
        y + 80);
  }

  private static void formula(
      Graphics2D g, String what, String how, String formula, long result, double x, double y) {
    g.setFont(Typeface.BOLD.at(14));
    g.setColor(Palette.INK);
    Text.draw(g, what, x, y);
    g.setFont(Typeface.REGULAR.at(12));
    g.setColor(Palette.MUTED);
    Text.draw(g, how, x + ROOM, y, Text.Anchor.END);
    String left = formula + " = ";
    String right = Numbers.thousands(result);
    double size = 18;
    Font plain = Typeface.REGULAR.at(size);
    Font bold = Typeface.BOLD.at(size);
    double width = Text.width(left, plain) + Text.width(right, bold);
    if (width > ROOM) {
      size = Math.floor(10 * size * ROOM / width) / 10;
      plain = Typeface.REGULAR.at(size);
      bold = Typeface.BOLD.at(size);
    }
    g.setColor(Palette.INK);
    g.setFont(plain);
    Text.draw(g, left, x, y + 23);
    g.setFont(bold);
    Text.draw(g, right, x + Text.width(left, plain), y + 23);
  }
}
