package dev.sepconv.bench;

import dev.sepconv.engine.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// All that was measured.
///
/// @param machine where
/// @param forks how many processes per figure
/// @param quick whether the times were too short to mean anything
/// @param rows the target table
/// @param kernels single layers, one list per fork
/// @param fusions fused layers
record Report(
    Machine machine,
    int forks,
    boolean quick,
    List<Row> rows,
    List<KernelSample> kernels,
    List<Fusions> fusions) {
  Report {
    rows = List.copyOf(rows);
    kernels = List.copyOf(kernels);
    fusions = List.copyOf(fusions);
  }

  /// The fused layers of a network.
  ///
  /// @param network its name
  /// @param samples one per fork
  record Fusions(String network, List<FusionSample> samples) {
    Fusions {
      samples = List.copyOf(samples);
    }

    /// The ratio of every layer, the median over forks.
    List<Double> ratios() {
      List<Double> ratios = new ArrayList<>();
      for (int l = 0; l < samples.getFirst().layers().size(); l++) {
        int layer = l;
        ratios.add(Spread.over(samples, s -> s.layers().get(layer).ratio()).median());
      }
      return ratios;
    }
  }

  /// As one reads it.
  ///
  /// @return the head, the table, the layers behind it
  String text() {
    StringBuilder text = new StringBuilder(machine.text());
    text.append("forks         ").append(forks);
    text.append("; median (p10..p90) over them\n");
    if (quick) {
      text.append("QUICK: times too short to mean anything\n");
    }
    text.append('\n').append(table());
    if (!kernels.isEmpty()) {
      text.append("\nSingle layers, 1 thread, share of the FMA peak of ")
          .append(gigaflops(Spread.over(kernels, KernelSample::peakFlops).median()))
          .append(" GFLOP/s\n\n")
          .append(kernelTable());
    }
    if (!fusions.isEmpty()) {
      text.append("\nFused layers, 1 thread\n\n").append(fusionTable());
    }
    return text.toString();
  }

  private String table() {
    return TextGrid.render(
        List.of("row", "threads", "Sepconv", "peer", "figure", "floor", "goal", ""),
        rows.stream()
            .map(r ->
                List.of(
                    r.name(),
                    r.threads() == 0 ? "" : String.valueOf(r.threads()),
                    r.sepconv().map(Side::text).orElse(""),
                    r.peer().map(Side::text).orElse(""),
                    r.unit().format(r.figure()),
                    r.goal().map(g -> r.unit().format(g.floor())).orElse(""),
                    r.goal().map(g -> r.unit().format(g.goal())).orElse(""),
                    r.verdict().map(Goal.Verdict::toString).orElse("")))
            .toList());
  }

  private String kernelTable() {
    List<List<String>> cells = new ArrayList<>();
    for (int l = 0; l < kernels.getFirst().layers().size(); l++) {
      int layer = l;
      KernelSample.LayerTime first = kernels.getFirst().layers().get(l);
      ConvShape s = first.shape();
      Spread flops = Spread.over(kernels, k -> k.layers().get(layer).flopsPerSecond());
      Spread share =
          Spread.over(kernels, k -> k.layers().get(layer).flopsPerSecond() / k.peakFlops());
      cells.add(
          List.of(
              s.layer(),
              s.ic() + " > " + s.oc(),
              s.size() + "x" + s.size(),
              s.kernel() + "x" + s.kernel() + "/" + s.stride(),
              gigaflops(flops.median()),
              Unit.SHARE.format(share),
              first.kernel()));
    }
    return TextGrid.render(
        List.of("layer", "channels", "input", "kernel", "GFLOP/s", "of peak", "by"), cells);
  }

  private String fusionTable() {
    List<List<String>> cells = new ArrayList<>();
    for (Fusions f : fusions) {
      for (int l = 0; l < f.samples().getFirst().layers().size(); l++) {
        int layer = l;
        FusionSample.FusedLayer first = f.samples().getFirst().layers().get(l);
        Spread ratio = Spread.over(f.samples(), s -> s.layers().get(layer).ratio());
        cells.add(
            List.of(
                f.network() + " " + first.layer(),
                micros(Spread.over(f.samples(), s -> s.layers().get(layer).fusedMicros())),
                micros(Spread.over(f.samples(), s -> s.layers().get(layer).unfusedMicros())),
                Unit.TIMES.format(ratio),
                first.kernel()));
      }
    }
    return TextGrid.render(List.of("layer", "fused µs", "unfused µs", "ratio", "by"), cells);
  }

  private static String micros(Spread spread) {
    return String.format(Locale.ROOT, "%.1f", spread.median());
  }

  private static String gigaflops(double flops) {
    return String.format(Locale.ROOT, "%.1f", flops / 1e9);
  }
}
