package dev.sepconv.cli.command;

import dev.sepconv.analysis.Analysis;
import dev.sepconv.analysis.LayerOutput;
import dev.sepconv.analysis.Numbers;
import dev.sepconv.cli.image.Pixels;
import dev.sepconv.cli.output.PictureFile;
import dev.sepconv.draw.figure.Feature;
import dev.sepconv.draw.figure.FeatureMaps;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A run that returns what layers in the middle of a network make of its inputs, as a picture. It
/// is a run of its own, of no more than these layers need, so that the network's outputs stay bit
/// for bit what they are without it.
///
/// @param graph the network for inputs of these sizes
/// @param inputs what it is run on
/// @param shown the values to draw, in order
/// @param file where the picture goes
record FeatureRun(
    Graph graph, RunInputs.Gathered inputs, List<LayerOutput> shown, PictureFile file) {
  /// @param network the network
  /// @param inputs what it is run on
  /// @param layers what the user calls them
  /// @param file where the picture goes
  /// @return the run, all layers found
  /// @throws dev.sepconv.error.InvalidInputException if a layer is not found
  static FeatureRun of(
      Graph network, RunInputs.Gathered inputs, List<String> layers, PictureFile file) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    inputs.tensors().forEach((name, t) -> types.put(name, t.type()));
    Graph graph = network.withInputs(types);
    Analysis analysis = Analysis.of(graph);
    List<LayerOutput> shown = new ArrayList<>();
    layers.forEach(l -> shown.addAll(LayerOutput.find(analysis, l)));
    return new FeatureRun(graph, inputs, shown, file);
  }

  /// @param backend runs the network
  /// @return the file written
  /// @throws IOException if it cannot be written
  Path write(CpuBackend backend) throws IOException {
    Graph inner = graph.withOutputs(shown.stream().map(LayerOutput::value).toList());
    Map<String, Tensor> values = backend.compile(inner).run(inputs.tensors());
    List<Feature> features = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      LayerOutput o = shown.get(i);
      Tensor value = Objects.requireNonNull(values.get(o.value()), o.value());
      features.add(new Feature(name(i), o.type(), value));
    }
    file.write(
        new FeatureMaps(
            Numbers.printable(graph.name()),
            inputs.pictures().stream().findFirst().map(Pixels::image),
            features));
    return file.path();
  }

  /// The path, counted where several values have it: calls of one module, outputs of one layer.
  private String name(int index) {
    String path = shown.get(index).path();
    List<Integer> same = new ArrayList<>();
    for (int i = 0; i < shown.size(); i++) {
      if (shown.get(i).path().equals(path)) {
        same.add(i);
      }
    }
    return same.size() == 1
        ? path
        : path + " (" + (same.indexOf(index) + 1) + " of " + same.size() + ")";
  }
}
