package dev.sepconv.draw.network;

import dev.sepconv.draw.Text;
import dev.sepconv.draw.network.Diagram.Card;
import dev.sepconv.draw.network.Diagram.Edge;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.eclipse.elk.alg.layered.LayeredLayoutProvider;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.core.data.LayoutMetaDataService;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.math.KVector;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.HierarchyHandling;
import org.eclipse.elk.core.options.SizeConstraint;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkEdgeSection;
import org.eclipse.elk.graph.ElkGraphElement;
import org.eclipse.elk.graph.ElkLabel;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.util.ElkGraphUtil;

/// Places a diagram in layers by Eclipse ELK, all in one piece.
final class Layering {
  /// Room for a box's label.
  static final double BOX_HEAD = 24;

  private static final double BOX_SIDE = 14;
  private static final double LABEL_HEIGHT = 13;

  private Layering() {}

  /// @param diagram what to place
  /// @param right whether it flows to the right instead of down
  /// @return where everything lies
  static Placement of(Diagram diagram, boolean right) {
    // Registers the types of ELK's options, once.
    LayoutMetaDataService.getInstance();
    ElkNode root = ElkGraphUtil.createGraph();
    configure(root, right);
    root.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
    List<ElkNode> boxes = new ArrayList<>();
    for (Diagram.Box b : diagram.boxes()) {
      ElkNode node = ElkGraphUtil.createNode(b.parent() < 0 ? root : boxes.get(b.parent()));
      configure(node, right);
      node.setProperty(
          LayeredOptions.PADDING, new ElkPadding(BOX_HEAD + 8, BOX_SIDE, BOX_SIDE, BOX_SIDE));
      node.setProperty(
          LayeredOptions.NODE_SIZE_CONSTRAINTS, EnumSet.of(SizeConstraint.MINIMUM_SIZE));
      node.setProperty(
          LayeredOptions.NODE_SIZE_MINIMUM, new KVector(DiagramPicture.headWidth(b) + 20, 0));
      boxes.add(node);
    }
    List<ElkNode> cards = new ArrayList<>();
    for (Card c : diagram.cards()) {
      ElkNode node = ElkGraphUtil.createNode(c.box() < 0 ? root : boxes.get(c.box()));
      node.setDimensions(CardText.width(c), CardText.height(c));
      cards.add(node);
    }
    List<ElkEdge> edges = new ArrayList<>();
    for (Edge e : diagram.edges()) {
      ElkEdge edge = ElkGraphUtil.createSimpleEdge(cards.get(e.from()), cards.get(e.to()));
      if (!e.label().isEmpty()) {
        ElkLabel label = ElkGraphUtil.createLabel(e.label(), edge);
        label.setDimensions(Text.width(e.label(), CardText.LABEL) + 2, LABEL_HEIGHT);
      }
      edges.add(edge);
    }
    new LayeredLayoutProvider().layout(root, new BasicProgressMonitor());
    return new Placement(
        cards.stream().map(Layering::frame).toList(),
        boxes.stream().map(Layering::frame).toList(),
        edges.stream().map(Layering::corners).toList(),
        edges.stream().map(Layering::label).toList());
  }

  private static void configure(ElkNode node, boolean right) {
    node.setProperty(LayeredOptions.HIERARCHY_HANDLING, HierarchyHandling.INCLUDE_CHILDREN);
    node.setProperty(LayeredOptions.DIRECTION, right ? Direction.RIGHT : Direction.DOWN);
    node.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
    node.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
    node.setProperty(LayeredOptions.SPACING_NODE_NODE, 24.0);
    node.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 14.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE, 14.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 9.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 10.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 8.0);
    node.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 4.0);
    node.setProperty(LayeredOptions.EDGE_LABELS_INLINE, false);
    node.setProperty(LayeredOptions.RANDOM_SEED, 1);
  }

  private static Rectangle2D frame(ElkNode node) {
    Point2D at = origin(node.getParent());
    return new Rectangle2D.Double(
        at.getX() + node.getX(), at.getY() + node.getY(), node.getWidth(), node.getHeight());
  }

  /// Where a node's own coordinates begin; they are relative to the node around it.
  private static Point2D origin(ElkNode node) {
    double x = 0;
    double y = 0;
    for (ElkNode n = node; n != null && n.getParent() != null; n = n.getParent()) {
      x += n.getX();
      y += n.getY();
    }
    return new Point2D.Double(x, y);
  }

  private static List<Point2D> corners(ElkEdge edge) {
    Point2D at = origin(edge.getContainingNode());
    List<Point2D> points = new ArrayList<>();
    for (ElkEdgeSection s : edge.getSections()) {
      points.add(point(at, s.getStartX(), s.getStartY()));
      s.getBendPoints().forEach(b -> points.add(point(at, b.getX(), b.getY())));
      points.add(point(at, s.getEndX(), s.getEndY()));
    }
    return List.copyOf(points);
  }

  private static Point2D point(Point2D origin, double x, double y) {
    return new Point2D.Double(origin.getX() + x, origin.getY() + y);
  }

  private static Rectangle2D label(ElkEdge edge) {
    if (edge.getLabels().isEmpty()) {
      return new Rectangle2D.Double();
    }
    ElkGraphElement parent = edge.getLabels().getFirst().getParent();
    Point2D at = origin(((ElkEdge) parent).getContainingNode());
    ElkLabel l = edge.getLabels().getFirst();
    return new Rectangle2D.Double(
        at.getX() + l.getX(), at.getY() + l.getY(), l.getWidth(), l.getHeight());
  }
}
