package dev.sepconv.convert;

import dev.sepconv.analysis.Geometry;
import dev.sepconv.analysis.time.Profiler;
import dev.sepconv.engine.Measurement;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// Tries what each layer would be with one filter a channel, two and so on.
final class Trials {
  private static final int MOST = 4;

  /// Of one measurement: a layer takes microseconds to a few milliseconds.
  private static final Measurement.Limits LIMITS =
      new Measurement.Limits(Duration.ofSeconds(1), Duration.ofMillis(200), 5);

  private final Conversion conversion;
  private final Graph bound;
  private final Optional<Observation> observation;
  private final Holdout holdout;
  private final Map<List<Object>, List<Double>> measured = new HashMap<>();

  /// @param conversion what is wanted
  /// @param bound the network, normalisation folded, a batch of one
  /// @param observation if there are data
  /// @param holdout which samples judge
  Trials(Conversion conversion, Graph bound, Optional<Observation> observation, Holdout holdout) {
    this.conversion = conversion;
    this.bound = bound;
    this.observation = observation;
    this.holdout = holdout;
  }

  /// @param c a layer
  /// @param folded the network, its batch as it was
  /// @param what is said meanwhile
  /// @return the layer's forms
  LayerTrial of(Components c, Graph folded, String what) {
    ConvLayer layer = c.layer();
    List<Separable> forms = new ArrayList<>();
    for (int k = 1; k <= Math.min(MOST, layer.fullRank()); k++) {
      if ((long) k * layer.ic() * layer.componentWeights() < layer.weights().size()) {
        int[] ranks = new int[layer.ic()];
        Arrays.fill(ranks, k);
        forms.add(c.keep(ranks));
      }
    }
    List<Double> millis = millis(layer, forms, what);
    List<Double> errors = errors(c, forms, folded, what);
    List<LayerTrial.Choice> choices = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      long weights = (long) forms.get(i).components() * layer.componentWeights();
      choices.add(
          new LayerTrial.Choice(
              i + 1, layer.positions() * weights, weights, millis.get(i + 1), errors.get(i)));
    }
    return new LayerTrial(
        layer.name(),
        Geometry.of(layer.nodes().getFirst(), bound).map(Geometry::text).orElse(""),
        layer.ic(),
        layer.oc(),
        layer.macs(),
        layer.weights().size(),
        millis.getFirst(),
        choices);
  }

  /// The times of the normal form and of the separable ones; layers of the same shape are measured
  /// once.
  private List<Double> millis(ConvLayer layer, List<Separable> forms, String what) {
    Node n = layer.nodes().getFirst();
    List<Object> key = List.of(n.op(), layer.oc(), layer.range(), bound.type(n.inputs().get(0)));
    return measured.computeIfAbsent(
        key,
        _ -> {
          List<Graph> graphs = new ArrayList<>();
          graphs.add(part(bound, layer));
          forms.forEach(
              f -> graphs.add(part(Rewrite.apply(bound, Map.of(layer, f), Map.of()), layer)));
          Profiler profiler =
              new Profiler(
                  conversion.threads(),
                  LIMITS,
                  _ -> conversion.progress().at(what + ": measuring", 0, 0));
          return profiler.runs(graphs).stream().map(Measurement::medianMillis).toList();
        });
  }

  /// The layer's first use, with its activation.
  private static Graph part(Graph graph, ConvLayer layer) {
    Node first = layer.nodes().getFirst();
    Map<String, Node> producers = graph.producers();
    List<Node> part = new ArrayList<>();
    String value = first.output();
    while (!value.equals(first.inputs().get(0))) {
      Node n = Objects.requireNonNull(producers.get(value));
      part.addFirst(n);
      value = n.inputs().get(0);
    }
    if (!layer.range().equals(ConvLayer.Range.ALL)) {
      part.addAll(graph.consumers().getOrDefault(first.output(), List.of()));
    }
    return graph.part(part);
  }

  private List<Double> errors(Components c, List<Separable> forms, Graph folded, String what) {
    if (observation.isEmpty()) {
      return forms.stream()
          .map(f -> Math.sqrt(c.dropped(f.components() / c.layer().ic())))
          .toList();
    }
    List<FitRows> rows = forms.stream().map(f -> new FitRows(c.layer(), f, holdout)).toList();
    observation.get().run(folded, folded, Map.of(c.layer(), new Several(rows)), what + ": fitting");
    List<Double> errors = new ArrayList<>();
    for (int i = 0; i < forms.size(); i++) {
      errors.add(rows.get(i).error(new Fit(0).fit(c.layer(), forms.get(i), rows.get(i))));
    }
    return errors;
  }

  /// Looks for several.
  private record Several(List<FitRows> sinks) implements Observation.Sink {
    @Override
    public long rows() {
      return sinks.stream().mapToLong(FitRows::rows).min().orElse(0);
    }

    @Override
    public void accept(int sample, float[] patch, float[] output) {
      sinks.forEach(s -> s.accept(sample, patch, output));
    }
  }
}
