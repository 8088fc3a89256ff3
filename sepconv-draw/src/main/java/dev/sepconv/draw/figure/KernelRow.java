package dev.sepconv.draw.figure;

import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.RoundRectangle2D;
import java.util.function.IntFunction;

/// The kernels of a convolution side by side in a box: each a stack of the channels that it sees,
/// with its number in the colour of the channel that it makes.
final class KernelRow {
  private static final BasicStroke OUTLINE = new BasicStroke(1.1f);
  private static final double BEHIND = 7;
  private static final double GAP = 14;
  private static final double LOOSE = 84;
  private static final double PADDING = 14;
  private static final double CHIP = 17;
  private static final double CAPTION = 32;

  private final ConvStep step;
  private final Slots kernels;
  private final Slots depth;
  private final double faceWidth;
  private final double faceHeight;
  private final double room;
  private final String caption;

  KernelRow(ConvStep step, Scale scale, double room, Words words) {
    this.step = step;
    this.room = room;
    kernels = new Slots(step.output().channels());
    depth = new Slots(step.kernel().channels());
    caption = words.kernels(kernels.count(), size(step.kernel()));
    faceWidth = scale.side(step.kernel().width());
    faceHeight = scale.side(step.kernel().height());
  }

  /// In the order of the formula: height, width, channels.
  private static String size(ConvStep.Volume kernel) {
    return kernel.height() + " × " + kernel.width() + " × " + kernel.channels();
  }

  /// @return how wide the front of a kernel may be so that all fit
  static double largestFace(ConvStep step, double room) {
    int places = new Slots(step.output().channels()).places();
    double each = (room - 2 * PADDING + GAP) / places - GAP;
    return each - behind(new Slots(step.kernel().channels()));
  }

  private static double behind(Slots depth) {
    return (depth.places() - 1) * BEHIND + Slab.THICK;
  }

  double height() {
    return PADDING + behind(depth) + faceHeight + 9 + CHIP + CAPTION;
  }

  double width() {
    return each() * (kernels.places() - 1) + kernel() + 2 * PADDING;
  }

  /// One kernel's width.
  private double kernel() {
    return faceWidth + behind(depth);
  }

  /// From one kernel to the next: they share the room evenly, but do not drift apart.
  private double each() {
    double widest = Math.max(LOOSE, kernel() + GAP);
    return Math.min((room - 2 * PADDING) / kernels.places(), widest);
  }

  /// @return whether kernels lie beside each other
  boolean apart() {
    return kernels.places() == 1 || each() >= kernel();
  }

  /// The middle of a kernel.
  double middle(double x, int place) {
    return x + room / 2 + (place - (kernels.places() - 1) / 2.0) * each();
  }

  void paint(
      Graphics2D g,
      double x,
      double y,
      double height,
      IntFunction<Color> seen,
      IntFunction<Color> made) {
    g.setColor(Palette.GROUP);
    g.fill(new RoundRectangle2D.Double(x, y, room, height, 12, 12));
    g.setColor(Palette.HAIRLINE);
    g.setStroke(OUTLINE);
    g.draw(new RoundRectangle2D.Double(x, y, room, height, 12, 12));
    double front = y + (height - height()) / 2 + PADDING + behind(depth);
    for (int place : kernels.drawn()) {
      double left = middle(x, place) - kernel() / 2;
      for (int d : depth.drawn().reversed()) {
        Color c = step.kind().ownChannel() ? made.apply(place) : seen.apply(d);
        Slab s = new Slab(left + d * BEHIND, front - d * BEHIND, faceWidth, faceHeight);
        s.paint(g, c, c);
        s.grid(g, step.kernel().height(), step.kernel().width(), Paints.light(c, 0.6));
      }
      chip(g, middle(x, place), front + faceHeight + 9, kernels.number(place), made.apply(place));
    }
    g.setFont(Typeface.BOLD.at(14));
    g.setColor(Palette.INK);
    Text.draw(g, caption, x + PADDING, y + height - 12);
    if (kernels.cut()) {
      Fan.dots(g, middle(x, kernels.gap()), front + faceHeight / 2, Palette.LINE);
    }
  }

  private static void chip(Graphics2D g, double x, double y, int number, Color color) {
    g.setFont(Typeface.BOLD.at(12));
    String text = Integer.toString(number);
    double w = Math.max(Text.width(text, g.getFont()) + 10, CHIP + 3);
    g.setColor(color);
    g.fill(new RoundRectangle2D.Double(x - w / 2, y, w, CHIP, CHIP, CHIP));
    g.setColor(Palette.textOn(color));
    Text.draw(g, text, x, y + CHIP / 2 + 12 * Text.CAP_HEIGHT / 2, Text.Anchor.MIDDLE);
  }

  Slots kernels() {
    return kernels;
  }
}
