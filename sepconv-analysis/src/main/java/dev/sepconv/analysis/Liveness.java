package dev.sepconv.analysis;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Dropout;
import dev.sepconv.graph.op.Flatten;
import dev.sepconv.graph.op.Identity;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Reshape;
import dev.sepconv.graph.op.Squeeze;
import dev.sepconv.graph.op.Unsqueeze;
import dev.sepconv.tensor.TensorType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The activation memory that a graph needs when its nodes run in order. A value lives from the
/// node that writes it to the last that reads it; inputs from the start, outputs to the end. A mere
/// change of shape shares its input's memory. Nothing is computed in place, and no placement is
/// made: the peak is a lower bound of what an engine's arena takes, fragmentation only adds to it.
///
/// @param peakBytes the most bytes that are live at once
/// @param peakAt the node at which they are; empty for a graph without nodes
/// @param withoutReuseBytes the bytes of all values together
record Liveness(long peakBytes, String peakAt, long withoutReuseBytes) {

  static Liveness of(Graph graph) {
    Map<String, String> owner = new HashMap<>();
    Map<String, Integer> first = new LinkedHashMap<>();
    Map<String, Integer> last = new HashMap<>();
    graph
        .inputs()
        .forEach(in -> {
          owner.put(in, in);
          first.put(in, 0);
          last.put(in, 0);
        });
    List<Node> nodes = graph.nodes();
    for (int i = 0; i < nodes.size(); i++) {
      Node n = nodes.get(i);
      for (String in : n.inputs()) {
        if (owner.containsKey(in)) {
          last.put(owner.get(in), i);
        }
      }
      for (int o = 0; o < n.outputs().size(); o++) {
        String out = n.outputs().get(o);
        boolean shares = o == 0 && isView(n.op()) && owner.containsKey(n.inputs().get(0));
        String root = shares ? owner.get(n.inputs().get(0)) : out;
        owner.put(out, root);
        if (!shares) {
          first.put(out, i);
        }
        last.put(root, i);
      }
    }
    for (String out : graph.outputs()) {
      if (owner.containsKey(out)) {
        last.put(owner.get(out), nodes.size());
      }
    }
    return sweep(graph, first, last);
  }

  private static Liveness sweep(
      Graph graph, Map<String, Integer> first, Map<String, Integer> last) {
    int n = graph.nodes().size();
    long[] change = new long[n + 2];
    long all = 0;
    for (var e : first.entrySet()) {
      long bytes = bytes(graph.type(e.getKey()));
      change[e.getValue()] += bytes;
      change[last.getOrDefault(e.getKey(), e.getValue()) + 1] -= bytes;
      all = Math.addExact(all, bytes);
    }
    long live = 0;
    long peak = 0;
    String at = "";
    for (int i = 0; i < n; i++) {
      live += change[i];
      if (live > peak) {
        peak = live;
        at = graph.nodes().get(i).name();
      }
    }
    return new Liveness(peak, at, all);
  }

  /// @return whether the operator only changes the shape, so that its output is its input's memory
  static boolean isView(Op op) {
    return op instanceof Reshape
        || op instanceof Flatten
        || op instanceof Squeeze
        || op instanceof Unsqueeze
        || op instanceof Identity
        || op instanceof Dropout;
  }

  /// @return the bytes of a value; 0 if its size depends on the data
  static long bytes(TensorType t) {
    return t.isStatic() ? Math.multiplyExact(Cost.elements(t), (long) t.element().bytes()) : 0;
  }
}
