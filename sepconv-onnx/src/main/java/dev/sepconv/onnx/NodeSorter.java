package dev.sepconv.onnx;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.onnx.proto.Onnx.AttributeProto;
import dev.sepconv.onnx.proto.Onnx.GraphProto;
import dev.sepconv.onnx.proto.Onnx.NodeProto;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Brings nodes into topological order; those that are in order stay where they are.
final class NodeSorter {
  private final List<NodeProto> nodes;
  private final Predicate<String> defined;

  private NodeSorter(List<NodeProto> nodes, Predicate<String> defined) {
    this.nodes = nodes;
    this.defined = defined;
  }

  /// @param nodes in any order
  /// @param defined whether a value exists without them: an input, a constant
  /// @return the indices of the nodes, each after those it reads from
  /// @throws InvalidModelException if a node reads what nothing produces, two nodes write the same
  ///   value, or nodes form a cycle
  static List<Integer> sort(List<NodeProto> nodes, Predicate<String> defined) {
    return new NodeSorter(nodes, defined).sort();
  }

  private List<Integer> sort() {
    Map<String, Integer> producers = producers();
    List<List<Integer>> readers = new ArrayList<>();
    int[] waiting = new int[nodes.size()];
    for (int i = 0; i < nodes.size(); i++) {
      readers.add(new ArrayList<>());
    }
    for (int i = 0; i < nodes.size(); i++) {
      for (String value : reads(nodes.get(i))) {
        Integer producer = producers.get(value);
        if (producer != null) {
          readers.get(producer).add(i);
          waiting[i]++;
        } else if (!defined.test(value)) {
          throw new InvalidModelException(
              describe(i)
                  + " reads '"
                  + value
                  + "', which is no input, no constant and no node's output");
        }
      }
    }
    PriorityQueue<Integer> ready = new PriorityQueue<>();
    for (int i = 0; i < waiting.length; i++) {
      if (waiting[i] == 0) {
        ready.add(i);
      }
    }
    List<Integer> order = new ArrayList<>(nodes.size());
    BitSet done = new BitSet();
    while (!ready.isEmpty()) {
      int i = ready.remove();
      order.add(i);
      done.set(i);
      for (int reader : readers.get(i)) {
        if (--waiting[reader] == 0) {
          ready.add(reader);
        }
      }
    }
    if (order.size() < nodes.size()) {
      throw cycle(producers, done);
    }
    return order;
  }

  private Map<String, Integer> producers() {
    Map<String, Integer> producers = new HashMap<>();
    for (int i = 0; i < nodes.size(); i++) {
      for (String value : nodes.get(i).getOutputList()) {
        if (value.isEmpty()) {
          continue;
        }
        Integer other = producers.put(value, i);
        if (other != null) {
          throw new InvalidModelException(
              describe(other) + " and " + describe(i) + " both write '" + value + "'");
        }
      }
    }
    return producers;
  }

  private InvalidModelException cycle(Map<String, Integer> producers, BitSet done) {
    // Walking backwards among nodes that wait must meet a node twice: that is the cycle.
    LinkedHashSet<Integer> path = new LinkedHashSet<>();
    int at = done.nextClearBit(0);
    while (path.add(at)) {
      at =
          reads(nodes.get(at)).stream()
              .map(producers::get)
              .filter(p -> p != null && !done.get(p))
              .findFirst()
              .orElseThrow();
    }
    int start = at;
    List<Integer> cycle = path.stream().dropWhile(i -> i != start).toList().reversed();
    return new InvalidModelException(
        "the graph has a cycle: "
            + cycle.stream().limit(6).map(this::describe).collect(Collectors.joining(" -> "))
            + (cycle.size() > 6 ? " -> … (" + cycle.size() + " nodes)" : ""));
  }

  private String describe(int i) {
    return describe(nodes.get(i), i);
  }

  /// @param node a node
  /// @param index its place in the file
  /// @return such as `node 'conv1' (Conv)`
  static String describe(NodeProto node, int index) {
    return "node '" + nameOf(node, index) + "' (" + node.getOpType() + ")";
  }

  /// @param node a node
  /// @param index its place in the file
  /// @return its name, or one made of operator and place
  static String nameOf(NodeProto node, int index) {
    return node.getName().isEmpty() ? node.getOpType() + "_" + index : node.getName();
  }

  /// The values that a node reads, those that its subgraphs take from outside included.
  private static Set<String> reads(NodeProto node) {
    Set<String> values = new LinkedHashSet<>(node.getInputList());
    for (AttributeProto a : node.getAttributeList()) {
      if (a.hasG()) {
        values.addAll(captured(a.getG()));
      }
    }
    values.remove("");
    return values;
  }

  private static Set<String> captured(GraphProto g) {
    Set<String> values = new LinkedHashSet<>();
    g.getNodeList().forEach(n -> values.addAll(reads(n)));
    g.getOutputList().forEach(o -> values.add(o.getName()));
    g.getNodeList().forEach(n -> n.getOutputList().forEach(values::remove));
    g.getInitializerList().forEach(t -> values.remove(t.getName()));
    g.getInputList().forEach(i -> values.remove(i.getName()));
    return values;
  }
}
