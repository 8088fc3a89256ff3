package dev.sepconv.draw.network;

import java.awt.geom.Line2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Cuts a tall placement where few arrows run and puts the pieces side by side, as a text is set in
/// columns: the arrows that are cut go on around the foot of one column to the head of the next.
final class Wrapping {
  /// Up to this height nothing is cut: a screen or two.
  private static final double TALL = 1100;

  private static final double GAP = 48;
  private static final double LANE = 8;
  private static final double END = 14;
  private static final int MOST_ARROWS = 4;
  private static final int MOST_COLUMNS = 24;

  private final Placement whole;
  private final double aspect;

  private Wrapping(Placement whole, double aspect) {
    this.whole = whole;
    this.aspect = aspect;
  }

  /// @param whole a placement that flows down
  /// @param aspect the wanted width for a height of 1
  /// @return the same in columns
  static Placement of(Placement whole, double aspect) {
    Rectangle2D b = whole.bounds();
    if (b.getHeight() <= TALL || b.getWidth() >= b.getHeight() * aspect) {
      return whole;
    }
    return new Wrapping(whole, aspect).best();
  }

  /// @param y where it is cut
  /// @param xs where arrows cross it, from left to right
  private record Cut(double y, List<Double> xs) {}

  private Placement best() {
    List<Cut> cuts = cuts();
    Rectangle2D b = whole.bounds();
    List<Cut> best = List.of();
    double off = distance(b.getWidth(), b.getHeight());
    for (int columns = 2; columns <= MOST_COLUMNS; columns++) {
      List<Cut> chosen = even(cuts, b, columns);
      Rectangle2D size = new Columns(chosen).bounds;
      double d = distance(size.getWidth(), size.getHeight());
      if (d < off) {
        off = d;
        best = chosen;
      }
    }
    return best.isEmpty() ? whole : new Columns(best).placement();
  }

  private double distance(double width, double height) {
    return Math.abs(Math.log(width / height / aspect));
  }

  /// All places between cards where only few arrows run.
  private List<Cut> cuts() {
    List<Rectangle2D> areas = new ArrayList<>(whole.areas());
    areas.sort(Comparator.comparingDouble(Rectangle2D::getMinY));
    List<Cut> cuts = new ArrayList<>();
    double end = areas.getFirst().getMaxY();
    for (Rectangle2D r : areas) {
      if (r.getMinY() - end > 5) {
        cut(r.getMinY() - 3, cuts);
      }
      end = Math.max(end, r.getMaxY());
    }
    return cuts;
  }

  private void cut(double y, List<Cut> cuts) {
    List<Double> xs = new ArrayList<>();
    for (List<Point2D> e : whole.edges()) {
      for (int i = 1; i < e.size(); i++) {
        Line2D s = new Line2D.Double(e.get(i - 1), e.get(i));
        if (Math.abs(s.getY1() - s.getY2()) < 1) {
          if (Math.abs(s.getY1() - y) < 2) {
            return;
          }
        } else if ((s.getY1() < y) != (s.getY2() < y)) {
          xs.add(s.getX1());
        }
      }
    }
    if (xs.size() <= MOST_ARROWS) {
      xs.sort(null);
      cuts.add(new Cut(y, xs));
    }
  }

  /// The cuts for the lowest columns of that number.
  private static List<Cut> even(List<Cut> cuts, Rectangle2D bounds, int columns) {
    double height = bounds.getHeight() / columns;
    List<Cut> chosen = choose(cuts, bounds, height);
    while (chosen.size() >= columns) {
      height *= 1.03;
      chosen = choose(cuts, bounds, height);
    }
    return chosen;
  }

  /// As few cuts as possible for columns of at most that height, where cuts lie near enough.
  private static List<Cut> choose(List<Cut> cuts, Rectangle2D bounds, double height) {
    List<Cut> chosen = new ArrayList<>();
    double start = bounds.getMinY();
    for (int i = 0; i < cuts.size(); i++) {
      double y = cuts.get(i).y;
      double next = i + 1 < cuts.size() ? cuts.get(i + 1).y : bounds.getMaxY();
      if (next - start > height && y > start) {
        chosen.add(cuts.get(i));
        start = y;
      }
    }
    return chosen;
  }

  /// The pieces between chosen cuts, each moved to its place.
  private final class Columns {
    private final List<Cut> cuts;
    private final double[] dx;
    private final double[] dy;
    private final double[] right;
    private final double[] bottom;
    private final Rectangle2D bounds;

    Columns(List<Cut> cuts) {
      this.cuts = cuts;
      int n = cuts.size() + 1;
      dx = new double[n];
      dy = new double[n];
      right = new double[n];
      bottom = new double[n];
      double x = 0;
      double height = 0;
      for (int c = 0; c < n; c++) {
        Rectangle2D piece = piece(c);
        int lanes = c == 0 ? 0 : cuts.get(c - 1).xs.size();
        double head = c == 0 ? 0 : END + LANE * lanes;
        dx[c] = x - piece.getMinX();
        dy[c] = head - piece.getMinY();
        right[c] = x + piece.getWidth();
        bottom[c] = head + piece.getHeight();
        int leaving = c == n - 1 ? 0 : cuts.get(c).xs.size();
        x = right[c] + GAP + LANE * leaving;
        height = Math.max(height, bottom[c] + END + LANE * leaving);
      }
      bounds = new Rectangle2D.Double(0, 0, right[n - 1], height);
    }

    private int column(double y) {
      int c = 0;
      while (c < cuts.size() && cuts.get(c).y < y) {
        c++;
      }
      return c;
    }

    private Rectangle2D piece(int c) {
      double from = c == 0 ? Double.NEGATIVE_INFINITY : cuts.get(c - 1).y;
      double to = c == cuts.size() ? Double.POSITIVE_INFINITY : cuts.get(c).y;
      Rectangle2D.Double all = null;
      for (Rectangle2D r : whole.areas()) {
        if (r.getMinY() >= from && r.getMinY() < to) {
          if (all == null) {
            all = new Rectangle2D.Double();
            all.setRect(r);
          } else {
            all.add(r);
          }
        }
      }
      if (all == null) {
        throw new IllegalStateException("a column without a card");
      }
      for (List<Point2D> e : whole.edges()) {
        for (int i = 0; i < e.size(); i++) {
          Point2D p = e.get(i);
          if (p.getY() >= from && p.getY() < to) {
            all.add(p);
          } else if (i > 0 && crosses(e.get(i - 1).getY(), p.getY(), from, to)) {
            all.add(p.getX(), all.getMinY());
          }
        }
      }
      return all;
    }

    private boolean crosses(double a, double b, double from, double to) {
      return Math.min(a, b) < to && Math.max(a, b) >= from;
    }

    Placement placement() {
      return new Placement(
          whole.cards().stream().map(this::moved).toList(),
          whole.boxes().stream().map(this::moved).toList(),
          whole.edges().stream().map(this::moved).toList(),
          whole.labels().stream().map(this::moved).toList());
    }

    private Rectangle2D moved(Rectangle2D r) {
      int c = column(r.getMinY());
      return new Rectangle2D.Double(
          r.getX() + dx[c], r.getY() + dy[c], r.getWidth(), r.getHeight());
    }

    private List<Point2D> moved(List<Point2D> edge) {
      List<Point2D> path = new ArrayList<>();
      Point2D before = edge.getFirst();
      path.add(moved(before));
      for (Point2D p : edge.subList(1, edge.size())) {
        int from = column(before.getY());
        int to = column(p.getY());
        for (int c = from; c < to; c++) {
          path.addAll(around(c, p.getX()));
        }
        for (int c = from - 1; c >= to; c--) {
          path.addAll(around(c, p.getX()).reversed());
        }
        path.add(moved(p));
        before = p;
      }
      return List.copyOf(path);
    }

    private Point2D moved(Point2D p) {
      int c = column(p.getY());
      return new Point2D.Double(p.getX() + dx[c], p.getY() + dy[c]);
    }

    /// From the foot of a column to the head of the next. The arrow nearest to the next column
    /// takes the innermost lane at the foot and the outermost at the head, so that none cross.
    private List<Point2D> around(int c, double x) {
      List<Double> xs = cuts.get(c).xs;
      int fromRight = xs.size() - 1 - xs.indexOf(x);
      double foot = bottom[c] + END + LANE * fromRight;
      double gutter = right[c] + GAP / 2 + LANE * fromRight;
      double head = LANE * fromRight;
      return List.of(
          new Point2D.Double(x + dx[c], foot),
          new Point2D.Double(gutter, foot),
          new Point2D.Double(gutter, head),
          new Point2D.Double(x + dx[c + 1], head));
    }
  }
}
