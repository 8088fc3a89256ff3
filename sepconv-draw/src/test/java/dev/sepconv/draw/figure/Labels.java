package dev.sepconv.draw.figure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.draw.Picture;
import dev.sepconv.draw.Svg;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/// The lines of text of a picture, read from its SVG, and where they stand.
record Labels(List<Label> all, double width, double height) {
  /// Places in an SVG have two digits.
  private static final double ROUNDING = 0.02;

  record Label(String text, Rectangle2D box) {}

  static Labels of(Picture picture) throws Exception {
    Element svg =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new InputSource(new StringReader(Svg.text(picture))))
            .getDocumentElement();
    List<Label> labels = new ArrayList<>();
    NodeList texts = svg.getElementsByTagName("text");
    for (int i = 0; i < texts.getLength(); i++) {
      labels.add(label((Element) texts.item(i)));
    }
    return new Labels(
        labels,
        Double.parseDouble(svg.getAttribute("width")),
        Double.parseDouble(svg.getAttribute("height")));
  }

  private static Label label(Element e) {
    double size = Double.parseDouble(e.getAttribute("font-size"));
    boolean bold = e.getAttribute("font-weight").equals("bold");
    Font font = (bold ? Typeface.BOLD : Typeface.REGULAR).at(size);
    String text = e.getTextContent();
    double width = Text.width(text, font);
    double left =
        Double.parseDouble(e.getAttribute("x"))
            - switch (e.getAttribute("text-anchor")) {
              case "middle" -> width / 2;
              case "end" -> width;
              default -> 0;
            };
    double top = Double.parseDouble(e.getAttribute("y")) - size * Text.CAP_HEIGHT;
    return new Label(
        text, new Rectangle2D.Double(left, top, width - ROUNDING, size * Text.CAP_HEIGHT));
  }

  List<String> texts() {
    return all.stream().map(Label::text).toList();
  }

  /// Every line lies inside the picture and touches no other.
  void check() {
    Rectangle2D paper = new Rectangle2D.Double(0, 0, width, height);
    for (int i = 0; i < all.size(); i++) {
      Label a = all.get(i);
      assertThat(paper.contains(a.box)).as("%s inside %s", a, paper).isTrue();
      for (int j = 0; j < i; j++) {
        assertThat(a.box.intersects(all.get(j).box)).as("%s on %s", a, all.get(j)).isFalse();
      }
    }
  }
}
