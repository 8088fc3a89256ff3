package dev.sepconv.draw.network;

import dev.sepconv.analysis.Geometry;
import dev.sepconv.analysis.Layer;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;

/// The kinds of layers that a picture without a scale tells apart by colour.
enum Kind {
  DEPTHWISE("depthwise", 0xBFE3F5),
  POINTWISE("pointwise", 0xDDD6FE),
  CONVOLUTION("other convolution", 0xFFDFB0),
  MATRIX("linear", 0xC9EBD0),
  POOL("pool", 0xF9D5E5),
  OTHER("other", 0xF0F2F5);

  private final String label;
  private final int rgb;

  Kind(String label, int rgb) {
    this.label = label;
    this.rgb = rgb;
  }

  Color color() {
    return new Color(rgb);
  }

  static Kind of(Unit unit) {
    return unit.isModule() ? OTHER : of(unit.first());
  }

  static Kind of(Layer l) {
    if (l.geometry().isPresent()) {
      Geometry g = l.geometry().get();
      boolean pointwise = g.groups() == 1 && g.kernel().stream().allMatch(k -> k == 1);
      return l.macs() == 0 ? POOL : g.depthwise() ? DEPTHWISE : pointwise ? POINTWISE : CONVOLUTION;
    }
    return l.macs() > 0 ? MATRIX : l.type().contains("Pool") ? POOL : OTHER;
  }

  /// @param layers those of a network
  /// @return a swatch for each kind that is among them
  static List<Diagram.Swatch> legend(List<Layer> layers) {
    List<Kind> there = layers.stream().map(Kind::of).distinct().toList();
    return Arrays.stream(values())
        .filter(there::contains)
        .map(k -> new Diagram.Swatch(k.color(), k.label))
        .toList();
  }
}
