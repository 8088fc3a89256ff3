package dev.sepconv.bench;

import com.sun.management.ThreadMXBean;
import dev.sepconv.engine.Alternating;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.engine.CpuBackend;
import dev.sepconv.engine.Measurement;
import dev.sepconv.engine.plan.Plan;
import dev.sepconv.graph.Graph;
import dev.sepconv.onnx.OnnxWriter;
import dev.sepconv.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.Map;

/// A whole network in Sepconv and in ONNX Runtime, in one process.
///
/// @param sepconvMillis the median of its runs
/// @param ortMillis the median of its runs
/// @param relativeError the largest difference of outputs as a share of the largest output
/// @param scratchBytes what a call of Sepconv needs beside inputs and outputs
/// @param allocatedBytes what a call of Sepconv allocates beyond the elements of its outputs
record NetworkSample(
    double sepconvMillis,
    double ortMillis,
    double relativeError,
    long scratchBytes,
    long allocatedBytes) {
  /// Floating-point arithmetic in another order, Winograd's included.
  private static final double TOLERANCE = 1e-4;

  private static final int ALLOCATION_CALLS = 20;
  private static final int ALLOCATION_TRIALS = 5;

  static NetworkSample measure(String name, int threads, Measurement.Limits limits) {
    Graph graph = Networks.graph(name);
    Map<String, Tensor> inputs = Networks.inputs(graph);
    CompiledModel model = new CpuBackend(threads).compile(graph);
    Runnable run = () -> model.run(inputs);
    try (OrtModel ort = OrtModel.of(OnnxWriter.toBytes(graph), threads, inputs)) {
      Tensor output = model.run(inputs).values().iterator().next();
      double error = relativeError(output.floats(), ort.output());
      if (!(error <= TOLERANCE)) {
        throw new IllegalStateException(
            name + ": Sepconv and ONNX Runtime differ by " + error + " of the largest output");
      }
      Alternating.Pair times = Alternating.measure(run, ort::run, limits, _ -> {});
      Plan plan = model.plan(Map.of());
      return new NetworkSample(
          times.first().medianMillis(),
          times.second().medianMillis(),
          error,
          plan.arenaBytes() + 4L * plan.scratchFloats() * threads,
          allocated(run) - 4L * output.size());
    }
  }

  /// How far two results are apart.
  ///
  /// @param found by Sepconv
  /// @param expected by the peer
  /// @return the largest difference as a share of the largest expected value; NaN if one is
  static double relativeError(float[] found, float[] expected) {
    if (found.length != expected.length) {
      throw new IllegalStateException(
          "Sepconv gave " + found.length + " elements, the peer " + expected.length);
    }
    double largest = Double.MIN_NORMAL;
    double difference = 0;
    for (int i = 0; i < found.length; i++) {
      largest = Math.max(largest, Math.abs(expected[i]));
      difference = Math.max(difference, Math.abs((double) found[i] - expected[i]));
    }
    return difference / largest;
  }

  /// The bytes that all threads allocate per call. The least of a few trials: the JVM's own threads
  /// allocate now and then.
  private static long allocated(Runnable run) {
    if (!(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean threads)) {
      throw new IllegalStateException("this JVM does not say what threads allocate");
    }
    long least = Long.MAX_VALUE;
    for (int t = 0; t < ALLOCATION_TRIALS; t++) {
      long before = threads.getTotalThreadAllocatedBytes();
      for (int i = 0; i < ALLOCATION_CALLS; i++) {
        run.run();
      }
      long bytes = threads.getTotalThreadAllocatedBytes() - before;
      least = Math.min(least, bytes / ALLOCATION_CALLS);
    }
    return least;
  }
}
