package dev.sepconv.draw;

import java.awt.Graphics2D;

/// A drawing of known size. Text goes through {@link Text}, parts that a page wants to find again
/// through {@link Mark}; then the same code makes an SVG and a PNG, with the same bytes on every
/// machine.
public interface Picture {
  /// @return what it shows, one sentence: the title of the SVG
  String title();

  /// @return its width in pixels at scale 1
  double width();

  /// @return its height in pixels at scale 1
  double height();

  /// Paints everything, the background too.
  ///
  /// @param g where it goes; the origin is the upper left corner
  void paint(Graphics2D g);
}
