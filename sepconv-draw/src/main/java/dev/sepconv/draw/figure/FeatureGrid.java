package dev.sepconv.draw.figure;

import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import java.awt.Font;
import java.awt.Graphics2D;
import java.util.List;

/// A layer's channels side by side, in the order of their numbers.
final class FeatureGrid implements FeatureBlock {
  /// Pixels of a channel's picture per unit of the drawing: sharp on today's screens.
  static final int SHARPNESS = 2;

  private static final int GAP = 8;
  private static final int LABEL = 16;
  private static final int LOWEST = 14;
  private static final Font NUMBER = Typeface.REGULAR.at(11);

  private final List<ChannelMap> maps;
  private final int columns;
  private final int gap;
  private final int tileWidth;
  private final int tileHeight;

  FeatureGrid(List<ChannelMap> maps, int width) {
    this.maps = maps;
    int fewest = columns(maps.size());
    gap = fewest > 16 ? GAP / 2 : GAP;
    ChannelMap first = maps.getFirst();
    int room = (width - (fewest - 1) * gap) / fewest;
    double ratio = (double) first.rows() / first.columns();
    tileHeight = Math.clamp(Math.round(room * ratio), LOWEST, Math.max(LOWEST, room * 3 / 2));
    tileWidth = Math.clamp(Math.round(tileHeight / ratio), LOWEST, room);
    // High and narrow ones leave room for more.
    columns = (width + gap) / (tileWidth + gap);
  }

  private static int columns(int channels) {
    return channels <= 8 ? 4 : channels <= 64 ? 8 : channels <= 512 ? 16 : 32;
  }

  private int rowHeight() {
    return tileHeight + LABEL + gap / 2;
  }

  @Override
  public int height() {
    return (maps.size() + columns - 1) / columns * rowHeight();
  }

  @Override
  public void paint(Graphics2D g, int x, int y) {
    for (int c = 0; c < maps.size(); c++) {
      ChannelMap map = maps.get(c);
      int left = left(x, c);
      int top = top(y, c);
      g.drawImage(
          map.image(tileWidth * SHARPNESS, tileHeight * SHARPNESS),
          left,
          top,
          tileWidth,
          tileHeight,
          null);
      g.setFont(NUMBER);
      g.setColor(Palette.INK);
      String number = Integer.toString(c);
      Text.draw(g, number, left, top + tileHeight + 12);
      String range = range(map);
      // Under small pictures there is room for the number only.
      if (Text.width(range, NUMBER) + Text.width(number, NUMBER) + 6 < tileWidth) {
        g.setColor(Palette.MUTED);
        Text.draw(g, range, left + tileWidth, top + tileHeight + 12, Text.Anchor.END);
      }
    }
  }

  int tileWidth() {
    return tileWidth;
  }

  int tileHeight() {
    return tileHeight;
  }

  private static String range(ChannelMap map) {
    return map.constant()
        ? "all " + ShortNumber.of(map.min())
        : ShortNumber.of(map.min()) + " … " + ShortNumber.of(map.max());
  }

  /// @return where a channel's picture begins
  int left(int x, int channel) {
    return x + channel % columns * (tileWidth + gap);
  }

  /// @return where a channel's picture begins
  int top(int y, int channel) {
    return y + channel / columns * rowHeight();
  }
}
