package dev.sepconv.convert;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Cost;
import dev.sepconv.analysis.Geometry;
import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.engine.Backend;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.pass.AffineFolding;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;

/// A network taken apart: its layers' components, for any budget.
public final class Preparation {
  /// Rounds of the activation-aware step: more bring next to nothing.
  private static final int ROUNDS = 10;

  private static final String METADATA = "sepconv.conversion";

  private final Conversion conversion;
  private final Backend backend;
  private final Graph graph;
  private final Graph plain;
  private final Graph folded;
  private final Graph counted;
  private final Analysis before;
  private final Layers layers;
  private final Holdout holdout;
  private final List<Components> components = new ArrayList<>();
  private final Map<ConvLayer, PatchMoments> moments = new HashMap<>();

  private Preparation(Conversion conversion, Graph graph) {
    this.conversion = conversion;
    this.graph = graph;
    backend = new CpuBackend(conversion.threads());
    // Its modules would not be those of the new layers.
    plain = graph.withoutTrace();
    folded = new AffineFolding().apply(plain);
    before = Analysis.of(graph);
    counted = Analysis.of(folded).graph();
    layers = Layers.of(counted);
    holdout = new Holdout(conversion.samples().map(Samples::count).orElse(0));
  }

  static Preparation of(Conversion conversion, Graph graph) {
    Preparation p = new Preparation(conversion, graph);
    switch (conversion.step()) {
      case WEIGHTS ->
          p.layers.candidates().forEach(l -> p.components.add(Components.of(l, Optional.empty())));
      case NORMALIZATION -> p.assume();
      case INPUT, JOINT, ACTIVATION -> p.observe();
    }
    return p;
  }

  private void assume() {
    Graph bound = before.graph();
    for (ConvLayer layer : layers.candidates()) {
      String src = layer.nodes().getFirst().inputs().get(0);
      String dst = layer.nodes().getFirst().output();
      PatchMoments assumed =
          new AssumedMoments(
              layer.window(),
              bound.type(src).shape(),
              bound.type(dst).shape(),
              ChannelStatistics.of(plain, src, layer.ic()));
      take(layer, assumed);
    }
  }

  private void observe() {
    Map<ConvLayer, Covariances> seen = new LinkedHashMap<>();
    layers.candidates().forEach(l -> seen.put(l, new Covariances(l, holdout)));
    observation().run(folded, folded, seen, "looking at what goes into the layers");
    seen.forEach(this::take);
  }

  private void take(ConvLayer layer, PatchMoments seen) {
    moments.put(layer, seen);
    components.add(Components.of(layer, Optional.of(seen)));
  }

  private Observation observation() {
    return new Observation(
        backend, conversion.samples().orElseThrow(), conversion.seed(), conversion.progress());
  }

  /// @param budget how much of the network may be left
  /// @return the converted network
  /// @throws dev.sepconv.error.InvalidInputException if the budget cannot be met
  public Converted convert(Budget budget) {
    return convert(
        conversion.allocation().spread(components, budget, before.totals()), budget.text());
  }

  /// @param ranks components per input channel of the layers that are to be converted
  /// @param budget what asked for them
  /// @return the converted network
  Converted convert(Map<ConvLayer, int[]> ranks, String budget) {
    Map<ConvLayer, Separable> replaced = new LinkedHashMap<>();
    Map<ConvLayer, Double> errors = new HashMap<>();
    int done = 0;
    for (Components c : components) {
      ConvLayer layer = c.layer();
      int[] k = ranks.get(layer);
      if (k != null) {
        String what = "layer " + ++done + " of " + ranks.size() + ", " + layer.name();
        replaced.put(layer, fitted(layer, c.keep(k), replaced, errors, what));
      }
    }
    Graph result = rewritten(replaced, describe(replaced, budget));
    OptionalDouble error =
        conversion
            .samples()
            .map(s ->
                OptionalDouble.of(
                    OutputError.of(backend, graph, result, s.choose(holdout.judges()))))
            .orElse(OptionalDouble.empty());
    return new Converted(
        graph,
        result,
        reports(replaced, errors),
        before.totals(),
        Analysis.of(result).totals(),
        error);
  }

  /// Tries what every layer would be in separable forms of one filter a channel, two and so on:
  /// costs, measured times, errors.
  ///
  /// @return the layers that may be converted, in order
  public List<LayerTrial> trials() {
    Optional<Observation> data =
        conversion.step().needsData() ? Optional.of(observation()) : Optional.empty();
    Trials trials = new Trials(conversion, counted, data, holdout);
    List<LayerTrial> all = new ArrayList<>();
    for (Components c : components) {
      String what =
          "layer " + (all.size() + 1) + " of " + components.size() + ", " + c.layer().name();
      all.add(trials.of(c, folded, what));
    }
    return all;
  }

  /// @return the smallest share of the MACs that can be had, a little above to be met
  public double leastShare() {
    return conversion.allocation().leastShare(components, before.totals());
  }

  /// @return the types of the network's inputs with which all is counted: a batch of one
  public Map<String, TensorType> inputs() {
    Map<String, TensorType> types = new LinkedHashMap<>();
    graph.inputs().forEach(in -> types.put(in, counted.type(in)));
    return types;
  }

  /// @return the layers that may be converted
  List<ConvLayer> candidates() {
    return layers.candidates();
  }

  /// @return the convolutions that stay as they are, by node name, with the reason
  public Map<String, String> kept() {
    return layers.kept();
  }

  /// The network in the shape that a budget gives it, its weights not fitted: for measuring time.
  ///
  /// @param budget how much of the network may be left
  /// @return a network that takes as long as the converted one
  public Graph shape(Budget budget) {
    Map<ConvLayer, Separable> replaced = new LinkedHashMap<>();
    Map<ConvLayer, int[]> ranks =
        conversion.allocation().spread(components, budget, before.totals());
    for (Components c : components) {
      Optional.ofNullable(ranks.get(c.layer())).ifPresent(k -> replaced.put(c.layer(), c.keep(k)));
    }
    return rewritten(replaced, Map.of());
  }

  private Separable fitted(
      ConvLayer layer,
      Separable start,
      Map<ConvLayer, Separable> replaced,
      Map<ConvLayer, Double> errors,
      String what) {
    PatchMoments seen = moments.get(layer);
    Separable s = seen == null ? start : seen.withMeansOfWhatIsDropped(layer, start);
    if (!conversion.step().needsData()) {
      return s;
    }
    Graph prefix = Rewrite.apply(folded, replaced, Map.of());
    boolean joint = conversion.step().compareTo(Step.JOINT) >= 0;
    if (joint && LayerMoments.fits(layer)) {
      LayerMoments all = new LayerMoments(layer, holdout);
      observation().run(prefix, folded, Map.of(layer, all), what + ": filters");
      all.flush();
      s = FilterFit.fit(layer, s, all);
    }
    FitRows rows = new FitRows(layer, s, holdout);
    observation().run(prefix, folded, Map.of(layer, rows), what + ": weights");
    if (joint) {
      s = new Fit(conversion.step() == Step.ACTIVATION ? ROUNDS : 0).fit(layer, s, rows);
    }
    errors.put(layer, rows.error(s));
    return s;
  }

  private Graph rewritten(Map<ConvLayer, Separable> replaced, Map<String, String> metadata) {
    Set<String> names = new HashSet<>();
    replaced.keySet().forEach(l -> l.nodes().forEach(n -> names.add(n.name())));
    Graph base = new AffineFolding(n -> names.contains(n.name())).apply(plain);
    return Rewrite.apply(base, replaced, metadata);
  }

  private Map<String, String> describe(Map<ConvLayer, Separable> replaced, String budget) {
    if (replaced.isEmpty()) {
      return Map.of();
    }
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d of %d convolutions became separable; budget %s; step %s; seed %d; %s",
            replaced.size(),
            layers.candidates().size() + layers.kept().size(),
            budget,
            conversion.step().name().toLowerCase(Locale.ROOT),
            conversion.seed(),
            conversion.samples().map(s -> s.count() + " samples").orElse("no data")));
    replaced.forEach((layer, s) ->
        text.append(
            String.format(
                Locale.ROOT,
                "; %s: %d to %d channels by %d filters",
                layer.name(),
                layer.ic(),
                layer.oc(),
                s.components())));
    return Map.of(METADATA, text.toString());
  }

  private List<LayerReport> reports(
      Map<ConvLayer, Separable> replaced, Map<ConvLayer, Double> errors) {
    Map<String, LayerReport> byName = new HashMap<>();
    for (ConvLayer layer : layers.candidates()) {
      Separable s = replaced.get(layer);
      Double error = errors.get(layer);
      byName.put(
          layer.name(),
          report(
              layer,
              s == null ? Optional.empty() : Optional.of(s),
              error == null ? OptionalDouble.empty() : OptionalDouble.of(error)));
    }
    List<LayerReport> all = new ArrayList<>();
    for (Node n : folded.nodes()) {
      String kept = layers.kept().get(n.name());
      LayerReport r = byName.get(n.name());
      if (r != null) {
        all.add(r);
      } else if (kept != null && n.op() instanceof Conv c) {
        all.add(keptReport(n, c, kept));
      }
    }
    return all;
  }

  private LayerReport report(ConvLayer layer, Optional<Separable> s, OptionalDouble error) {
    int components = s.map(Separable::components).orElse(0);
    long weights = (long) components * layer.componentWeights();
    long bias = layer.bias().isPresent() ? layer.oc() : 0;
    int multiplier = s.map(x -> x.multiplier(layer.ic())).orElse(0);
    String outcome =
        components == 0
            ? "stays: with what the budget leaves for it, separable would cost as much"
            : multiplier > 0
                ? "separable, "
                    + multiplier
                    + (multiplier == 1 ? " filter" : " filters")
                    + " a channel"
                : "separable, " + counts(s.orElseThrow(), layer.ic()) + " filters a channel";
    return new LayerReport(
        layer.name(),
        geometry(layer.nodes().getFirst()),
        layer.ic(),
        layer.oc(),
        outcome,
        components,
        layer.macs(),
        components == 0 ? layer.macs() : layer.positions() * weights,
        layer.weights().size() + bias,
        components == 0 ? layer.weights().size() + bias : weights + layer.oc(),
        error);
  }

  /// Such as `0 to 5`.
  private static String counts(Separable s, int ic) {
    int[] count = new int[ic];
    Arrays.stream(s.channels()).forEach(c -> count[c]++);
    int least = Arrays.stream(count).min().orElse(0);
    int most = Arrays.stream(count).max().orElse(0);
    return least + " to " + most;
  }

  private String geometry(Node n) {
    return Geometry.of(n, counted).map(Geometry::text).orElse("");
  }

  private LayerReport keptReport(Node n, Conv c, String reason) {
    var w = counted.type(n.inputs().get(1));
    long macs = Cost.of(n, counted).macs();
    long params = w.dims().stream().mapToLong(d -> d.value()).reduce(1, Math::multiplyExact);
    return new LayerReport(
        n.name(),
        geometry(n),
        Math.toIntExact(w.dim(1).value() * c.groups()),
        Math.toIntExact(w.dim(0).value()),
        "stays: " + reason,
        0,
        macs,
        macs,
        params,
        params,
        OptionalDouble.empty());
  }
}
