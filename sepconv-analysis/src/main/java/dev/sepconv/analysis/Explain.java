package dev.sepconv.analysis;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Derives every parameter count and every MAC count of a network step by step: the formula in
/// words, then in numbers. Layers with the same derivation are explained once.
public final class Explain {
  private static final int MAX_TERMS = 12;
  private static final int MAX_NAMES = 6;

  private Explain() {}

  /// @param analysis a network's costs
  /// @return the text, ending in a line break
  public static String render(Analysis analysis) {
    Graph g = analysis.graph();
    Map<String, String> layerOf = new HashMap<>();
    for (Layer l : analysis.layers()) {
      l.nodes().forEach(n -> layerOf.put(n, l.path().isEmpty() ? l.type() : l.path()));
    }
    Map<Derivation, List<String>> same = new LinkedHashMap<>();
    List<Long> params = new ArrayList<>();
    List<Long> macs = new ArrayList<>();
    Set<String> seen = new HashSet<>();
    for (Node n : g.nodes()) {
      long own = Derivation.params(n, g);
      long mac = Cost.of(n, g).macs();
      if (own == 0 && mac == 0) {
        continue;
      }
      String layer = layerOf.getOrDefault(n.name(), n.name());
      boolean repeated = !n.inputs().stream().filter(in -> isNew(in, g, seen)).toList().isEmpty();
      if (repeated || own == 0) {
        params.add(own);
      } else {
        layer += " (shared: parameters counted before)";
      }
      macs.add(mac);
      same.computeIfAbsent(Derivation.of(n, g), k -> new ArrayList<>()).add(layer);
    }
    StringBuilder b = new StringBuilder();
    same.forEach((d, layers) -> explain(b, d, layers));
    b.append(sum("parameters", params, analysis.totals().params()));
    b.append(sum("MACs", macs, analysis.totals().macs()));
    b.append("FLOP = 2 · MACs = 2 · ")
        .append(Numbers.thousands(analysis.totals().macs()))
        .append(" = ")
        .append(Numbers.thousands(analysis.totals().flops()))
        .append('\n');
    return b.toString();
  }

  private static boolean isNew(String input, Graph g, Set<String> seen) {
    return g.constant(input)
            .filter(c -> c.role() == dev.sepconv.graph.Constant.Role.PARAMETER)
            .isPresent()
        && seen.add(input);
  }

  private static void explain(StringBuilder b, Derivation d, List<String> layers) {
    String names = layers.stream().limit(MAX_NAMES).collect(Collectors.joining(", "));
    if (layers.size() > MAX_NAMES) {
      names += ", … (" + layers.size() + " layers alike)";
    }
    b.append(Numbers.printable(names)).append('\n');
    b.append("  ").append(d.what()).append('\n');
    if (d.params() > 0) {
      b.append("  parameters = ").append(d.paramWords()).append('\n');
      b.append("             ")
          .append(d.paramNumbers())
          .append(" = ")
          .append(Numbers.thousands(d.params()))
          .append('\n');
    }
    if (!d.macWords().isEmpty()) {
      b.append("  MACs       = ").append(d.macWords()).append('\n');
      b.append("             ")
          .append(d.macNumbers())
          .append(" = ")
          .append(Numbers.thousands(d.macs()))
          .append('\n');
    }
    b.append('\n');
  }

  private static String sum(String label, List<Long> terms, long total) {
    List<Long> counted = terms.stream().filter(t -> t > 0).toList();
    String left =
        counted.size() > MAX_TERMS
            ? "the sum over " + counted.size() + " layers"
            : counted.stream().map(Numbers::thousands).collect(Collectors.joining(" + "));
    return counted.size() < 2
        ? label + " = " + Numbers.thousands(total) + "\n"
        : label + " = " + left + " = " + Numbers.thousands(total) + "\n";
  }
}
