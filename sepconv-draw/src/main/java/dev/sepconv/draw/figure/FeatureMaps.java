package dev.sepconv.draw.figure;

import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Picture;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/// What layers make of an input: every channel as a small picture, or as a bar where it is one
/// number. Each channel is scaled from its own smallest to its own largest element.
public final class FeatureMaps implements Picture {
  static final int MARGIN = 30;

  private static final int CONTENT = 1120;
  private static final int HEAD = 108;
  private static final int TITLE = 62;
  private static final int BETWEEN = 34;
  private static final int LARGEST_INPUT = 200;
  private static final int SCALE_WIDTH = 180;
  private static final Font HEADING = Typeface.BOLD.at(18);
  private static final Font PLAIN = Typeface.REGULAR.at(14);

  private final String model;
  private final Optional<BufferedImage> input;
  private final List<Feature> features;
  private final List<FeatureBlock> blocks;

  /// @param model the network's name
  /// @param input the picture that the network saw; empty if it saw none
  /// @param features what is shown, in this order
  public FeatureMaps(String model, Optional<BufferedImage> input, List<Feature> features) {
    this.model = model;
    this.input = input;
    this.features = List.copyOf(features);
    blocks =
        features.stream()
            .map(f ->
                f.numbers()
                    ? new FeatureBars(f.maps(), CONTENT)
                    : new FeatureGrid(f.maps(), CONTENT))
            .toList();
  }

  @Override
  public String title() {
    return "Feature maps of "
        + model
        + ": "
        + String.join(", ", features.stream().map(Feature::name).toList());
  }

  @Override
  public double width() {
    return 2 * MARGIN + CONTENT;
  }

  @Override
  public double height() {
    return top(blocks.size()) - BETWEEN + MARGIN;
  }

  /// @return the upper end of a layer's part
  private int top(int part) {
    int y = MARGIN + Math.max(HEAD, inputHeight()) + BETWEEN;
    for (int i = 0; i < part; i++) {
      y += TITLE + blocks.get(i).height() + BETWEEN;
    }
    return y;
  }

  List<FeatureBlock> blocks() {
    return blocks;
  }

  /// @return the upper end of a layer's channels
  int blockTop(int part) {
    return top(part) + TITLE;
  }

  private double inputScale() {
    return input
        .map(i -> Math.min(1.0 * LARGEST_INPUT / i.getHeight(), 1.5 * LARGEST_INPUT / i.getWidth()))
        .orElse(0.0);
  }

  private int inputHeight() {
    return input.map(i -> (int) Math.ceil(i.getHeight() * inputScale())).orElse(0);
  }

  @Override
  public void paint(Graphics2D g) {
    g.setColor(Palette.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    int left = MARGIN;
    if (input.isPresent()) {
      int w = (int) Math.ceil(input.get().getWidth() * inputScale());
      g.drawImage(input.get(), MARGIN, MARGIN, w, inputHeight(), null);
      left += w + 26;
    }
    head(g, left);
    for (int i = 0; i < blocks.size(); i++) {
      part(g, features.get(i), top(i));
      blocks.get(i).paint(g, MARGIN, blockTop(i));
    }
  }

  private void head(Graphics2D g, int x) {
    Font title = Typeface.BOLD.at(26);
    g.setFont(title);
    g.setColor(Palette.INK);
    double room = width() - MARGIN - x;
    Text.draw(g, Text.fit("Feature maps of " + model, title, room), x, MARGIN + 24);
    g.setFont(PLAIN);
    g.setColor(Palette.MUTED);
    Text.draw(
        g,
        "Each channel from its own smallest to its own largest element; numbers as bars from zero.",
        x,
        MARGIN + 52);
    int steps = SCALE_WIDTH / 2;
    for (int i = 0; i < steps; i++) {
      g.setColor(ColorScale.at(i / (steps - 1.0)));
      // Each reaches under the next, so that no seam shows.
      double reach = i == steps - 1 ? 2 : 3;
      g.fill(new Rectangle2D.Double(x + i * 2.0, MARGIN + 70, reach, 12));
    }
    g.setFont(Typeface.REGULAR.at(12));
    g.setColor(Palette.MUTED);
    Text.draw(g, "smallest", x, MARGIN + 100);
    Text.draw(g, "largest", x + SCALE_WIDTH, MARGIN + 100, Text.Anchor.END);
  }

  private static void part(Graphics2D g, Feature f, int y) {
    g.setColor(Palette.HAIRLINE);
    g.setStroke(new BasicStroke(1));
    g.draw(new Line2D.Double(MARGIN, y, MARGIN + CONTENT, y));
    String name = Text.fit(f.name(), HEADING, CONTENT * 0.5);
    g.setFont(HEADING);
    g.setColor(Palette.INK);
    Text.draw(g, name, MARGIN, y + 32);
    long constant = f.numbers() ? 0 : f.maps().stream().filter(ChannelMap::constant).count();
    String more =
        Text.fit(f.type(), PLAIN, CONTENT * 0.2)
            + " · "
            + f.size()
            + (constant == 0 ? "" : " · " + constant + " constant");
    g.setFont(PLAIN);
    g.setColor(Palette.MUTED);
    Text.draw(g, more, MARGIN + Text.width(name, HEADING) + 14, y + 32);
  }
}
