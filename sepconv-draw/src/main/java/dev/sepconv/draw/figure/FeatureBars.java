package dev.sepconv.draw.figure;

import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// Channels of one number each as bars from a common zero, in rows of some hundred.
final class FeatureBars implements FeatureBlock {
  private static final int IN_A_ROW = 250;
  private static final int BARS = 84;
  private static final int ROW = BARS + 34;
  private static final int AXIS = 64;
  private static final double WIDEST = 28;
  private static final double EVERY = 44;
  private static final Font NUMBER = Typeface.REGULAR.at(11);

  private final List<ChannelMap> values;
  private final double bar;
  private final double low;
  private final double high;

  FeatureBars(List<ChannelMap> values, int width) {
    this.values = values;
    bar = Math.min(WIDEST, (double) (width - AXIS) / Math.min(values.size(), IN_A_ROW));
    low = Math.min(0, values.stream().mapToDouble(ChannelMap::min).min().orElse(0));
    high = Math.max(0, values.stream().mapToDouble(ChannelMap::max).max().orElse(0));
  }

  @Override
  public int height() {
    return (values.size() + IN_A_ROW - 1) / IN_A_ROW * ROW;
  }

  @Override
  public void paint(Graphics2D g, int x, int y) {
    for (int from = 0; from < values.size(); from += IN_A_ROW) {
      int to = Math.min(from + IN_A_ROW, values.size());
      row(g, x + AXIS, y + from / IN_A_ROW * ROW + 8, from, to);
    }
  }

  /// Pixels from the top of a row down to a value.
  private double down(double value) {
    return high == low ? BARS : BARS * (high - value) / (high - low);
  }

  private void row(Graphics2D g, double x, double y, int from, int to) {
    g.setFont(NUMBER);
    g.setColor(Palette.MUTED);
    if (high > 0) {
      Text.draw(g, ShortNumber.of(high), x - 8, y + 4, Text.Anchor.END);
    }
    if (low < 0) {
      Text.draw(g, ShortNumber.of(low), x - 8, y + BARS + 4, Text.Anchor.END);
    }
    double gap = bar > 4 ? 1 : 0;
    for (int c = from; c < to; c++) {
      double value = values.get(c).min();
      double top = Math.min(down(value), down(0));
      g.setColor(ColorScale.at(high == low ? 0 : (value - low) / (high - low)));
      g.fill(
          new Rectangle2D.Double(
              x + (c - from) * bar, y + top, bar - gap, Math.abs(down(value) - down(0))));
    }
    g.setColor(Palette.LINE);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(x, y + down(0), x + (to - from) * bar, y + down(0)));
    int step = step();
    g.setColor(Palette.INK);
    for (int c = from; c < to; c += step) {
      double middle = x + (c - from + 0.5) * bar;
      Text.draw(g, Integer.toString(c), middle, y + BARS + 18, Text.Anchor.MIDDLE);
    }
  }

  /// 1, 2, 5, 10, 20, 50, …: the smallest with room for its numbers.
  private int step() {
    for (int ten = 1; ; ten *= 10) {
      for (int digit : new int[] {1, 2, 5}) {
        if (digit * ten * bar >= EVERY) {
          return digit * ten;
        }
      }
    }
  }
}
