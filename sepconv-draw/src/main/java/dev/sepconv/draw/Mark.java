package dev.sepconv.draw;

import java.awt.Graphics2D;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What an SVG says of a part of a picture, so that a page can find it and explain it. A PNG has no
/// place for it.
///
/// @param id the group's id, unique in the picture; empty for none
/// @param attributes more of its attributes, such as `data-layer` and `class`
/// @param title the tooltip; empty for none
public record Mark(String id, Map<String, String> attributes, String title) {
  /// Copies the map, keeping its order.
  public Mark {
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /// Paints a part under this mark.
  ///
  /// @param g where it goes
  /// @param part paints it
  public void around(Graphics2D g, Runnable part) {
    if (g instanceof SvgGraphics svg) {
      svg.open(this);
      part.run();
      svg.close();
    } else {
      part.run();
    }
  }
}
