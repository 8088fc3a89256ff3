package dev.sepconv.kernel;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.Node;
import dev.sepconv.tensor.Shape;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Nodes that one kernel does together.
///
/// @param graph where they stand
/// @param nodes in order
/// @param outputs the values that it writes; what else lies between the nodes nobody sees
public record Work(Graph graph, List<Node> nodes, List<String> outputs) {
  /// Copies the lists.
  public Work {
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /// Nodes of which only the last one's outputs are seen outside.
  ///
  /// @param graph where they stand
  /// @param nodes in order
  public Work(Graph graph, List<Node> nodes) {
    this(graph, nodes, nodes.isEmpty() ? List.of() : nodes.getLast().outputs());
  }

  /// A single node.
  ///
  /// @param graph where it stands
  /// @param node the node
  /// @return the work
  public static Work of(Graph graph, Node node) {
    return new Work(graph, List.of(node));
  }

  /// The first node, which decides what kind of work it is.
  ///
  /// @return the node
  public Node first() {
    return nodes.getFirst();
  }

  /// The last node.
  ///
  /// @return the node
  public Node last() {
    return nodes.getLast();
  }

  /// The node that writes the first output, by whose name the work is known.
  ///
  /// @return the node
  public Node main() {
    return nodes.stream()
        .filter(n -> n.outputs().contains(outputs.getFirst()))
        .findFirst()
        .orElseThrow();
  }

  /// The values it reads that change from run to run: no constants, none of its own, each once.
  ///
  /// @return their names, in the order of first use; operands are numbered so
  public List<String> inputs() {
    Set<String> own = new HashSet<>();
    Set<String> read = new LinkedHashSet<>();
    for (Node n : nodes) {
      for (String i : n.inputs()) {
        if (!i.equals(Node.ABSENT) && !own.contains(i) && graph.constant(i).isEmpty()) {
          read.add(i);
        }
      }
      own.addAll(n.outputs());
    }
    return List.copyOf(read);
  }

  /// The dimensions of an input; only for values whose dimensions are known.
  ///
  /// @param i its number
  /// @return the shape
  public Shape inputShape(int i) {
    return graph.type(inputs().get(i)).shape();
  }

  /// The dimensions of the first output; only where they are known.
  ///
  /// @return the shape
  public Shape outputShape() {
    return graph.type(outputs.getFirst()).shape();
  }
}
