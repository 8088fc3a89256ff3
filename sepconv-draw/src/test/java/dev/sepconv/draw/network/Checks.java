package dev.sepconv.draw.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sepconv.draw.Text;
import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.List;

/// What holds for every picture of a diagram.
final class Checks {
  private Checks() {}

  static void check(Diagram diagram, Placement placement) {
    nothingOverlaps(diagram, placement);
    noArrowRunsThroughACard(diagram, placement);
    textFits(diagram, placement);
  }

  private static void nothingOverlaps(Diagram diagram, Placement p) {
    List<Rectangle2D> cards = p.cards();
    for (int i = 0; i < cards.size(); i++) {
      for (int j = 0; j < i; j++) {
        assertThat(inner(cards.get(i)).intersects(inner(cards.get(j))))
            .as("cards %s and %s", diagram.cards().get(i), diagram.cards().get(j))
            .isFalse();
      }
      int box = diagram.cards().get(i).box();
      for (int b = 0; b < p.boxes().size(); b++) {
        boolean within = isWithin(diagram, box, b);
        assertThat(p.boxes().get(b).contains(inner(cards.get(i)))).isEqualTo(within);
        assertThat(p.boxes().get(b).intersects(inner(cards.get(i)))).isEqualTo(within);
      }
      for (Rectangle2D label : p.labels()) {
        assertThat(label.getWidth() > 0 && inner(label).intersects(cards.get(i)))
            .as("a label on %s", diagram.cards().get(i))
            .isFalse();
      }
    }
  }

  private static boolean isWithin(Diagram diagram, int box, int outer) {
    int b = box;
    while (b >= 0 && b != outer) {
      b = diagram.boxes().get(b).parent();
    }
    return b == outer;
  }

  private static void noArrowRunsThroughACard(Diagram diagram, Placement p) {
    for (int e = 0; e < p.edges().size(); e++) {
      List<Point2D> corners = p.edges().get(e);
      Diagram.Edge edge = diagram.edges().get(e);
      assertThat(grown(p.cards().get(edge.from())).contains(corners.getFirst())).isTrue();
      assertThat(grown(p.cards().get(edge.to())).contains(corners.getLast())).isTrue();
      for (int i = 1; i < corners.size(); i++) {
        Line2D line = new Line2D.Double(corners.get(i - 1), corners.get(i));
        for (int c = 0; c < p.cards().size(); c++) {
          assertThat(line.intersects(inner(p.cards().get(c))))
              .as("arrow %s through %s", edge, diagram.cards().get(c))
              .isFalse();
        }
      }
    }
  }

  private static void textFits(Diagram diagram, Placement p) {
    for (int i = 0; i < diagram.cards().size(); i++) {
      Rectangle2D frame = p.cards().get(i);
      for (Diagram.Line l : diagram.cards().get(i).lines()) {
        double right = l.right().isEmpty() ? 0 : 14 + Text.width(l.right(), CardText.PLAIN);
        // The left part gives way; there must be room for some of it.
        assertThat(right).isLessThan(frame.getWidth() - 40);
      }
    }
  }

  private static Rectangle2D inner(Rectangle2D r) {
    return new Rectangle2D.Double(
        r.getX() + 1, r.getY() + 1, Math.max(r.getWidth() - 2, 0), Math.max(r.getHeight() - 2, 0));
  }

  private static Rectangle2D grown(Rectangle2D r) {
    return new Rectangle2D.Double(r.getX() - 1, r.getY() - 1, r.getWidth() + 2, r.getHeight() + 2);
  }
}
