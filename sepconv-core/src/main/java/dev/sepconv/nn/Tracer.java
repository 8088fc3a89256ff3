package dev.sepconv.nn;

import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Constant.Role;
import dev.sepconv.graph.Evaluator;
import dev.sepconv.graph.Graph;
import dev.sepconv.graph.GraphBuilder;
import dev.sepconv.graph.ModuleTrace;
import dev.sepconv.graph.Node;
import dev.sepconv.graph.op.Op;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

/// Writes a graph while modules call each other, and remembers the calls.
final class Tracer {
  private final GraphBuilder builder;
  private final long seed;
  private final Module root;
  private final IdentityHashMap<Module, ModuleTrace.Module> modules = new IdentityHashMap<>();
  private final List<OpenCall> calls = new ArrayList<>();
  private final Set<String> names = new HashSet<>();
  private int current = -1;
  private int finished;

  private static final class OpenCall {
    final ModuleTrace.Module module;
    final int parent;
    final List<String> inputs;
    List<String> outputs = List.of();
    int finished;

    OpenCall(ModuleTrace.Module module, int parent, List<String> inputs) {
      this.module = module;
      this.parent = parent;
      this.inputs = inputs;
    }
  }

  Tracer(String name, long seed, Module root) {
    builder = new GraphBuilder(name, Evaluator.NONE);
    this.seed = seed;
    this.root = root;
  }

  Graph trace(Map<String, TensorType> inputs) {
    List<Value> values = new ArrayList<>();
    inputs.forEach((name, type) -> {
      builder.input(name, type);
      names.add(name);
      values.add(new Value(this, name));
    });
    register(root, "");
    List<Value> outputs = root.call(values);
    return finish(outputs.stream().map(Value::name).toList());
  }

  TensorType type(String value) {
    return builder.type(value);
  }

  List<Value> call(Module module, List<Value> inputs) {
    ModuleTrace.Module described = modules.get(module);
    if (described == null) {
      throw new IllegalArgumentException(
          "a "
              + module.typeName()
              + " is called that is no child of the network; register it with child(name, module)");
    }
    OpenCall call = new OpenCall(described, current, inputs.stream().map(Value::name).toList());
    calls.add(call);
    current = calls.size() - 1;
    List<Value> outputs = module.forward(inputs);
    call.outputs = outputs.stream().map(Value::name).toList();
    call.finished = finished++;
    current = call.parent;
    return outputs;
  }

  List<Value> node(Op op, List<Value> inputs, int outputs) {
    String path = calls.get(current).module.path();
    String name = unique(path.isEmpty() ? op.type() : path, op);
    List<String> out = new ArrayList<>();
    for (int i = 0; i < outputs; i++) {
      out.add(outputs == 1 ? name : name + "." + i);
    }
    builder.node(name, op, inputs.stream().map(Value::name).toList(), out, current);
    return out.stream().map(o -> new Value(this, o)).toList();
  }

  Value literal(Tensor tensor) {
    String path = calls.get(current).module.path();
    String name = unique(path.isEmpty() ? "literal" : path + ".literal");
    builder.constant(Constant.of(name, Role.LITERAL, tensor));
    return new Value(this, name);
  }

  /// A parameter or buffer of the module that is being called.
  Value parameter(String name) {
    return new Value(this, join(calls.get(current).module.path(), name));
  }

  /// The first operator of a module has the module's path as its name, the others add their type.
  private String unique(String path, Op op) {
    return names.add(path) ? path : unique(path.equals(op.type()) ? path : path + "." + op.type());
  }

  private String unique(String wanted) {
    String name = wanted;
    for (int i = 2; !names.add(name); i++) {
      name = wanted + "_" + i;
    }
    return name;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }

  private ModuleTrace.Module register(Module module, String path) {
    ModuleTrace.Module known = modules.get(module);
    if (known != null) {
      return known;
    }
    List<String> constants = new ArrayList<>();
    module
        .parameters()
        .forEach((name, p) -> {
          String full = join(path, name);
          TensorType type = TensorType.of(ElementType.FLOAT32, p.shape());
          long own = seed * 0x9E3779B97F4A7C15L + full.hashCode();
          builder.constant(
              new Constant(full, type, p.role(), () -> initial(p.shape(), p.initializer(), own)));
          names.add(full);
          constants.add(full);
        });
    List<ModuleTrace.Module> children = new ArrayList<>();
    module.children().forEach((name, child) -> children.add(register(child, join(path, name))));
    var described =
        new ModuleTrace.Module(path, module.typeName(), module.isContainer(), constants, children);
    modules.put(module, described);
    return described;
  }

  private static Tensor initial(Shape shape, Initializer initializer, long seed) {
    float[] data = new float[shape.elements()];
    initializer.fill(data, shape, new SplittableRandom(seed));
    return Tensor.of(shape, data);
  }

  /// Names the outputs, which are known by their layer until the trace has ended.
  private Graph finish(List<String> outputs) {
    Map<String, String> renamed = new LinkedHashMap<>();
    for (int i = 0; i < outputs.size(); i++) {
      String name = outputs.size() == 1 ? "output" : "output" + i;
      if (!names.contains(name) && !builder.isKnown(outputs.get(i))) {
        renamed.putIfAbsent(outputs.get(i), name);
      }
    }
    Graph traced = builder.build(outputs);
    traced.inputs().forEach(renamed::remove);
    UnaryOperator<String> rename = v -> renamed.getOrDefault(v, v);
    GraphBuilder b = traced.toBuilderWithoutNodes(Map.of());
    for (Node n : traced.nodes()) {
      b.node(n.name(), n.op(), map(n.inputs(), rename), map(n.outputs(), rename), n.call());
    }
    b.trace(
        new ModuleTrace(
            register(root, ""),
            calls.stream()
                .map(c ->
                    new ModuleTrace.Call(
                        c.module,
                        c.parent,
                        c.finished,
                        map(c.inputs, rename),
                        map(c.outputs, rename)))
                .toList()));
    return b.build(map(outputs, rename));
  }

  private static List<String> map(List<String> values, UnaryOperator<String> rename) {
    return values.stream().map(rename).toList();
  }
}
