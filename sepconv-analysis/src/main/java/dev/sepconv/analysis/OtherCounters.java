package dev.sepconv.analysis;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.Clip;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Gemm;
import dev.sepconv.graph.op.MatMul;
import dev.sepconv.graph.op.PRelu;
import dev.sepconv.graph.op.Unary;
import java.util.ArrayList;
import java.util.List;

/// What other tools call the cost of the same network, and why they differ.
///
/// @param tool the tool
/// @param total its total
/// @param counts what it counts
public record OtherCounters(String tool, long total, String counts) {
  /// @param analysis a network's costs
  /// @return the tools' totals
  public static List<OtherCounters> of(Analysis analysis) {
    Graph g = analysis.graph();
    long layers = 0;
    long matmul = 0;
    long bias = 0;
    long norm = 0;
    long activations = 0;
    for (Node n : g.nodes()) {
      Cost c = Cost.of(n, g);
      switch (n.op()) {
        case Conv o -> bias = Math.addExact(bias, c.elementOps());
        case ConvTranspose o -> bias = Math.addExact(bias, c.elementOps());
        case Gemm o -> bias = Math.addExact(bias, c.elementOps());
        case MatMul o -> matmul = Math.addExact(matmul, c.macs());
        case BatchNormalization o -> norm = Math.addExact(norm, c.elementOps());
        case Unary o -> activations = Math.addExact(activations, c.elementOps());
        case Clip o -> activations = Math.addExact(activations, c.elementOps());
        case PRelu o -> activations = Math.addExact(activations, c.elementOps());
        default -> {}
      }
      layers = Math.addExact(layers, c.macs());
    }
    layers -= matmul;
    long macs = analysis.totals().macs();
    return List.of(
        new OtherCounters("sepconv", macs, "MACs: convolution, linear, matrix product"),
        new OtherCounters("thop", layers, "MACs of convolution and linear modules, no bias"),
        new OtherCounters(
            "ptflops",
            Math.addExact(Math.addExact(layers, bias), Math.addExact(norm, activations)),
            "thop's + bias + 2 per BN element + 1 per activation"),
        new OtherCounters(
            "fvcore", Math.addExact(macs, norm), "MACs (called flops) + 2 per BN element"),
        new OtherCounters(
            "torchinfo",
            TorchInfoTable.multAdds(g),
            "parameters, bias too, per output position of a conv"),
        new OtherCounters(
            "torch FlopCounter", analysis.totals().flops(), "FLOP: 2 per MAC, nothing else"));
  }

  /// @param analysis a network's costs
  /// @param width the most characters in a line
  /// @return the tools' totals as a table, ending in a line break
  public static String render(Analysis analysis, int width) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("tool", "what it counts", "total", "to MACs"));
    long macs = analysis.totals().macs();
    for (OtherCounters o : of(analysis)) {
      rows.add(
          List.of(
              o.tool,
              o.counts,
              Numbers.thousands(o.total),
              macs == 0 ? "–" : Numbers.fixed((double) o.total / macs, 4) + "x"));
    }
    return TextGrid.render(rows, 2, width);
  }
}
