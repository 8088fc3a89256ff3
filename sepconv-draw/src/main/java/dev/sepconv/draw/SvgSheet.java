package dev.sepconv.draw;

import static dev.sepconv.draw.SvgShapes.attribute;
import static dev.sepconv.draw.SvgShapes.number;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/// The elements of an SVG in the order in which they are painted.
final class SvgSheet {
  private final StringBuilder body = new StringBuilder();
  private final Map<String, String> clips = new LinkedHashMap<>();

  String content() {
    StringBuilder defs = new StringBuilder();
    clips.forEach((path, id) ->
        defs.append("<clipPath id=\"")
            .append(id)
            .append("\"><path d=\"")
            .append(path)
            .append("\"/></clipPath>\n"));
    return (defs.isEmpty() ? "" : "<defs>\n" + defs + "</defs>\n") + body;
  }

  void open(Mark mark) {
    body.append("<g");
    if (!mark.id().isEmpty()) {
      body.append(" id=\"").append(escape(mark.id())).append('"');
    }
    mark.attributes()
        .forEach((name, value) ->
            body.append(' ').append(name).append("=\"").append(escape(value)).append('"'));
    body.append(">\n");
    if (!mark.title().isEmpty()) {
      String title = mark.title().lines().map(SvgSheet::escape).collect(Collectors.joining("\n"));
      body.append("<title>").append(title).append("</title>\n");
    }
  }

  void close() {
    body.append("</g>\n");
  }

  void element(String geometry, String style, @Nullable Shape clip) {
    body.append(geometry).append(style).append(clip(clip)).append("/>\n");
  }

  void text(
      String text,
      double x,
      double y,
      Text.Anchor anchor,
      Font font,
      String style,
      @Nullable Shape clip) {
    body.append("<text")
        .append(attribute("x", x))
        .append(attribute("y", y))
        .append(attribute("font-size", font.getSize2D()));
    if (font.isBold()) {
      body.append(" font-weight=\"bold\"");
    }
    if (anchor != Text.Anchor.START) {
      body.append(" text-anchor=\"").append(anchor.name().toLowerCase(Locale.ROOT)).append('"');
    }
    body.append(style).append(clip(clip)).append('>').append(escape(text)).append("</text>\n");
  }

  void image(BufferedImage image, String place, @Nullable Shape clip) {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "png", png);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    body.append("<image")
        .append(attribute("width", image.getWidth()))
        .append(attribute("height", image.getHeight()))
        .append(place)
        .append(" preserveAspectRatio=\"none\" style=\"image-rendering:pixelated\"")
        .append(clip(clip))
        .append(" href=\"data:image/png;base64,")
        .append(Base64.getEncoder().encodeToString(png.toByteArray()))
        .append("\"/>\n");
  }

  private String clip(@Nullable Shape clip) {
    if (clip == null) {
      return "";
    }
    String id = clips.computeIfAbsent(SvgShapes.path(clip), p -> "clip" + (clips.size() + 1));
    return " clip-path=\"url(#" + id + ")\"";
  }

  static String fill(Color c, double alpha) {
    return " fill=\"" + hex(c) + '"' + opacity("fill-opacity", c, alpha);
  }

  static String stroke(Color c, double alpha, BasicStroke s, double scale) {
    StringBuilder b = new StringBuilder(" stroke=\"").append(hex(c)).append('"');
    b.append(opacity("stroke-opacity", c, alpha));
    if (s.getLineWidth() * scale != 1) {
      b.append(attribute("stroke-width", s.getLineWidth() * scale));
    }
    // A Java stroke's defaults are not SVG's.
    switch (s.getEndCap()) {
      case BasicStroke.CAP_ROUND -> b.append(" stroke-linecap=\"round\"");
      case BasicStroke.CAP_SQUARE -> b.append(" stroke-linecap=\"square\"");
      default -> {}
    }
    switch (s.getLineJoin()) {
      case BasicStroke.JOIN_ROUND -> b.append(" stroke-linejoin=\"round\"");
      case BasicStroke.JOIN_BEVEL -> b.append(" stroke-linejoin=\"bevel\"");
      default -> {}
    }
    float[] dashes = s.getDashArray();
    if (dashes != null) {
      b.append(" stroke-dasharray=\"");
      for (int i = 0; i < dashes.length; i++) {
        b.append(i == 0 ? "" : " ").append(number(dashes[i] * scale));
      }
      b.append('"');
    }
    return b.toString();
  }

  static String matrix(AffineTransform t) {
    double[] m = new double[6];
    t.getMatrix(m);
    StringBuilder b = new StringBuilder(" transform=\"matrix(");
    for (int i = 0; i < m.length; i++) {
      // Factors need more digits than lengths.
      String value = i < 4 ? String.format(Locale.ROOT, "%.6f", m[i]) : number(m[i]);
      b.append(i == 0 ? "" : " ").append(value);
    }
    return b.append(")\"").toString();
  }

  private static String opacity(String attribute, Color c, double alpha) {
    double a = c.getAlpha() / 255.0 * alpha;
    return a == 1 ? "" : attribute(attribute, a);
  }

  private static String hex(Color c) {
    return String.format(Locale.ROOT, "#%06x", c.getRGB() & 0xFFFFFF);
  }

  /// @param text printable text
  /// @return it as content or attribute of an XML element
  static String escape(String text) {
    StringBuilder b = new StringBuilder(text.length());
    for (char c : Text.printable(text).toCharArray()) {
      switch (c) {
        case '&' -> b.append("&amp;");
        case '<' -> b.append("&lt;");
        case '>' -> b.append("&gt;");
        case '"' -> b.append("&quot;");
        case '\'' -> b.append("&#39;");
        default -> b.append(c);
      }
    }
    return b.toString();
  }
}
