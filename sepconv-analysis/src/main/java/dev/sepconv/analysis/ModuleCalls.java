package dev.sepconv.analysis;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.graph.op.Op;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The module calls that PyTorch's summary tools list. A graph that no modules wrote counts as a
/// root, named as the graph, whose children are its nodes.
final class ModuleCalls {
  private final Graph graph;
  private final ModuleTrace trace;
  private final boolean synthetic;
  private final Map<Integer, List<Node>> nodes = new HashMap<>();

  ModuleCalls(Graph graph) {
    this.graph = graph;
    synthetic = graph.trace().isEmpty();
    trace = graph.trace().orElseGet(() -> fromNodes(graph));
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node n = graph.nodes().get(i);
      nodes.computeIfAbsent(synthetic ? i + 1 : n.call(), k -> new ArrayList<>()).add(n);
    }
  }

  private static ModuleTrace fromNodes(Graph graph) {
    List<ModuleTrace.Module> children = new ArrayList<>();
    List<ModuleTrace.Call> calls = new ArrayList<>();
    Map<List<String>, ModuleTrace.Module> byConstants = new HashMap<>();
    for (Node n : graph.nodes()) {
      List<String> constants = new ArrayList<>();
      List<String> values = new ArrayList<>();
      for (String in : n.inputs()) {
        if (!in.equals(Node.ABSENT)) {
          (graph.constant(in).isPresent() ? constants : values).add(in);
        }
      }
      var module = new ModuleTrace.Module(n.name(), n.op().type(), false, constants, List.of());
      // Two nodes with the same weights are what PyTorch calls one module called twice.
      boolean trained =
          constants.stream()
              .flatMap(c -> graph.constant(c).stream())
              .anyMatch(ModuleCalls::isTrained);
      var known = trained ? byConstants.putIfAbsent(constants, module) : null;
      if (known == null) {
        children.add(module);
      } else {
        module = known;
      }
      calls.add(new ModuleTrace.Call(module, 0, calls.size(), values, n.outputs()));
    }
    var root = new ModuleTrace.Module("", graph.name(), false, List.of(), children);
    calls.addFirst(new ModuleTrace.Call(root, -1, calls.size(), graph.inputs(), graph.outputs()));
    return new ModuleTrace(root, calls);
  }

  Graph graph() {
    return graph;
  }

  ModuleTrace.Module root() {
    return trace.root();
  }

  /// @return all calls in the order in which they began
  List<ModuleTrace.Call> calls() {
    return trace.calls();
  }

  /// @return the types of some values
  List<TensorType> types(List<String> values) {
    return values.stream().map(graph::type).toList();
  }

  /// @return the module's own trainable tensors
  List<Constant> parameters(ModuleTrace.Module module) {
    return module.constants().stream()
        .flatMap(name -> graph.constant(name).stream())
        .filter(ModuleCalls::isTrained)
        .toList();
  }

  private static boolean isTrained(Constant c) {
    return c.role() == Constant.Role.PARAMETER;
  }

  /// @return the trainable tensors of the module and all below it, each once
  Set<Constant> allParameters(ModuleTrace.Module module) {
    Map<String, Constant> found = new HashMap<>();
    Set<String> order = new LinkedHashSet<>();
    collect(module, found, order);
    Set<Constant> result = new LinkedHashSet<>();
    order.forEach(name -> result.add(found.get(name)));
    return result;
  }

  private void collect(ModuleTrace.Module module, Map<String, Constant> found, Set<String> order) {
    for (Constant c : parameters(module)) {
      found.put(c.name(), c);
      order.add(c.name());
    }
    module.children().forEach(child -> collect(child, found, order));
  }

  /// @return whether PyTorch would name the tensor `weight` or `bias` within its module
  boolean isWeightOrBias(Constant c) {
    String last = c.name().substring(c.name().lastIndexOf('.') + 1);
    return synthetic || last.equals("weight") || last.equals("bias");
  }

  /// @return whether the name speaks of a weight or bias, as `weight_ih_l0` does
  boolean namesWeightOrBias(Constant c) {
    return synthetic || c.name().contains("weight") || c.name().contains("bias");
  }

  /// The `kernel_size` that PyTorch's module would have: a list for a convolution, a number for a
  /// square pool, none for an adaptive or global one.
  String kernelSize(int call) {
    ModuleTrace.Module m = trace.calls().get(call).module();
    if (!m.children().isEmpty() || m.type().startsWith("Adaptive")) {
      return "";
    }
    for (Node n : nodes.getOrDefault(call, List.of())) {
      String k = kernelSize(n.op());
      if (!k.isEmpty()) {
        return k;
      }
    }
    return "";
  }

  private static String kernelSize(Op op) {
    return switch (op) {
      case Conv c -> c.window().kernel().toString();
      case ConvTranspose c -> c.window().kernel().toString();
      case Pool p -> {
        List<Integer> k = p.window().kernel();
        yield k.stream().distinct().count() == 1 ? k.get(0).toString() : k.toString();
      }
      default -> "";
    };
  }
}
