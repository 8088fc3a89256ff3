package dev.sepconv.analysis;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// A network whose inputs are fully known: a batch size left open is 1.
///
/// @param graph the network
/// @param assumed what was assumed, one sentence each
record BoundInputs(Graph graph, List<String> assumed) {

  static BoundInputs of(Graph network) {
    Set<String> batch = new HashSet<>();
    for (String in : network.inputs()) {
      TensorType t = network.type(in);
      if (t.ranked() && t.rank() >= 2 && !t.dim(0).isKnown()) {
        batch.add(t.dim(0).symbol());
      }
    }
    Map<String, TensorType> bound = new LinkedHashMap<>();
    List<String> assumed = new ArrayList<>();
    for (String in : network.inputs()) {
      TensorType t = network.type(in);
      if (t.isStatic()) {
        continue;
      }
      TensorType one = t.ranked() ? withBatchOne(t, batch) : t;
      if (!one.isStatic()) {
        throw new InvalidInputException(open(network, in, t));
      }
      bound.put(in, one);
      assumed.add(
          "batch size 1 for input '" + in + "' " + Numbers.dims(t) + ": " + Numbers.shape(one));
    }
    return new BoundInputs(bound.isEmpty() ? network : network.withInputs(bound), assumed);
  }

  private static TensorType withBatchOne(TensorType t, Set<String> batch) {
    List<Dim> dims = new ArrayList<>(t.dims());
    for (int i = 0; i < dims.size(); i++) {
      Dim d = dims.get(i);
      // An unknown size says nothing about other unknown sizes: only the first axis is a batch.
      if (!d.isKnown() && (d.isUnknown() ? i == 0 : batch.contains(d.symbol()))) {
        dims.set(i, Dim.of(d.factor()));
      }
    }
    return t.withDims(dims);
  }

  private static String open(Graph network, String in, TensorType t) {
    String declared = t.ranked() ? Numbers.dims(t) : "of unknown rank";
    String example = t.ranked() ? example(t) : "1x3x224x224";
    String named = network.inputs().size() == 1 ? example : in + "=" + example;
    return "input '"
        + in
        + "' of model "
        + network.name()
        + " is "
        + declared
        + ", and counting needs every size; give it, for example --input "
        + named;
  }

  private static String example(TensorType t) {
    List<String> sizes = new ArrayList<>();
    for (Dim d : t.dims()) {
      sizes.add(d.isKnown() ? d.toString() : sizes.isEmpty() ? "1" : "224");
    }
    return String.join("x", sizes);
  }

  String text() {
    return graph.inputs().stream()
        .map(in -> Numbers.shape(graph.type(in)))
        .collect(Collectors.joining(", "));
  }
}
