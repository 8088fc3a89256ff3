package dev.sepconv.draw.network;

import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;

/// Where the parts of a diagram lie; lists in the order of the diagram's.
///
/// @param cards the frames of its cards
/// @param boxes the frames of its boxes
/// @param edges the corners of its arrows, from the card where it begins to the one where it ends
/// @param labels the frames of the arrows' labels; of width 0 for an arrow without
public record Placement(
    List<Rectangle2D> cards,
    List<Rectangle2D> boxes,
    List<List<Point2D>> edges,
    List<Rectangle2D> labels) {
  /// Copies the lists.
  public Placement {
    cards = List.copyOf(cards);
    boxes = List.copyOf(boxes);
    edges = List.copyOf(edges);
    labels = List.copyOf(labels);
  }

  /// @return the smallest frame around everything
  public Rectangle2D bounds() {
    Rectangle2D all = new Rectangle2D.Double(0, 0, 0, 0);
    boolean first = true;
    for (Rectangle2D r : areas()) {
      if (first) {
        all.setRect(r);
        first = false;
      } else {
        all.add(r);
      }
    }
    for (List<Point2D> edge : edges) {
      edge.forEach(all::add);
    }
    return all;
  }

  /// @return the frames of cards, boxes and labels
  List<Rectangle2D> areas() {
    List<Rectangle2D> all = new ArrayList<>(boxes);
    all.addAll(cards);
    labels.stream().filter(l -> l.getWidth() > 0).forEach(all::add);
    return all;
  }

  /// @return the same with the axes exchanged
  Placement transposed() {
    return new Placement(
        cards.stream().map(Placement::transposed).toList(),
        boxes.stream().map(Placement::transposed).toList(),
        edges.stream()
            .map(e -> e.stream().<Point2D>map(p -> new Point2D.Double(p.getY(), p.getX())).toList())
            .toList(),
        labels.stream().map(Placement::transposed).toList());
  }

  private static Rectangle2D transposed(Rectangle2D r) {
    return new Rectangle2D.Double(r.getY(), r.getX(), r.getHeight(), r.getWidth());
  }
}
