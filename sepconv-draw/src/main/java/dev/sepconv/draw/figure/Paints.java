package dev.sepconv.draw.figure;

import dev.sepconv.draw.Palette;
import java.awt.Color;
import java.util.List;

/// Colours of channels. Those of the input can be told apart by colour-blind eyes (after Okabe and
/// Ito); what mixes channels comes out in shades of one colour more.
final class Paints {
  private static final List<Color> CHANNELS =
      List.of(new Color(0xD55E00), new Color(0x009E73), new Color(0x0072B2), new Color(0xC98500));
  private static final List<Color> MIXED =
      List.of(new Color(0x43237A), new Color(0x6A42A8), new Color(0x8B65C6), new Color(0xA884DC));

  private Paints() {}

  /// @param place of {@link Slots}
  /// @return the colour of the channel there
  static Color channel(int place) {
    return CHANNELS.get(place);
  }

  /// @param place of {@link Slots}
  /// @return the colour of the channel there, mixed from others
  static Color mixed(int place) {
    return MIXED.get(place);
  }

  static Color light(Color c, double part) {
    return Palette.mix(c, Palette.PAPER, part);
  }

  static Color dark(Color c, double part) {
    return Palette.mix(c, Palette.INK, part);
  }
}
