package dev.sepconv.bench;

import static java.util.Objects.requireNonNull;

import dev.sepconv.engine.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/// Makes the rows of the target table from what was measured.
final class TargetRows {
  private final Samples samples;
  private final Map<String, Goal> goals;
  private final List<Row> rows = new ArrayList<>();

  private TargetRows(Samples samples, Map<String, Goal> goals) {
    this.samples = samples;
    this.goals = goals;
  }

  /// All rows for which there are samples.
  ///
  /// @param samples what was measured
  /// @param goals by key
  /// @return in the order of the table
  static List<Row> of(Samples samples, Map<String, Goal> goals) {
    TargetRows table = new TargetRows(samples, goals);
    table.networks();
    table.pyTorch();
    table.articleRatio();
    table.moreThreads();
    table.kernels("pointwise", "pointwise layers, of FMA peak", ConvShape::isPointwise);
    table.kernels(
        "depthwise-3x3-s1",
        "depthwise 3x3 stride 1, of FMA peak",
        s -> s.isDepthwise() && s.kernel() == 3 && s.stride() == 1);
    table.fusion();
    table.first();
    table.jars();
    table.scratch();
    table.allocation();
    return List.copyOf(table.rows);
  }

  private void add(
      String key,
      String name,
      int threads,
      Optional<Side> sepconv,
      Optional<Side> peer,
      Unit unit,
      Spread figure) {
    rows.add(
        new Row(
            key, name, threads, sepconv, peer, unit, figure, Optional.ofNullable(goals.get(key))));
  }

  private static <T> Optional<Side> side(Unit unit, List<T> samples, ToDoubleFunction<T> figure) {
    return Optional.of(new Side(unit, Spread.over(samples, figure)));
  }

  private void networks() {
    samples.networks.forEach((setting, list) ->
        network(setting, setting.network(), "ORT", list, NetworkSample::ortMillis));
  }

  private void pyTorch() {
    samples.networks.forEach((setting, list) -> {
      if (list.stream().allMatch(s -> s.torchMillis() != null)) {
        network(setting, "torch", "PyTorch", list, s -> requireNonNull(s.torchMillis()));
      }
    });
  }

  private void network(
      Samples.Setting setting,
      String key,
      String peer,
      List<NetworkSample> list,
      ToDoubleFunction<NetworkSample> peerMillis) {
    add(
        key,
        setting.network() + ", " + peer + " / Sepconv",
        setting.threads(),
        side(Unit.MILLIS, list, NetworkSample::sepconvMillis),
        side(Unit.MILLIS, list, peerMillis),
        Unit.TIMES,
        Spread.over(list, s -> peerMillis.applyAsDouble(s) / s.sepconvMillis()));
  }

  private void articleRatio() {
    for (Samples.Setting s : samples.networks.keySet()) {
      List<NetworkSample> normal = samples.network("article-standard", s.threads());
      List<NetworkSample> separable = samples.network("article-separable", s.threads());
      if (s.network().equals("article-separable") && !normal.isEmpty()) {
        add(
            "article-ratio",
            "article, normal / separable",
            s.threads(),
            side(Unit.MILLIS, separable, NetworkSample::sepconvMillis),
            side(Unit.MILLIS, normal, NetworkSample::sepconvMillis),
            Unit.TIMES,
            ratio(normal, separable));
      }
    }
  }

  private void moreThreads() {
    for (Samples.Setting s : samples.networks.keySet()) {
      List<NetworkSample> one = samples.network(s.network(), 1);
      List<NetworkSample> more = samples.network(s.network(), s.threads());
      if (s.threads() > 1 && !one.isEmpty()) {
        add(
            s.threads() == 2 ? "two-threads" : "threads",
            s.network() + ", 1 -> " + s.threads() + " threads",
            s.threads(),
            side(Unit.MILLIS, more, NetworkSample::sepconvMillis),
            side(Unit.MILLIS, one, NetworkSample::sepconvMillis),
            Unit.TIMES,
            ratio(one, more));
      }
    }
  }

  /// Fork by fork.
  private static Spread ratio(List<NetworkSample> slow, List<NetworkSample> fast) {
    double[] ratios = new double[Math.min(slow.size(), fast.size())];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = slow.get(i).sepconvMillis() / fast.get(i).sepconvMillis();
    }
    return Spread.of(ratios);
  }

  private void kernels(String key, String name, Predicate<ConvShape> which) {
    if (!samples.kernels.isEmpty()) {
      add(
          key,
          name,
          1,
          Optional.empty(),
          Optional.empty(),
          Unit.SHARE,
          Spread.over(samples.kernels, k -> share(k, which)));
    }
  }

  /// The arithmetic of all layers, divided by their time and the peak.
  private static double share(KernelSample sample, Predicate<ConvShape> which) {
    double flops = 0;
    double seconds = 0;
    for (KernelSample.LayerTime l : sample.layers()) {
      if (which.test(l.shape())) {
        flops += 2.0 * l.shape().macs();
        seconds += l.micros() / 1e6;
      }
    }
    return flops / seconds / sample.peakFlops();
  }

  private void fusion() {
    List<Double> all = new ArrayList<>();
    double worst = Double.POSITIVE_INFINITY;
    String layer = "";
    for (var e : samples.fusions.entrySet()) {
      List<Double> ratios = new Report.Fusions(e.getKey(), e.getValue()).ratios();
      all.addAll(ratios);
      for (int l = 0; l < ratios.size(); l++) {
        if (ratios.get(l) < worst) {
          worst = ratios.get(l);
          layer = e.getKey() + " " + e.getValue().getFirst().layers().get(l).layer();
        }
      }
    }
    if (!all.isEmpty()) {
      double[] ratios = all.stream().mapToDouble(r -> r).toArray();
      double mean = Spread.geometricMean(ratios);
      Spread layers = Spread.of(ratios);
      add(
          "fused-geomean",
          "unfused / fused, " + ratios.length + " layers, geometric mean",
          1,
          Optional.empty(),
          Optional.empty(),
          Unit.TIMES,
          new Spread(mean, layers.p10(), layers.p90()));
      add(
          "fused-worst",
          "unfused / fused, worst: " + layer,
          1,
          Optional.empty(),
          Optional.empty(),
          Unit.TIMES,
          Spread.of(worst));
    }
  }

  private void first() {
    if (!samples.first.isEmpty()) {
      add(
          "first-prediction",
          "first prediction, " + Targets.FIRST_NETWORK,
          Runtime.getRuntime().availableProcessors(),
          side(Unit.SECONDS, samples.first, Samples.First::sepconv),
          side(Unit.SECONDS, samples.first, Samples.First::ort),
          Unit.SECONDS,
          Spread.over(samples.first, Samples.First::sepconv));
    }
  }

  private void jars() {
    samples
        .jars
        .filter(j -> j.sepconv().isPresent())
        .ifPresent(j -> {
          Spread own = Spread.of((double) j.sepconv().getAsLong());
          add(
              "jar-bytes",
              "jars: core, simd, onnx",
              0,
              Optional.of(new Side(Unit.MEGABYTES, own)),
              j.ort().isPresent()
                  ? Optional.of(new Side(Unit.MEGABYTES, Spread.of((double) j.ort().getAsLong())))
                  : Optional.empty(),
              Unit.MEGABYTES,
              own);
        });
  }

  private void scratch() {
    samples.memory.forEach((network, list) -> {
      int threads =
          samples.networks.keySet().stream()
              .filter(s -> s.network().equals(network))
              .mapToInt(Samples.Setting::threads)
              .min()
              .orElse(0);
      List<NetworkSample> own = samples.network(network, threads);
      if (!own.isEmpty()) {
        double bytes = own.getFirst().scratchBytes();
        add(
            "scratch",
            network + ", scratch memory",
            threads,
            side(Unit.MEGABYTES, own, NetworkSample::scratchBytes),
            side(Unit.MEGABYTES, list, OrtMemory::bytes),
            Unit.TIMES,
            Spread.over(list, m -> bytes / Math.max(0, m.bytes())));
      }
    });
  }

  private void allocation() {
    samples.networks.forEach((setting, list) ->
        add(
            "allocation",
            setting.network() + ", allocated beyond outputs",
            setting.threads(),
            Optional.empty(),
            Optional.empty(),
            Unit.BYTES,
            Spread.over(list, NetworkSample::allocatedBytes)));
  }
}
