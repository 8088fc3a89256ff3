package dev.sepconv.draw.figure;

import java.awt.Graphics2D;

/// How the channels of one layer are drawn.
interface FeatureBlock {
  /// @return its height
  int height();

  /// @param g where it goes
  /// @param x left end
  /// @param y upper end
  void paint(Graphics2D g, int x, int y);
}
