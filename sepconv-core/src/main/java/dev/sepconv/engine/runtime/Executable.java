package dev.sepconv.engine.runtime;

import dev.sepconv.engine.plan.Plan;
import dev.sepconv.error.InvalidInputException;
import dev.sepconv.error.SepconvException;
import dev.sepconv.graph.Constant;
import dev.sepconv.graph.Graph;
import dev.sepconv.kernel.Workers;
import dev.sepconv.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/// Runs a plan. Thread-safe: each call has a frame of its own, with one arena; frames are reused
/// from call to call.
public final class Executable {
  private final Plan plan;
  private final WorkerPool pool;
  private final Set<Integer> written;
  private final ConcurrentLinkedQueue<Frame> frames = new ConcurrentLinkedQueue<>();

  /// How a step is done; tests put something around it.
  @FunctionalInterface
  interface Stepper {
    void step(Frame frame, int step, Workers workers);
  }

  /// Prepares to run.
  ///
  /// @param plan what to run
  /// @param pool the threads
  public Executable(Plan plan, WorkerPool pool) {
    this.plan = plan;
    this.pool = pool;
    written = plan.steps().stream().flatMap(s -> s.outputs().stream()).collect(Collectors.toSet());
  }

  /// What is run.
  ///
  /// @return the plan
  public Plan plan() {
    return plan;
  }

  /// Runs once.
  ///
  /// @param inputs a fitting tensor for every graph input
  /// @return every graph output, in order
  public Map<String, Tensor> run(Map<String, Tensor> inputs) {
    return run(inputs, Map.of());
  }

  /// Runs once, into given tensors.
  ///
  /// @param inputs a fitting tensor for every graph input
  /// @param outputs fitting float32 tensors for some graph outputs, to be overwritten
  /// @return every graph output, in order
  public Map<String, Tensor> run(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    return run(inputs, outputs, this::step);
  }

  /// Runs once and times every step.
  ///
  /// @param inputs a fitting tensor for every graph input
  /// @param outputs fitting float32 tensors for some graph outputs, to be overwritten
  /// @return nanoseconds, one per step of the plan
  public long[] time(Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    long[] nanos = new long[plan.steps().size()];
    Stepper timed =
        (frame, s, workers) -> {
          long begin = System.nanoTime();
          step(frame, s, workers);
          nanos[s] = System.nanoTime() - begin;
        };
    run(inputs, outputs, timed);
    return nanos;
  }

  Map<String, Tensor> run(
      Map<String, Tensor> inputs, Map<String, Tensor> outputs, Stepper stepper) {
    Frame pooled = frames.poll();
    Frame frame = pooled == null ? newFrame() : pooled;
    Workers workers = pool.take();
    try {
      start(frame, inputs, outputs);
      for (int s = 0; s < plan.steps().size(); s++) {
        stepper.step(frame, s, workers);
      }
      return finish(frame, outputs);
    } finally {
      pool.giveBack(workers);
    }
  }

  private Frame newFrame() {
    Frame frame = new Frame(plan, pool.count());
    for (Constant c : plan.graph().constants().values()) {
      // Kernels pack their constants when prepared; only a step that reads one as a tensor needs it
      // here.
      frame.constant(c);
    }
    return frame;
  }

  private void start(Frame frame, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {
    Graph graph = plan.graph();
    for (int i = 0; i < graph.inputs().size(); i++) {
      String name = graph.inputs().get(i);
      frame.put(plan.inputs().get(i), Objects.requireNonNull(inputs.get(name), name));
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      Tensor given = outputs.get(graph.outputs().get(i));
      // An input or a constant that is passed on must not be taken for the place of a result.
      if (given != null && written.contains(plan.outputs().get(i))) {
        frame.put(plan.outputs().get(i), given);
      }
    }
  }

  /// Does one step.
  void step(Frame frame, int index, Workers workers) {
    Plan.Step s = plan.steps().get(index);
    try {
      s.task().run(frame.at(index), workers);
    } catch (SepconvException e) {
      throw new InvalidInputException("layer " + s.work().main() + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Tensor> finish(Frame frame, Map<String, Tensor> given) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    List<String> names = plan.graph().outputs();
    for (int i = 0; i < names.size(); i++) {
      Tensor result = frame.tensor(plan.outputs().get(i));
      Tensor wanted = given.getOrDefault(names.get(i), result);
      // Kernels that bring a tensor of their own do not write into the given one.
      if (!isSame(result, wanted)) {
        System.arraycopy(result.floats(), 0, wanted.floats(), 0, result.size());
      }
      outputs.put(names.get(i), wanted);
    }
    frame.clear();
    frames.add(frame);
    return outputs;
  }

  @SuppressWarnings("ReferenceEquality") // the same memory is meant
  private static boolean isSame(Tensor a, Tensor b) {
    return a == b;
  }
}
