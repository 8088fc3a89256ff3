package dev.sepconv.analysis.compare;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.analysis.TextGrid;
import dev.sepconv.analysis.time.PairTimes;
import dev.sepconv.engine.Calibration;
import java.util.stream.Collectors;

/// A comparison as tables for a terminal.
final class ComparisonText {
  private final Comparison comparison;
  private final int width;
  private final StringBuilder out = new StringBuilder();

  ComparisonText(Comparison comparison, int width) {
    this.comparison = comparison;
    this.width = width;
  }

  String render() {
    line("A  " + comparison.nameA() + "  " + inputs(comparison.a()));
    line("B  " + comparison.nameB() + "  " + inputs(comparison.b()));
    line("");
    out.append(
        TextGrid.render(
            Figure.table(comparison, comparison.nameA(), comparison.nameB()), 1, width));
    comparison.times().ifPresent(t -> paragraph(measured(t)));
    layers();
    paragraph(comparison.verdict());
    if (!comparison.notes().isEmpty()) {
      line("");
      comparison.notes().forEach(this::line);
    }
    return out.toString();
  }

  private void layers() {
    if (comparison.rows().isEmpty()) {
      if (comparison.kind() == Comparison.Kind.TWIN) {
        return;
      }
      paragraph(
          "No normal convolution of A (same channels, kernel and output) is a depthwise and a"
              + " pointwise one in B.");
      return;
    }
    paragraph(
        "Normal convolutions of A that are depthwise and pointwise in B, and what is left of them."
            + " In theory that is 1/oc + 1/k² of the MACs, with oc output channels and k² positions"
            + " of the kernel.");
    line("");
    out.append(new LayerColumns(comparison).text(width));
    if (comparison.rows().stream().flatMap(r -> r.times().stream()).anyMatch(t -> !t.exact())) {
      line(
          "~ one step of the engine does this and other layers; its time is divided by their cost");
    }
  }

  /// What the times were measured with.
  static String measured(PairTimes t) {
    Calibration machine = t.a().steps().machine();
    Calibration.Memory memory = machine.memory().getLast();
    return "Measured in turn with "
        + t.a().threads()
        + (t.a().threads() == 1 ? " thread, " : " threads, ")
        + t.a().runs().runs()
        + " and "
        + t.b().runs().runs()
        + " runs. The machine at best: "
        + Numbers.fixed(machine.flopsPerSecond() / 1e9, 0)
        + " GFLOP/s; from main memory "
        + Numbers.fixed(memory.readPerSecond() / 1e9, 1)
        + " GB/s read, "
        + Numbers.fixed(memory.writtenPerSecond() / 1e9, 1)
        + " GB/s written.";
  }

  private static String inputs(Analysis x) {
    return x.inputs().entrySet().stream()
        .map(e -> Numbers.printable(e.getKey()) + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  /// An empty line and a text broken between words.
  private void paragraph(String text) {
    line("");
    StringBuilder rest = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      if (!rest.isEmpty() && Numbers.length(rest.toString()) + 1 + Numbers.length(word) > width) {
        line(rest.toString());
        rest.setLength(0);
      }
      rest.append(rest.isEmpty() ? "" : " ").append(word);
    }
    line(rest.toString());
  }
}
