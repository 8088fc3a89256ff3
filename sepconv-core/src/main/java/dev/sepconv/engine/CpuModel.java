package dev.sepconv.engine;

import dev.sepconv.engine.pass.Pass;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.engine.plan.Planner;
import dev.sepconv.engine.runtime.Executable;
import dev.sepconv.engine.runtime.WorkerPool;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Kernels;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A graph on the CPU: passes that need no shapes are applied once, the rest per set of input
/// shapes, of which the last few are kept.
final class CpuModel implements CompiledModel {
  /// Enough for a program that alternates between a few sizes; each holds its arenas.
  private static final int KEPT_SHAPES = 8;

  private final Graph graph;
  private final Graph optimized;
  private final List<String> passes = new ArrayList<>();
  private final Supplier<Kernels> kernels;
  private final Optional<Kernels> prompt;
  private final Measurement.Limits warmUp;
  private final WorkerPool promptWorkers;
  private final WorkerPool workers;
  private final Map<Map<String, Shape>, Stages> stages =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Map<String, Shape>, Stages> eldest) {
          return size() > KEPT_SHAPES;
        }
      };

  // What the call before this one ran on: most calls have the same shapes and need no lookup.
  private volatile @Nullable Latest latest;

  /// What runs a set of shapes.
  ///
  /// @param shapes of all inputs, in order
  /// @param stages what runs them
  private record Latest(List<Shape> shapes, Stages stages) {}

  /// Prepares a graph; where its sizes are known, for those.
  ///
  /// @param graph the network
  /// @param kernels what it runs on, asked for when needed: vector kernels take time to load
  /// @param prompt what its first calls run on, until those are compiled; empty if that is the same
  /// @param warmUp how long compiling may take
  /// @param promptWorkers the threads of the first calls
  /// @param workers the threads
  CpuModel(
      Graph graph,
      Supplier<Kernels> kernels,
      Optional<Kernels> prompt,
      Measurement.Limits warmUp,
      WorkerPool promptWorkers,
      WorkerPool workers) {
    this.graph = graph;
    this.kernels = kernels;
    this.prompt = prompt;
    this.warmUp = warmUp;
    this.promptWorkers = promptWorkers;
    this.workers = workers;
    optimized = optimize(graph, passes);
    if (graph.inputs().stream().allMatch(i -> graph.type(i).isStatic())) {
      Map<String, Shape> shapes = new LinkedHashMap<>();
      graph.inputs().forEach(i -> shapes.put(i, graph.type(i).shape()));
      stages(shapes);
    }
  }

  private static Graph optimize(Graph graph, List<String> log) {
    Graph g = graph;
    for (Pass p : Pass.ALL) {
      Graph next = p.apply(g);
      int change = next.nodes().size() - g.nodes().size();
      if (change != 0) {
        log.add(p.name() + ": " + g.nodes().size() + " -> " + next.nodes().size() + " nodes");
      }
      g = next;
    }
    return g;
  }

  @Override
  public Graph graph() {
    return graph;
  }

  @Override
  public Tensor run(Tensor input) {
    if (graph.inputs().size() != 1) {
      throw new InvalidInputException(
          "the model has " + graph.inputs().size() + " inputs " + graph.inputs() + "; name them");
    }
    return run(Map.of(graph.inputs().get(0), input)).values().iterator().next();
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return stagesFor(inputs).run(inputs, Map.of());
  }

  @Override
  public Map<String, Tensor> run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    Stages run = stagesFor(inputs);
    check(outputs, run.graph());
    return run.run(inputs, outputs);
  }

  @Override
  public long[] stepNanos(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    Stages run = stagesFor(inputs);
    check(outputs, run.graph());
    return run.steady().time(inputs, outputs);
  }

  /// Checks tensors that results are to be written into.
  private static void check(Map<String, Tensor> outputs, Graph bound) {
    outputs.forEach((name, t) -> {
      if (!bound.outputs().contains(name)) {
        throw new InvalidInputException(
            "the model has no output '" + name + "'; its outputs are " + bound.outputs());
      }
      TensorType type = bound.type(name);
      if (t.element() != ElementType.FLOAT32 || !type.equals(t.type())) {
        throw new InvalidInputException(
            "output '"
                + name
                + "' is "
                + type
                + ", but was given "
                + t.type()
                + " to write into, which has to be the same, and float32");
      }
    });
  }

  private Stages stagesFor(Map<String, Tensor> inputs) {
    Latest before = latest;
    if (before != null && fit(inputs, before.shapes)) {
      return before.stages;
    }
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String name : graph.inputs()) {
      Tensor t = inputs.get(name);
      if (t == null) {
        throw new InvalidInputException("input '" + name + "' " + graph.type(name) + " is missing");
      }
      if (t.element() != graph.type(name).element()) {
        throw new InvalidInputException(
            "input '" + name + "' is declared " + graph.type(name) + ", but was given " + t.type());
      }
      shapes.put(name, t.shape());
    }
    for (String name : inputs.keySet()) {
      if (!shapes.containsKey(name)) {
        throw new InvalidInputException(
            "the model has no input '" + name + "'; its inputs are " + graph.inputs());
      }
    }
    Stages found = stages(shapes);
    latest = new Latest(List.copyOf(shapes.values()), found);
    return found;
  }

  private boolean fit(Map<String, Tensor> inputs, List<Shape> shapes) {
    if (inputs.size() != shapes.size()) {
      return false;
    }
    for (int i = 0; i < shapes.size(); i++) {
      String name = graph.inputs().get(i);
      Tensor t = inputs.get(name);
      if (t == null
          || t.element() != graph.type(name).element()
          || !t.shape().equals(shapes.get(i))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public Plan plan(Map<String, Shape> inputs) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (String name : graph.inputs()) {
      Shape given = inputs.get(name);
      TensorType declared = graph.type(name);
      if (given == null && !declared.isStatic()) {
        throw new InvalidInputException(
            "input '" + name + "' is " + declared + "; a plan needs its sizes");
      }
      shapes.put(name, given == null ? declared.shape() : given);
    }
    return stages(shapes).steady().plan();
  }

  private synchronized Stages stages(Map<String, Shape> shapes) {
    Stages known = stages.get(shapes);
    if (known != null) {
      return known;
    }
    // Kernels that one set of shapes has had compiled serve the next at once.
    boolean isWarm = stages.values().stream().anyMatch(Stages::isWarm);
    Stages made =
        isWarm || prompt.isEmpty()
            ? new Stages(executable(shapes, kernels.get(), workers))
            : new Stages(
                executable(shapes, prompt.get(), promptWorkers),
                () -> executable(shapes, kernels.get(), workers),
                warmUp);
    stages.put(shapes, made);
    return made;
  }

  private Executable executable(Map<String, Shape> shapes, Kernels of, WorkerPool by) {
    Map<String, TensorType> types = new LinkedHashMap<>();
    shapes.forEach((name, s) -> types.put(name, TensorType.of(graph.type(name).element(), s)));
    List<String> log = new ArrayList<>(passes);
    Graph bound = optimize(optimized.withInputs(types), log);
    return new Executable(Planner.plan(bound, log, of), by);
  }
}
