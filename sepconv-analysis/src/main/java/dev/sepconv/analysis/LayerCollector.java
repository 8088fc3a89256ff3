package dev.sepconv.analysis;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Divides a graph into layers: calls of leaf modules where it was written by modules, and single
/// nodes for everything else.
final class LayerCollector {
  private final Graph graph;
  private final List<ModuleTrace.Call> calls;
  private final Map<Integer, List<Node>> nodesOfCall = new HashMap<>();
  private final Map<String, List<Node>> consumers;
  private final Map<String, ReceptiveField> fields;
  private final Set<String> outputs;
  private final Set<String> counted = new HashSet<>();
  private final Set<String> available = new HashSet<>();
  private final List<Layer> layers = new ArrayList<>();
  private int nextCall;

  LayerCollector(Graph graph) {
    this.graph = graph;
    calls = graph.trace().map(ModuleTrace::calls).orElse(List.of());
    consumers = graph.consumers();
    fields = ReceptiveFields.of(graph);
    outputs = new HashSet<>(graph.outputs());
    for (Node n : graph.nodes()) {
      nodesOfCall.computeIfAbsent(n.call(), k -> new ArrayList<>()).add(n);
    }
  }

  List<Layer> collect() {
    available.addAll(graph.inputs());
    available.addAll(graph.constants().keySet());
    for (Node n : graph.nodes()) {
      int call = n.call();
      if (call < 0) {
        addNode(n, "");
      } else {
        addCallsUpTo(call);
        ModuleTrace.Module module = calls.get(call).module();
        if (!module.children().isEmpty()) {
          addSilentCallsOf(call);
          addNode(n, module.path());
        }
      }
      available.addAll(n.outputs());
    }
    addCallsUpTo(calls.size() - 1);
    addUnused();
    return layers;
  }

  private void addCallsUpTo(int call) {
    for (; nextCall <= call; nextCall++) {
      addIfLeaf(calls.get(nextCall), nextCall);
    }
  }

  /// Calls that wrote no node, such as a dropout's in inference, come before the first node of
  /// their parent that could read them.
  private void addSilentCallsOf(int parent) {
    while (nextCall < calls.size()) {
      ModuleTrace.Call c = calls.get(nextCall);
      if (c.parent() != parent
          || !c.module().children().isEmpty()
          || nodesOfCall.containsKey(nextCall)
          || !available.containsAll(c.inputs())) {
        return;
      }
      addIfLeaf(c, nextCall++);
    }
  }

  private void addIfLeaf(ModuleTrace.Call call, int index) {
    ModuleTrace.Module m = call.module();
    // The root of a network of one layer is a leaf itself.
    if (m.children().isEmpty()) {
      int dot = m.path().lastIndexOf('.');
      add(
          m.path(),
          dot < 0 ? "" : m.path().substring(0, dot),
          m.type(),
          nodesOfCall.getOrDefault(index, List.of()),
          types(call.inputs()),
          types(call.outputs()));
    }
  }

  private void addNode(Node n, String parent) {
    List<String> read = n.inputs().stream().filter(this::isActivation).distinct().toList();
    String prefix = parent.isEmpty() ? "" : parent + ".";
    // A module's first operator may bear the module's own name.
    String name = n.name().equals(parent) ? n.op().type() : n.name();
    String path = name.startsWith(prefix) ? name : prefix + name;
    add(path, parent, n.op().type(), List.of(n), types(read), types(n.outputs()));
  }

  private void add(
      String path,
      String parent,
      String type,
      List<Node> nodes,
      List<TensorType> in,
      List<TensorType> out) {
    Set<String> written = new LinkedHashSet<>();
    nodes.forEach(n -> written.addAll(n.outputs()));
    Set<String> read = new LinkedHashSet<>();
    nodes.forEach(n -> n.inputs().stream().filter(i -> !i.equals(Node.ABSENT)).forEach(read::add));
    read.removeAll(written);
    Set<Node> own = new HashSet<>(nodes);
    written.removeIf(v -> !outputs.contains(v) && own.containsAll(readers(v)));

    long params = 0;
    long shared = 0;
    long buffers = 0;
    for (String v : read) {
      Optional<Constant> c = graph.constant(v);
      if (c.isEmpty() || c.get().role() == Constant.Role.LITERAL) {
        continue;
      }
      boolean first = counted.add(v);
      if (c.get().role() == Constant.Role.PARAMETER) {
        params = Math.addExact(params, first ? c.get().elements() : 0);
        shared = Math.addExact(shared, first ? 0 : c.get().elements());
      } else {
        buffers = Math.addExact(buffers, first ? c.get().elements() : 0);
      }
    }
    boolean moves = !nodes.stream().allMatch(n -> Liveness.isView(n.op()));
    Optional<Geometry> geometry =
        nodes.stream().flatMap(n -> Geometry.of(n, graph).stream()).findFirst();
    layers.add(
        new Layer(
            path,
            parent,
            type,
            nodes.stream().map(Node::name).toList(),
            geometry,
            in,
            out,
            params,
            shared,
            buffers,
            nodes.stream().map(n -> Cost.of(n, graph)).reduce(Cost.NONE, Cost::plus),
            moves ? bytes(read) : 0,
            moves ? bytes(written) : 0,
            nodes.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(fields.get(nodes.getLast().output()))));
  }

  /// Parameters that no node reads are in the totals, so they get a row too.
  private void addUnused() {
    long params = 0;
    long buffers = 0;
    for (Constant c : graph.constants().values()) {
      if (c.role() != Constant.Role.LITERAL && !counted.contains(c.name())) {
        params += c.role() == Constant.Role.PARAMETER ? c.elements() : 0;
        buffers += c.role() == Constant.Role.BUFFER ? c.elements() : 0;
      }
    }
    if (params + buffers > 0) {
      layers.add(
          new Layer(
              "(unused)",
              "",
              "never read",
              List.of(),
              Optional.empty(),
              List.of(),
              List.of(),
              params,
              0,
              buffers,
              Cost.NONE,
              0,
              0,
              Optional.empty()));
    }
  }

  private List<Node> readers(String value) {
    return consumers.getOrDefault(value, List.of());
  }

  private boolean isActivation(String value) {
    return !value.equals(Node.ABSENT) && graph.constant(value).isEmpty();
  }

  private List<TensorType> types(List<String> values) {
    return values.stream().map(graph::type).toList();
  }

  /// Literals, such as a reshape's dimensions, are no data that moves.
  private long bytes(Collection<String> values) {
    long sum = 0;
    for (String v : values) {
      boolean literal =
          graph.constant(v).filter(c -> c.role() == Constant.Role.LITERAL).isPresent();
      sum = Math.addExact(sum, literal ? 0 : Liveness.bytes(graph.type(v)));
    }
    return sum;
  }
}
