package dev.sepconv.engine.pass;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.error.SepconvException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.Node;
import dev.sepconv.kernel.reference.Reference;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Computes every node whose inputs are all constants, and replaces shape arithmetic whose result
/// is known from the shapes alone.
public final class ConstantFolding implements Pass {
  @Override
  public String name() {
    return "fold-constants";
  }

  @Override
  public Graph apply(Graph graph) {
    GraphBuilder b = graph.toBuilderWithoutNodes(Map.of());
    Set<String> constants = new LinkedHashSet<>(graph.constants().keySet());
    for (Node n : graph.nodes()) {
      Optional<List<Tensor>> result = evaluate(n, graph, b, constants);
      if (result.isEmpty()) {
        b.node(n.name(), n.op(), n.inputs(), n.outputs(), n.call());
        continue;
      }
      for (int i = 0; i < n.outputs().size(); i++) {
        String value = n.outputs().get(i);
        b.constant(Constant.of(value, Role.LITERAL, result.get().get(i)));
        constants.add(value);
      }
    }
    return b.build(graph.outputs());
  }

  private static Optional<List<Tensor>> evaluate(
      Node n, Graph graph, GraphBuilder b, Set<String> constants) {
    if (n.outputs().stream().allMatch(graph::isKnown)) {
      return Optional.of(n.outputs().stream().map(o -> graph.known(o).orElseThrow()).toList());
    }
    List<Optional<Tensor>> in = new ArrayList<>();
    for (String i : n.inputs()) {
      if (!i.equals(Node.ABSENT) && !constants.contains(i)) {
        return Optional.empty();
      }
    }
    for (String i : n.inputs()) {
      in.add(i.equals(Node.ABSENT) ? Optional.empty() : b.known(i));
    }
    try {
      return Optional.of(Reference.run(n.op(), in, n.outputs().size()));
    } catch (SepconvException e) {
      throw new InvalidModelException("layer " + n + ": " + e.getMessage(), e);
    }
  }
}
