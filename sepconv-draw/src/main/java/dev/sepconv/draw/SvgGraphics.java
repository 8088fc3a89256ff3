package dev.sepconv.draw;

import java.awt.AlphaComposite;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Composite;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.GraphicsConfiguration;
import java.awt.Image;
import java.awt.Paint;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.font.FontRenderContext;
import java.awt.font.GlyphVector;
import java.awt.geom.AffineTransform;
import java.awt.geom.Arc2D;
import java.awt.geom.Area;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.awt.image.BufferedImageOp;
import java.awt.image.ImageObserver;
import java.awt.image.RenderedImage;
import java.awt.image.renderable.RenderableImage;
import java.text.AttributedCharacterIterator;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A Graphics2D that writes SVG elements: shapes, text, images, transforms, clips and solid
/// colours. What it cannot say in SVG (gradients, exclusive-or) it refuses.
final class SvgGraphics extends Graphics2D {
  private final SvgSheet sheet;
  private final RenderingHints hints = new RenderingHints(Map.of());
  private AffineTransform transform = new AffineTransform();
  private Color color = Color.BLACK;
  private Color background = Color.WHITE;
  private BasicStroke stroke = new BasicStroke();
  private Font font = Typeface.REGULAR.at(12);
  private double alpha = 1;
  private @Nullable Shape clip;

  SvgGraphics() {
    this(new SvgSheet());
  }

  private SvgGraphics(SvgSheet sheet) {
    this.sheet = sheet;
  }

  /// @return the elements so far, with what they refer to
  String content() {
    return sheet.content();
  }

  void open(Mark mark) {
    sheet.open(mark);
  }

  void close() {
    sheet.close();
  }

  // ---- elements ---------------------------------------------------------------------------------

  @Override
  public void draw(Shape s) {
    double scale = Math.sqrt(Math.abs(transform.getDeterminant()));
    sheet.element(
        geometry(s), " fill=\"none\"" + SvgSheet.stroke(color, alpha, stroke, scale), clip);
  }

  @Override
  public void fill(Shape s) {
    sheet.element(geometry(s), SvgSheet.fill(color, alpha), clip);
  }

  void text(String text, double x, double y, Text.Anchor anchor) {
    boolean moved = transform.getType() <= AffineTransform.TYPE_TRANSLATION;
    double dx = moved ? transform.getTranslateX() : 0;
    double dy = moved ? transform.getTranslateY() : 0;
    sheet.text(
        Text.printable(text),
        x + dx,
        y + dy,
        anchor,
        font,
        SvgSheet.fill(color, alpha) + (moved ? "" : SvgSheet.matrix(transform)),
        clip);
  }

  @Override
  public void drawString(String text, float x, float y) {
    text(text, x, y, Text.Anchor.START);
  }

  @Override
  public void drawString(String text, int x, int y) {
    text(text, x, y, Text.Anchor.START);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, int x, int y) {
    drawString(text, (float) x, y);
  }

  @Override
  public void drawString(AttributedCharacterIterator text, float x, float y) {
    StringBuilder b = new StringBuilder();
    for (char c = text.first(); c != AttributedCharacterIterator.DONE; c = text.next()) {
      b.append(c);
    }
    drawString(b.toString(), x, y);
  }

  @Override
  public void drawGlyphVector(GlyphVector glyphs, float x, float y) {
    fill(glyphs.getOutline(x, y));
  }

  private void image(BufferedImage image, double x, double y, double width, double height) {
    AffineTransform t = new AffineTransform(transform);
    t.translate(x, y);
    t.scale(width / image.getWidth(), height / image.getHeight());
    sheet.image(image, SvgSheet.matrix(t), clip);
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, int width, int height, @Nullable ImageObserver observer) {
    image(buffered(image), x, y, width, height);
    return true;
  }

  @Override
  public boolean drawImage(Image image, int x, int y, @Nullable ImageObserver observer) {
    BufferedImage b = buffered(image);
    image(b, x, y, b.getWidth(), b.getHeight());
    return true;
  }

  @Override
  public boolean drawImage(Image image, AffineTransform place, @Nullable ImageObserver observer) {
    AffineTransform before = getTransform();
    transform(place);
    drawImage(image, 0, 0, observer);
    setTransform(before);
    return true;
  }

  @Override
  public boolean drawImage(
      Image image, int x, int y, Color background, @Nullable ImageObserver observer) {
    BufferedImage b = buffered(image);
    return drawImage(image, x, y, b.getWidth(), b.getHeight(), background, observer);
  }

  @Override
  public boolean drawImage(
      Image image,
      int x,
      int y,
      int width,
      int height,
      Color behind,
      @Nullable ImageObserver observer) {
    Color before = color;
    color = behind;
    fillRect(x, y, width, height);
    color = before;
    return drawImage(image, x, y, width, height, observer);
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      @Nullable ImageObserver observer) {
    image(
        buffered(image).getSubimage(sx1, sy1, sx2 - sx1, sy2 - sy1),
        dx1,
        dy1,
        dx2 - dx1,
        dy2 - dy1);
    return true;
  }

  @Override
  public boolean drawImage(
      Image image,
      int dx1,
      int dy1,
      int dx2,
      int dy2,
      int sx1,
      int sy1,
      int sx2,
      int sy2,
      Color behind,
      @Nullable ImageObserver observer) {
    Color before = color;
    color = behind;
    fillRect(dx1, dy1, dx2 - dx1, dy2 - dy1);
    color = before;
    return drawImage(image, dx1, dy1, dx2, dy2, sx1, sy1, sx2, sy2, observer);
  }

  @Override
  public void drawImage(BufferedImage image, @Nullable BufferedImageOp op, int x, int y) {
    drawImage(op == null ? image : op.filter(image, null), x, y, null);
  }

  @Override
  public void drawRenderedImage(RenderedImage image, AffineTransform place) {
    throw refused("rendered images");
  }

  @Override
  public void drawRenderableImage(RenderableImage image, AffineTransform place) {
    throw refused("renderable images");
  }

  private static BufferedImage buffered(Image image) {
    if (image instanceof BufferedImage b) {
      return b;
    }
    throw refused("images that are not in memory");
  }

  @Override
  public void drawLine(int x1, int y1, int x2, int y2) {
    draw(new Line2D.Double(x1, y1, x2, y2));
  }

  @Override
  public void fillRect(int x, int y, int width, int height) {
    fill(new Rectangle(x, y, width, height));
  }

  @Override
  public void clearRect(int x, int y, int width, int height) {
    Color before = color;
    color = background;
    fillRect(x, y, width, height);
    color = before;
  }

  @Override
  public void drawRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    draw(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void fillRoundRect(int x, int y, int width, int height, int arcWidth, int arcHeight) {
    fill(new RoundRectangle2D.Double(x, y, width, height, arcWidth, arcHeight));
  }

  @Override
  public void drawOval(int x, int y, int width, int height) {
    draw(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void fillOval(int x, int y, int width, int height) {
    fill(new Ellipse2D.Double(x, y, width, height));
  }

  @Override
  public void drawArc(int x, int y, int width, int height, int start, int extent) {
    draw(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.OPEN));
  }

  @Override
  public void fillArc(int x, int y, int width, int height, int start, int extent) {
    fill(new Arc2D.Double(x, y, width, height, start, extent, Arc2D.PIE));
  }

  @Override
  public void drawPolyline(int[] xs, int[] ys, int count) {
    draw(path(xs, ys, count));
  }

  @Override
  public void drawPolygon(int[] xs, int[] ys, int count) {
    Path2D path = path(xs, ys, count);
    path.closePath();
    draw(path);
  }

  @Override
  public void fillPolygon(int[] xs, int[] ys, int count) {
    fill(path(xs, ys, count));
  }

  private static Path2D path(int[] xs, int[] ys, int count) {
    Path2D path = new Path2D.Double();
    for (int i = 0; i < count; i++) {
      if (i == 0) {
        path.moveTo(xs[i], ys[i]);
      } else {
        path.lineTo(xs[i], ys[i]);
      }
    }
    return path;
  }

  private String geometry(Shape s) {
    return SvgShapes.element(s, transform);
  }

  // ---- state ------------------------------------------------------------------------------------

  @Override
  public Graphics create() {
    SvgGraphics g = new SvgGraphics(sheet);
    g.hints.putAll(hints);
    g.transform = new AffineTransform(transform);
    g.color = color;
    g.background = background;
    g.stroke = stroke;
    g.font = font;
    g.alpha = alpha;
    g.clip = clip;
    return g;
  }

  @Override
  public void dispose() {}

  @Override
  public Color getColor() {
    return color;
  }

  @Override
  public void setColor(@Nullable Color c) {
    color = c == null ? color : c;
  }

  @Override
  public Paint getPaint() {
    return color;
  }

  @Override
  public void setPaint(@Nullable Paint paint) {
    if (paint instanceof Color c) {
      color = c;
    } else if (paint != null) {
      throw refused("paint that is no plain colour");
    }
  }

  @Override
  public Color getBackground() {
    return background;
  }

  @Override
  public void setBackground(Color c) {
    background = c;
  }

  @Override
  public Stroke getStroke() {
    return stroke;
  }

  @Override
  public void setStroke(Stroke s) {
    if (!(s instanceof BasicStroke basic)) {
      throw refused("strokes of one's own");
    }
    stroke = basic;
  }

  @Override
  public Font getFont() {
    return font;
  }

  @Override
  public void setFont(@Nullable Font f) {
    font = f == null ? font : f;
  }

  @Override
  public FontMetrics getFontMetrics(Font f) {
    return new TextMetrics(f);
  }

  @Override
  public FontRenderContext getFontRenderContext() {
    return new FontRenderContext(null, true, true);
  }

  @Override
  public Composite getComposite() {
    return AlphaComposite.getInstance(AlphaComposite.SRC_OVER, (float) alpha);
  }

  @Override
  public void setComposite(Composite composite) {
    if (!(composite instanceof AlphaComposite a) || a.getRule() != AlphaComposite.SRC_OVER) {
      throw refused("composites other than source over");
    }
    alpha = a.getAlpha();
  }

  @Override
  public void setPaintMode() {}

  @Override
  public void setXORMode(Color c) {
    throw refused("exclusive-or");
  }

  @Override
  public AffineTransform getTransform() {
    return new AffineTransform(transform);
  }

  @Override
  public void setTransform(AffineTransform t) {
    transform = new AffineTransform(t);
  }

  @Override
  public void transform(AffineTransform t) {
    transform.concatenate(t);
  }

  @Override
  public void translate(double x, double y) {
    transform.translate(x, y);
  }

  @Override
  public void translate(int x, int y) {
    transform.translate(x, y);
  }

  @Override
  public void rotate(double angle) {
    transform.rotate(angle);
  }

  @Override
  public void rotate(double angle, double x, double y) {
    transform.rotate(angle, x, y);
  }

  @Override
  public void scale(double x, double y) {
    transform.scale(x, y);
  }

  @Override
  public void shear(double x, double y) {
    transform.shear(x, y);
  }

  /// The clip is kept where the picture begins, so that a later transform does not move it.
  @Override
  public void clip(@Nullable Shape s) {
    if (s == null) {
      clip = null;
      return;
    }
    Shape placed = transform.createTransformedShape(s);
    if (clip == null) {
      clip = placed;
    } else {
      Area both = new Area(clip);
      both.intersect(new Area(placed));
      clip = both;
    }
  }

  @Override
  public void setClip(@Nullable Shape s) {
    clip = null;
    clip(s);
  }

  @Override
  public void clipRect(int x, int y, int width, int height) {
    clip(new Rectangle(x, y, width, height));
  }

  @Override
  public void setClip(int x, int y, int width, int height) {
    setClip(new Rectangle(x, y, width, height));
  }

  @Override
  public @Nullable Shape getClip() {
    return clip == null ? null : inverse().createTransformedShape(clip);
  }

  @Override
  public @Nullable Rectangle getClipBounds() {
    Shape s = getClip();
    return s == null ? null : s.getBounds();
  }

  private AffineTransform inverse() {
    try {
      return transform.createInverse();
    } catch (java.awt.geom.NoninvertibleTransformException e) {
      throw new IllegalStateException("a picture is scaled to nothing", e);
    }
  }

  @Override
  public boolean hit(Rectangle area, Shape s, boolean onStroke) {
    Shape hit = onStroke ? stroke.createStrokedShape(s) : s;
    return transform
        .createTransformedShape(hit)
        .intersects(new Rectangle2D.Double(area.x, area.y, area.width, area.height));
  }

  @Override
  public @Nullable Object getRenderingHint(RenderingHints.Key key) {
    return hints.get(key);
  }

  @Override
  public void setRenderingHint(RenderingHints.Key key, @Nullable Object value) {
    hints.put(key, value);
  }

  @Override
  public RenderingHints getRenderingHints() {
    return (RenderingHints) hints.clone();
  }

  @Override
  public void setRenderingHints(Map<?, ?> values) {
    hints.clear();
    hints.putAll(values);
  }

  @Override
  public void addRenderingHints(Map<?, ?> values) {
    hints.putAll(values);
  }

  @Override
  public GraphicsConfiguration getDeviceConfiguration() {
    throw refused("questions about a device");
  }

  @Override
  public void copyArea(int x, int y, int width, int height, int dx, int dy) {
    throw refused("copied areas");
  }

  private static UnsupportedOperationException refused(String what) {
    return new UnsupportedOperationException("an SVG has no " + what);
  }
}
