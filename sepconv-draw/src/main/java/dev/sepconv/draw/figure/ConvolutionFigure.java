package dev.sepconv.draw.figure;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.draw.Palette;
import dev.sepconv.draw.Picture;
import dev.sepconv.draw.Text;
import dev.sepconv.draw.Typeface;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.ArrayList;
import java.util.List;

/// A normal convolution beside the depthwise and the pointwise one that could stand in its place:
/// which kernel sees which channels, and what that costs. All numbers come from the analysis of the
/// two graphs.
public final class ConvolutionFigure implements Picture {
  private static final double MARGIN = 30;
  private static final double BETWEEN = 26;
  private static final double HEAD = 148;
  private static final double SUMMARY = Bars.HEIGHT + 92;
  private static final Font BRACKET = Typeface.BOLD.at(15);

  private final Words words;
  private final ConvStep normal;
  private final ConvStep depthwise;
  private final ConvStep pointwise;
  private final Scale scale;
  private final List<Panel> panels = new ArrayList<>();
  private final Panel.Rows rows;

  /// @param normalGraph a graph of one two-dimensional convolution, sizes known but for the batch
  /// @param separableGraph a graph of a depthwise and a pointwise one for the same input
  /// @param words the language
  public ConvolutionFigure(Graph normalGraph, Graph separableGraph, Words words) {
    this.words = words;
    normal = steps(normalGraph, ConvStep.Kind.NORMAL).getFirst();
    List<ConvStep> separable =
        steps(separableGraph, ConvStep.Kind.DEPTHWISE, ConvStep.Kind.POINTWISE);
    depthwise = separable.getFirst();
    pointwise = separable.getLast();
    List<ConvStep> all = List.of(normal, depthwise, pointwise);
    scale = Scale.of(all, Panel.ROOM);
    all.forEach(s -> panels.add(new Panel(s, scale, words)));
    rows =
        new Panel.Rows(
            panels.stream().mapToDouble(Panel::inputHeight).max().orElse(0),
            panels.stream().mapToDouble(Panel::kernelHeight).max().orElse(0),
            panels.stream().mapToDouble(Panel::outputHeight).max().orElse(0));
  }

  private static List<ConvStep> steps(Graph graph, ConvStep.Kind... kinds) {
    Graph g = Analysis.of(graph).graph();
    List<Node> nodes = g.nodes().stream().filter(n -> n.op() instanceof Conv).toList();
    if (nodes.size() != kinds.length) {
      throw new IllegalArgumentException(
          graph + " has " + nodes.size() + " convolutions, a figure shows " + kinds.length);
    }
    List<ConvStep> steps = new ArrayList<>();
    for (int i = 0; i < kinds.length; i++) {
      steps.add(ConvStep.of(kinds[i], nodes.get(i), g));
    }
    return steps;
  }

  List<Panel> panels() {
    return panels;
  }

  @Override
  public String title() {
    return words.title() + ": " + settings();
  }

  private String settings() {
    var w = normal.window();
    return words.settings(
        normal.input().channels(),
        normal.output().channels(),
        normal.kernel().height() + " × " + normal.kernel().width(),
        normal.input().toString(),
        w.stride().getFirst(),
        w.padBegin(0, normal.input().height()),
        w.dilation().getFirst());
  }

  @Override
  public double width() {
    return 2 * MARGIN + 3 * Panel.WIDTH + 2 * BETWEEN;
  }

  @Override
  public double height() {
    return Math.ceil(HEAD + rows.total() + BETWEEN + SUMMARY + MARGIN);
  }

  private double left(int panel) {
    return MARGIN + panel * (Panel.WIDTH + BETWEEN);
  }

  @Override
  public void paint(Graphics2D g) {
    g.setColor(Palette.PAPER);
    g.fill(new Rectangle2D.Double(0, 0, width(), height()));
    g.setColor(Palette.INK);
    g.setFont(Typeface.BOLD.at(28));
    Text.draw(g, words.title(), MARGIN, MARGIN + 24);
    g.setColor(Palette.MUTED);
    g.setFont(Typeface.REGULAR.at(16));
    Text.draw(g, settings(), MARGIN, MARGIN + 52);

    bracket(
        g,
        words.oneStep(Numbers.thousands(normal.numbers().params())),
        left(0),
        left(0) + Panel.WIDTH,
        Palette.STANDARD);
    Bars parameters = parameters();
    bracket(g, words.twoSteps(parameters.sum()), left(1), left(2) + Panel.WIDTH, Palette.SEPARABLE);
    for (int i = 0; i < panels.size(); i++) {
      panels.get(i).paint(g, left(i), HEAD, rows, i == 0 ? Palette.STANDARD : Palette.SEPARABLE);
    }
    arrow(g, left(2) - BETWEEN / 2, HEAD + rows.total() / 2);
    summary(g, MARGIN, HEAD + rows.total() + BETWEEN);
  }

  private Bars parameters() {
    return new Bars(
        words.parameters,
        normal.numbers().params(),
        depthwise.numbers().params(),
        pointwise.numbers().params());
  }

  private static void bracket(Graphics2D g, String text, double from, double to, Color color) {
    double y = HEAD - 16;
    g.setFont(BRACKET);
    g.setColor(color);
    Text.draw(g, text, from, y);
    double after = from + Text.width(text, BRACKET) + 14;
    g.setStroke(new BasicStroke(1.5f));
    g.draw(new Line2D.Double(after, y - 5, to, y - 5));
  }

  /// What comes out of one panel goes into the next.
  private static void arrow(Graphics2D g, double x, double y) {
    g.setColor(Palette.SEPARABLE);
    Path2D p = new Path2D.Double();
    p.moveTo(x - 6, y - 10);
    p.lineTo(x + 7, y);
    p.lineTo(x - 6, y + 10);
    p.closePath();
    g.fill(p);
  }

  private void summary(Graphics2D g, double x, double y) {
    double width = width() - 2 * MARGIN;
    g.setColor(Palette.GROUP);
    g.fill(new RoundRectangle2D.Double(x, y, width, SUMMARY, 16, 16));
    double column = (width - 3 * 28) / 2;
    double top = y + 28;
    parameters().paint(g, words, x + 28, top, column);
    new Bars(
            words.macs,
            normal.numbers().macs(),
            depthwise.numbers().macs(),
            pointwise.numbers().macs())
        .paint(g, words, x + 2 * 28 + column, top, column);
    g.setFont(Typeface.REGULAR.at(14));
    g.setColor(Palette.INK);
    Text.draw(g, theory(), x + 28, y + SUMMARY - 44);
    g.setFont(Typeface.REGULAR.at(12));
    g.setColor(Palette.MUTED);
    boolean cut =
        List.of(normal.input(), normal.output()).stream()
            .anyMatch(v -> new Slots(v.channels()).cut());
    Text.draw(g, words.scale(scale.linear(), cut), x + 28, y + SUMMARY - 20);
  }

  private String theory() {
    int oc = normal.output().channels();
    long k = (long) normal.kernel().height() * normal.kernel().width();
    long separable = Math.addExact(depthwise.numbers().macs(), pointwise.numbers().macs());
    return words.theory(
        "1/" + oc + " + 1/" + k + " = " + Numbers.fixed(1.0 / oc + 1.0 / k, 4),
        Numbers.fixed((double) separable / normal.numbers().macs(), 4));
  }
}
