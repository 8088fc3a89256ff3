package dev.sepconv.draw;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.StringReader;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/// One drawing, as SVG and as pixels.
class SurfaceTest {
  private static final String HOSTILE = "a\"b'<c>&\u0000\uD800 😀 卷积";

  private static final Picture PICTURE =
      new Picture() {
        @Override
        public String title() {
          return "two <boxes>";
        }

        @Override
        public double width() {
          return 200;
        }

        @Override
        public double height() {
          return 100;
        }

        @Override
        public void paint(Graphics2D g) {
          g.setColor(Palette.PAPER);
          g.fill(new Rectangle2D.Double(0, 0, 200, 100));
          g.translate(10, 20);
          new Mark("n1", Map.of("data-layer", HOSTILE), "what \"it\" is")
              .around(
                  g,
                  () -> {
                    g.setColor(Palette.STANDARD);
                    g.fill(new RoundRectangle2D.Double(0, 0, 50, 30, 8, 8));
                    g.setColor(Palette.INK);
                    g.setFont(Typeface.BOLD.at(12));
                    Text.draw(g, HOSTILE, 25, 50, Text.Anchor.MIDDLE);
                  });
        }
      };

  @Test
  void anSvgIsWellFormedAndKeepsHostileNames() throws Exception {
    String svg = Svg.text(PICTURE);
    Document d =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(svg)));
    Element group = (Element) d.getElementsByTagName("g").item(0);
    assertThat(group.getAttribute("id")).isEqualTo("n1");
    assertThat(group.getAttribute("data-layer")).isEqualTo("a\"b'<c>&\uFFFD\uFFFD 😀 卷积");
    assertThat(d.getElementsByTagName("text").item(0).getTextContent())
        .isEqualTo("a\"b'<c>&\uFFFD\uFFFD 😀 卷积");
    assertThat(svg)
        .contains("<rect x=\"10\" y=\"20\" width=\"50\" height=\"30\" rx=\"4\" fill=\"#b45309\"/>")
        .contains("text-anchor=\"middle\"");
  }

  @Test
  void pixelsAreWhereTheSvgSaysTheyAre() {
    BufferedImage image = Png.image(PICTURE, 2);
    assertThat(image.getWidth()).isEqualTo(400);
    assertThat(image.getHeight()).isEqualTo(200);
    assertThat(new Color(image.getRGB(2 * 35, 2 * 35))).isEqualTo(Palette.STANDARD);
    assertThat(new Color(image.getRGB(2 * 80, 2 * 35))).isEqualTo(Palette.PAPER);
    boolean inked = false;
    for (int x = 0; x < 100; x++) {
      inked |= new Color(image.getRGB(x, 2 * 66)).equals(Palette.INK);
    }
    assertThat(inked).as("text is drawn").isTrue();
  }

  @Test
  void widthsAreThoseOfTheTypefaceThatIsDrawnWith() {
    Typeface.install();
    BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(
        java.awt.RenderingHints.KEY_FRACTIONALMETRICS,
        java.awt.RenderingHints.VALUE_FRACTIONALMETRICS_ON);
    for (Typeface face : new Typeface[] {Typeface.REGULAR, Typeface.BOLD}) {
      for (String s : new String[] {"Conv 3x3 s2 dw", "1,024·1,024 → π²/6", "MaxPool"}) {
        Font font = face.at(100);
        assertThat(Text.width(s, font))
            .isCloseTo(font.getStringBounds(s, g.getFontRenderContext()).getWidth(), within(0.5));
      }
    }
  }

  @Test
  void longNamesLoseTheirMiddle() {
    Font font = Typeface.REGULAR.at(12);
    String fitted = Text.fit("x".repeat(250) + "\n" + "y".repeat(250), font, 100);
    assertThat(Text.width(fitted, font)).isLessThanOrEqualTo(100);
    assertThat(fitted).startsWith("xxx").endsWith("yyy").contains("…");
    assertThat(Text.fit("short", font, 100)).isEqualTo("short");
    assertThat(Text.fit("😀".repeat(50), font, 60)).matches("(😀)+…(😀)+");
  }

  @Test
  void textIsReadableOnEveryColourOfTheScale() {
    double last = 2;
    for (int i = 0; i <= 100; i++) {
      Color c = Palette.heat(i / 100.0);
      assertThat(Palette.contrast(Palette.textOn(c), c)).as("%s", c).isGreaterThanOrEqualTo(4.5);
      double light = Palette.contrast(c, Color.BLACK);
      assertThat(i == 0 || light < last).as("darker at %d", i).isTrue();
      last = light;
    }
    assertThat(Palette.contrast(Palette.MUTED, Palette.PAPER)).isGreaterThan(4.5);
    assertThat(Palette.contrast(Palette.MUTED, Palette.GROUP)).isGreaterThan(4.5);
    assertThat(Palette.contrast(Palette.LINE, Palette.PAPER)).isGreaterThanOrEqualTo(3);
  }
}
