package dev.sepconv.draw;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/// How wide the characters of a TrueType font are, read from its `hmtx` and `cmap` tables, so that
/// text is measured alike on every machine and without a font system.
final class AdvanceWidths {
  /// Emoji fonts are wider than they are high.
  private static final double EMOJI = 1.3;

  private final Map<Integer, Double> ems;

  private AdvanceWidths(Map<Integer, Double> ems) {
    this.ems = ems;
  }

  /// @param file a TrueType font with a `cmap` of format 4
  /// @return its widths
  static AdvanceWidths of(byte[] file) {
    ByteBuffer font = ByteBuffer.wrap(file);
    Map<String, Integer> tables = new HashMap<>();
    int count = font.getShort(4);
    for (int i = 0; i < count; i++) {
      int entry = 12 + 16 * i;
      String tag = new String(file, entry, 4, StandardCharsets.US_ASCII);
      tables.put(tag, font.getInt(entry + 8));
    }
    double unitsPerEm = u16(font, at(tables, "head") + 18);
    int metrics = u16(font, at(tables, "hhea") + 34);
    int hmtx = at(tables, "hmtx");
    Map<Integer, Double> ems = new HashMap<>();
    glyphs(font, at(tables, "cmap"))
        .forEach((character, glyph) ->
            ems.put(character, u16(font, hmtx + 4 * Math.min(glyph, metrics - 1)) / unitsPerEm));
    return new AdvanceWidths(ems);
  }

  /// The segments of a format 4 table, as the OpenType specification lays them out.
  private static Map<Integer, Integer> glyphs(ByteBuffer font, int cmap) {
    int table = cmap + font.getInt(cmap + 8);
    if (u16(font, table) != 4) {
      throw new IllegalArgumentException("the font's cmap has format " + u16(font, table));
    }
    int twice = u16(font, table + 6);
    int ends = table + 14;
    int starts = ends + twice + 2;
    int deltas = starts + twice;
    int offsets = deltas + twice;
    Map<Integer, Integer> glyphs = new HashMap<>();
    for (int s = 0; s < twice; s += 2) {
      int offset = u16(font, offsets + s);
      int start = u16(font, starts + s);
      for (int c = start; c <= u16(font, ends + s) && c != 0xFFFF; c++) {
        int glyph =
            offset == 0
                ? c + u16(font, deltas + s) & 0xFFFF
                : u16(font, offsets + s + offset + 2 * (c - start));
        if (glyph != 0) {
          glyphs.put(c, glyph);
        }
      }
    }
    return glyphs;
  }

  private static int at(Map<String, Integer> tables, String tag) {
    Integer offset = tables.get(tag);
    if (offset == null) {
      throw new IllegalArgumentException("the font has no table " + tag);
    }
    return offset;
  }

  private static int u16(ByteBuffer b, int at) {
    return Short.toUnsignedInt(b.getShort(at));
  }

  /// @param c a code point
  /// @return whether the font has it
  boolean has(int c) {
    return ems.containsKey(c);
  }

  /// @param c a code point; one that the font lacks is taken as wide as other fonts draw it
  /// @return its width for a size of 1
  double em(int c) {
    Double own = ems.get(c);
    if (own != null) {
      return own;
    }
    int type = Character.getType(c);
    if (type == Character.NON_SPACING_MARK
        || type == Character.ENCLOSING_MARK
        || type == Character.FORMAT) {
      return 0;
    }
    return Character.isEmojiPresentation(c) ? EMOJI : 1;
  }
}
