package dev.sepconv.convert;

import dev.sepconv.analysis.Totals;
import dev.sepconv.graph.Graph;
import java.util.List;
import java.util.OptionalDouble;

/// A converted network and what was done.
///
/// @param original the network as it was
/// @param graph the converted one: same inputs, outputs and names
/// @param layers its convolutions, in order
/// @param before what the original costs, one image
/// @param after what the converted one costs
/// @param outputError how far its outputs are from the original's, `‖ŷ - y‖ / ‖y‖` over all
///   outputs, on samples that took no part in the fit; empty without data
public record Converted(
    Graph original,
    Graph graph,
    List<LayerReport> layers,
    Totals before,
    Totals after,
    OptionalDouble outputError) {
  /// Copies the list.
  public Converted {
    layers = List.copyOf(layers);
  }

  /// @return MACs of the original for one of the converted network
  public double macRatio() {
    return (double) before.macs() / after.macs();
  }

  /// @return layers that became separable
  public long convertedLayers() {
    return layers.stream().filter(LayerReport::converted).count();
  }
}
