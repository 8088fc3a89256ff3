package dev.sepconv.report;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Layer;
import dev.sepconv.analysis.compare.Comparison;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.analysis.time.Profile;
import dev.sepconv.analysis.time.StepCost;
import dev.sepconv.analysis.time.StepTime;
import dev.sepconv.analysis.time.StepTimes;
import dev.sepconv.engine.Calibration;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.Spread;
import dev.sepconv.graph.Evaluator;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.op.Unary;
import dev.sepconv.nn.zoo.Zoo;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.TensorType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Pages about known networks, with times that were made up, so that nothing has to be run.
final class Samples {
  private static final Machine MACHINE = new Machine("A processor", 2, "Linux amd64", "A JVM 25");
  private static final Calibration YARDSTICK =
      new Calibration(
          2,
          400e9,
          List.of(
              new Calibration.Memory(1 << 15, 200e9, 100e9),
              new Calibration.Memory(1 << 27, 40e9, 20e9)));

  private Samples() {}

  /// Names that a file may have, and that must not become markup.
  static final List<String> HOSTILE =
      List.of(
          "</script><img src=x onerror=alert(1)>",
          "\"'&<!--{{data}}\uD83D\uDE00",
          "w".repeat(500),
          "a.b/c\u202Ed\u0007");

  static Graph hostile() {
    GraphBuilder b = new GraphBuilder(HOSTILE.get(0) + HOSTILE.get(1), Evaluator.NONE);
    String value = "x";
    b.input(value, TensorType.of(ElementType.FLOAT32, Shape.of(1, 3, 8, 8)));
    for (String name : HOSTILE) {
      b.node(name, Unary.of(Unary.Kind.RELU), List.of(value), List.of("from " + name));
      value = "from " + name;
    }
    return b.build(List.of(value));
  }

  static Graph network(String name) {
    return Zoo.graph(name);
  }

  /// A page about one network that was run and drawn.
  static Report one(Graph graph, Language language) {
    Analysis analysis = Analysis.of(graph);
    return report(
        List.of(subject(analysis, Optional.of(profile(analysis, 20)))), Optional.empty(), language);
  }

  /// A page about one network of which nothing is known but its shapes.
  static Report untimed(Graph graph) {
    return report(
        List.of(subject(Analysis.of(graph), Optional.empty())), Optional.empty(), Language.EN);
  }

  /// A page about two networks; the second takes 3 ms for the first one's 12.
  static Report two(Graph a, Graph b, Language language) {
    Comparison counted = Comparison.of(a, b);
    PairTimes times =
        new PairTimes(
            profile(counted.a(), 12), profile(counted.b(), 3), new Spread(4.05, 3.8, 4.3));
    Comparison c = counted.with(times);
    return report(
        List.of(subject(c.a(), Optional.of(times.a())), subject(c.b(), Optional.of(times.b()))),
        Optional.of(c),
        language);
  }

  private static Report report(
      List<Subject> subjects, Optional<Comparison> comparison, Language language) {
    return new Report(subjects, comparison, MACHINE, "1.2.3", LocalDate.of(2026, 11, 26), language);
  }

  private static Subject subject(Analysis analysis, Optional<Profile> profile) {
    return new Subject(
        analysis.graph().name(), analysis, profile, Optional.of(drawing(analysis.layers())));
  }

  /// A layer a step, all equally long; a layer without arithmetic is done with the one before it.
  private static Profile profile(Analysis analysis, double millis) {
    List<StepTime> steps = new ArrayList<>();
    List<Layer> layers = analysis.layers();
    for (int i = 0; i < layers.size(); ) {
      Layer first = layers.get(i++);
      List<String> nodes = new ArrayList<>(first.nodes());
      while (i < layers.size() && layers.get(i).macs() == 0) {
        nodes.addAll(layers.get(i++).nodes());
      }
      StepCost cost = new StepCost(first.macs(), first.bytesRead(), first.bytesWritten());
      steps.add(
          new StepTime(
              first.path(), "f32-sample", nodes, millis / layers.size(), Optional.of(cost)));
    }
    return new Profile(
        analysis.graph(),
        2,
        Measurement.ofTimes(
            (long) (millis * 0.98e6), (long) (millis * 1e6), (long) (millis * 1.1e6)),
        new StepTimes(YARDSTICK, steps),
        1 << 20);
  }

  /// A box per layer, one below the other.
  static String drawing(List<Layer> layers) {
    StringBuilder b = new StringBuilder();
    b.append("<?xml version=\"1.0\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"320\"");
    b.append(" height=\"").append(40 * layers.size() + 20).append("\">\n");
    for (int i = 0; i < layers.size(); i++) {
      String path = Html.escape(layers.get(i).path());
      b.append("<g id=\"table\" data-layer=\"").append(path).append("\"><title>t</title>");
      b.append("<rect x=\"20\" y=\"").append(40 * i + 10);
      b.append("\" width=\"280\" height=\"28\" fill=\"#fbb45c\"/>");
      b.append("<text x=\"30\" y=\"").append(40 * i + 29).append("\">").append(path);
      b.append("</text></g>\n");
    }
    return b.append("</svg>\n").toString();
  }
}
