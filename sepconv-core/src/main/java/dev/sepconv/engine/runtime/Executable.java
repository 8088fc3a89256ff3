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
import java.util.concurrent.ConcurrentLinkedQueue;

/// Runs a plan. Thread-safe: each call has a frame of its own, with one arena; frames are reused
/// from call to call.
public final class Executable {
  private final Plan plan;
  private final WorkerPool pool;
  private final ConcurrentLinkedQueue<Frame> frames = new ConcurrentLinkedQueue<>();

  /// Something that looks at every step.
  @FunctionalInterface
  public interface Observer {
    /// Called after a step.
    ///
    /// @param step its position in the plan
    /// @param nanos how long it took
    void finished(int step, long nanos);
  }

  /// Prepares to run.
  ///
  /// @param plan what to run
  /// @param pool the threads
  public Executable(Plan plan, WorkerPool pool) {
    this.plan = plan;
    this.pool = pool;
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
    Frame pooled = frames.poll();
    Frame frame = pooled == null ? newFrame() : pooled;
    Workers workers = pool.take();
    try {
      start(frame, inputs, outputs);
      for (int s = 0; s < plan.steps().size(); s++) {
        step(frame, s, workers);
      }
      return finish(frame);
    } finally {
      pool.giveBack(workers);
    }
  }

  /// Runs once and times every step.
  ///
  /// @param inputs a fitting tensor for every graph input
  /// @param observer is told the times
  public void run(Map<String, Tensor> inputs, Observer observer) {
    Frame frame = newFrame();
    Workers workers = pool.take();
    try {
      start(frame, inputs, Map.of());
      for (int s = 0; s < plan.steps().size(); s++) {
        long begin = System.nanoTime();
        step(frame, s, workers);
        observer.finished(s, System.nanoTime() - begin);
      }
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
      if (given != null) {
        frame.put(plan.outputs().get(i), given);
      }
    }
  }

  private void step(Frame frame, int index, Workers workers) {
    Plan.Step s = plan.steps().get(index);
    try {
      s.task().run(frame.at(index), workers);
    } catch (SepconvException e) {
      throw new InvalidInputException("layer " + s.work().last() + ": " + e.getMessage(), e);
    }
  }

  private Map<String, Tensor> finish(Frame frame) {
    Map<String, Tensor> outputs = new LinkedHashMap<>();
    List<String> names = plan.graph().outputs();
    for (int i = 0; i < names.size(); i++) {
      outputs.put(names.get(i), frame.tensor(plan.outputs().get(i)));
    }
    frame.clear();
    frames.add(frame);
    return outputs;
  }
}
