package dev.sepconv.analysis;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.Misspelling;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// A value that a layer or a whole module returns, found by the name that summaries show.
///
/// @param path the layer's or module's path, or the value's own name where that was asked for
/// @param type the module's class name, or the operator
/// @param value the value's name in the graph
public record LayerOutput(String path, String type, String value) {
  private static final int SUGGESTIONS = 3;
  private static final int EXAMPLES = 6;

  /// Finds what a layer returns. A name is a whole path, as `features.3.conv.0`, or the end of only
  /// one, or the name of a value as viewers of ONNX files show it.
  ///
  /// @param analysis the network
  /// @param name what the user calls the layer
  /// @return one value; several if the layer has several outputs or is called several times
  /// @throws InvalidInputException if no layer or more than one has that name; the message names
  ///   some
  public static List<LayerOutput> find(Analysis analysis, String name) {
    List<LayerOutput> all = all(analysis);
    List<LayerOutput> exact = all.stream().filter(o -> o.path.equals(name)).toList();
    if (!exact.isEmpty()) {
      return exact;
    }
    Node producer = analysis.graph().producers().get(name);
    if (producer != null) {
      return List.of(new LayerOutput(name, producer.op().type(), name));
    }
    List<LayerOutput> ends =
        all.stream()
            .filter(o -> o.path.endsWith("." + name) || o.path.endsWith("/" + name))
            .toList();
    List<String> paths = ends.stream().map(LayerOutput::path).distinct().toList();
    if (paths.size() > 1) {
      throw new InvalidInputException(
          "layer '"
              + name
              + "' may be any of "
              + paths.size()
              + ": "
              + String.join(", ", paths.stream().limit(EXAMPLES).toList())
              + (paths.size() > EXAMPLES ? ", …" : "")
              + "; write more of its path");
    }
    if (paths.isEmpty()) {
      Set<String> names = new TreeSet<>(all.stream().map(LayerOutput::path).toList());
      throw new InvalidInputException(
          "the model has no layer '"
              + name
              + "'; "
              + (names.isEmpty()
                  ? "it has none at all"
                  : "the nearest names are "
                      + String.join(", ", Misspelling.nearest(name, names, SUGGESTIONS))));
    }
    return ends;
  }

  private static List<LayerOutput> all(Analysis analysis) {
    Graph g = analysis.graph();
    Map<String, List<String>> outputs = new HashMap<>();
    g.nodes().forEach(n -> outputs.put(n.name(), n.outputs()));
    Set<LayerOutput> found = new LinkedHashSet<>();
    for (Layer l : analysis.layers()) {
      l.nodes().stream()
          .skip(Math.max(l.nodes().size() - 1, 0))
          .flatMap(last -> outputs.getOrDefault(last, List.of()).stream())
          .forEach(v -> found.add(new LayerOutput(named(l.path(), l.type()), l.type(), v)));
    }
    Map<String, Node> producers = g.producers();
    for (ModuleTrace.Call c : g.trace().map(ModuleTrace::calls).orElse(List.of())) {
      for (String value : c.outputs()) {
        if (producers.containsKey(value)) {
          found.add(
              new LayerOutput(
                  named(c.module().path(), c.module().type()), c.module().type(), value));
        }
      }
    }
    return List.copyOf(found);
  }

  /// The root of a network has no path; summaries show its type.
  private static String named(String path, String type) {
    return path.isEmpty() ? type : path;
  }
}
