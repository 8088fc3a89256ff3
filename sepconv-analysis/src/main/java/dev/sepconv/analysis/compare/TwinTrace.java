package dev.sepconv.analysis.compare;

import dev.sepconv.graph.Graph;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/// The module trace of an {@link UntrainedTwin}: where a `Conv2d` was called stands a
/// `SeparableConv2d` that calls two.
final class TwinTrace {
  private final Map<String, ModuleTrace.Module> changed = new HashMap<>();
  private final Map<Integer, Integer> index = new HashMap<>();
  private final Optional<ModuleTrace> trace;

  TwinTrace(Graph graph, Map<String, UntrainedTwin.Separable> replaced) {
    Map<Integer, UntrainedTwin.Separable> byCall = new HashMap<>();
    graph
        .trace()
        .ifPresent(old ->
            replaced.values().stream()
                .filter(s -> s.depthwise().call() >= 0)
                .forEach(s -> {
                  ModuleTrace.Module m = old.calls().get(s.depthwise().call()).module();
                  changed.put(m.path(), separable(m, s));
                  byCall.put(s.depthwise().call(), s);
                }));
    trace = graph.trace().map(old -> new ModuleTrace(module(old.root()), calls(old, byCall)));
  }

  Optional<ModuleTrace> trace() {
    return trace;
  }

  /// The new number of a node's call.
  int of(Node n) {
    return index.getOrDefault(n.call(), -1);
  }

  int ofDepthwise(Node replaced) {
    return replaced.call() < 0 ? -1 : of(replaced) + 1;
  }

  int ofPointwise(Node replaced) {
    return replaced.call() < 0 ? -1 : of(replaced) + 2;
  }

  private static ModuleTrace.Module separable(ModuleTrace.Module conv, UntrainedTwin.Separable s) {
    String prefix = conv.path().isEmpty() ? "" : conv.path() + ".";
    return new ModuleTrace.Module(
        conv.path(),
        conv.type().replace("Conv", "SeparableConv"),
        false,
        List.of(),
        List.of(
            part(prefix + "depthwise", conv.type(), s.depthwise()),
            part(prefix + "pointwise", conv.type(), s.pointwise())));
  }

  private static ModuleTrace.Module part(String path, String type, Node n) {
    List<String> constants = n.inputs().subList(1, n.inputs().size());
    return new ModuleTrace.Module(path, type, false, constants, List.of());
  }

  private ModuleTrace.Module module(ModuleTrace.Module m) {
    ModuleTrace.Module other = changed.get(m.path());
    return other != null
        ? other
        : new ModuleTrace.Module(
            m.path(),
            m.type(),
            m.container(),
            m.constants(),
            m.children().stream().map(this::module).toList());
  }

  private List<ModuleTrace.Call> calls(
      ModuleTrace old, Map<Integer, UntrainedTwin.Separable> byCall) {
    int[] finished = finished(old, byCall);
    List<ModuleTrace.Call> calls = new ArrayList<>();
    for (int i = 0; i < old.calls().size(); i++) {
      ModuleTrace.Call c = old.calls().get(i);
      int at = calls.size();
      index.put(i, at);
      int parent = index.getOrDefault(c.parent(), -1);
      int end = finished[i];
      ModuleTrace.Module m = module(c.module());
      calls.add(new ModuleTrace.Call(m, parent, end, c.inputs(), c.outputs()));
      UntrainedTwin.Separable s = byCall.get(i);
      if (s != null) {
        List<String> between = s.depthwise().outputs();
        calls.add(new ModuleTrace.Call(m.children().get(0), at, end - 2, c.inputs(), between));
        calls.add(new ModuleTrace.Call(m.children().get(1), at, end - 1, between, c.outputs()));
      }
    }
    return calls;
  }

  /// The place of every old call in the new order of finishing: two calls more finish before a
  /// replaced one does.
  private static int[] finished(ModuleTrace old, Map<Integer, UntrainedTwin.Separable> byCall) {
    List<Integer> order =
        IntStream.range(0, old.calls().size())
            .boxed()
            .sorted(Comparator.comparingInt(i -> old.calls().get(i).finished()))
            .toList();
    int[] finished = new int[order.size()];
    int at = 0;
    for (int i : order) {
      at += byCall.containsKey(i) ? 2 : 0;
      finished[i] = at++;
    }
    return finished;
  }
}
