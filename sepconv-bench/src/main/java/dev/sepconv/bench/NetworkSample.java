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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

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

  /// Measures networks in turn with each other and with the peer, so that ratios between them hold.
  ///
  /// @param names of the networks
  /// @param threads numbers of threads
  /// @param limits when to stop; the time for measuring is for one network on one number of threads
  /// @return the samples of the first network for all numbers of threads, then of the next
  static List<NetworkSample> measure(
      List<String> names, List<Integer> threads, Measurement.Limits limits) {
    List<Pair> pairs = new ArrayList<>();
    try {
      for (String name : names) {
        Graph graph = Networks.graph(name);
        threads.forEach(t -> pairs.add(Pair.of(name, graph, t)));
      }
      List<Runnable> runs =
          pairs.stream().flatMap(p -> Stream.<Runnable>of(p.sepconv()::run, p.ort()::run)).toList();
      Duration measuring = limits.measuring().multipliedBy(pairs.size());
      List<Measurement> times =
          Alternating.measure(
              runs,
              new Measurement.Limits(limits.warmUp(), measuring, limits.leastRuns()),
              _ -> {});
      List<NetworkSample> samples = new ArrayList<>();
      for (int i = 0; i < pairs.size(); i++) {
        samples.add(pairs.get(i).sample(times.get(2 * i), times.get(2 * i + 1)));
      }
      return samples;
    } finally {
      pairs.forEach(Pair::close);
    }
  }

  /// A network in Sepconv and in ONNX Runtime.
  private record Pair(Alternating.Subject sepconv, OrtModel ort, int threads, double error)
      implements AutoCloseable {
    static Pair of(String name, Graph graph, int threads) {
      Map<String, Tensor> inputs = Networks.inputs(graph);
      CompiledModel model = new CpuBackend(threads).compile(graph);
      OrtModel ort = OrtModel.of(OnnxWriter.toBytes(graph), threads, inputs);
      Alternating.Subject sepconv = Alternating.Subject.of(model, inputs);
      Tensor output = sepconv.outputs().values().iterator().next();
      double error = relativeError(output.floats(), ort.output());
      if (!(error <= TOLERANCE)) {
        ort.close();
        throw new IllegalStateException(
            name + ": Sepconv and ONNX Runtime differ by " + error + " of the largest output");
      }
      return new Pair(sepconv, ort, threads, error);
    }

    NetworkSample sample(Measurement own, Measurement peer) {
      Plan plan = sepconv.model().plan(Map.of());
      return new NetworkSample(
          own.medianMillis(),
          peer.medianMillis(),
          error,
          plan.arenaBytes() + 4L * plan.scratchFloats() * threads,
          allocated(() -> sepconv.model().run(sepconv.inputs())) - 4L * elements());
    }

    private long elements() {
      return sepconv.outputs().values().stream().mapToLong(Tensor::size).sum();
    }

    @Override
    public void close() {
      ort.close();
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
