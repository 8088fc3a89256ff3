package dev.sepconv.bench;

import com.sun.management.ThreadMXBean;
import dev.sepconv.bench.torch.TorchModel;
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
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A whole network in Sepconv, in ONNX Runtime and in PyTorch, in one process.
///
/// @param sepconvMillis the median of its runs
/// @param ortMillis the median of its runs
/// @param torchMillis the median of its runs; null where there is no PyTorch
/// @param relativeError the largest difference from a peer's output as a share of its largest
/// @param scratchBytes what a call of Sepconv needs beside inputs and outputs
/// @param allocatedBytes what a call of Sepconv allocates beyond the elements of its outputs
record NetworkSample(
    double sepconvMillis,
    double ortMillis,
    @Nullable Double torchMillis,
    double relativeError,
    long scratchBytes,
    long allocatedBytes) {
  /// Floating-point arithmetic in another order, Winograd's included.
  private static final double TOLERANCE = 1e-4;

  private static final int ALLOCATION_CALLS = 20;
  private static final int ALLOCATION_TRIALS = 5;

  /// Measures networks in turn with each other and with the peers, so that ratios between them
  /// hold.
  ///
  /// @param names of the networks
  /// @param threads numbers of threads
  /// @param limits when to stop; the time for measuring is for one network on one number of threads
  /// @return the samples of the first network for all numbers of threads, then of the next
  static List<NetworkSample> measure(
      List<String> names, List<Integer> threads, Measurement.Limits limits) {
    List<Sides> all = new ArrayList<>();
    try {
      for (String name : names) {
        Graph graph = Networks.graph(name);
        threads.forEach(t -> all.add(Sides.of(name, graph, t)));
      }
      Duration measuring = limits.measuring().multipliedBy(all.size());
      List<Measurement> times =
          Alternating.measure(
              all.stream().flatMap(s -> s.runs().stream()).toList(),
              new Measurement.Limits(limits.warmUp(), measuring, limits.leastRuns()),
              _ -> {});
      List<NetworkSample> samples = new ArrayList<>();
      Iterator<Measurement> next = times.iterator();
      for (Sides s : all) {
        samples.add(s.sample(s.runs().stream().map(_ -> next.next()).toList()));
      }
      return samples;
    } finally {
      all.forEach(Sides::close);
    }
  }

  /// A network in Sepconv and in its peers.
  private record Sides(
      Alternating.Subject sepconv,
      OrtModel ort,
      Optional<TorchModel> torch,
      int threads,
      double error)
      implements AutoCloseable {
    static Sides of(String name, Graph graph, int threads) {
      Map<String, Tensor> inputs = Networks.inputs(graph);
      CompiledModel model = new CpuBackend(threads).compile(graph);
      Alternating.Subject sepconv = Alternating.Subject.of(model, inputs);
      float[] output = sepconv.outputs().values().iterator().next().floats();
      OrtModel ort = OrtModel.of(OnnxWriter.toBytes(graph), threads, inputs);
      Optional<TorchModel> torch =
          TorchModel.isAvailable()
              ? Optional.of(TorchModel.of(graph, threads, inputs.values().iterator().next()))
              : Optional.empty();
      double fromOrt = agreement(name, "ONNX Runtime", output, ort.output());
      double fromTorch = torch.map(t -> agreement(name, "PyTorch", output, t.output())).orElse(0.0);
      return new Sides(sepconv, ort, torch, threads, Math.max(fromOrt, fromTorch));
    }

    private static double agreement(String name, String peer, float[] found, float[] expected) {
      double error = relativeError(found, expected);
      if (!(error <= TOLERANCE)) {
        throw new IllegalStateException(
            "%s: Sepconv and %s differ by %s of the largest output".formatted(name, peer, error));
      }
      return error;
    }

    /// Sepconv's first, ONNX Runtime's, and PyTorch's if there is one.
    List<Runnable> runs() {
      return Stream.concat(
              Stream.<Runnable>of(sepconv::run, ort::run),
              torch.stream().<Runnable>map(t -> t::run))
          .toList();
    }

    NetworkSample sample(List<Measurement> times) {
      Plan plan = sepconv.model().plan(Map.of());
      return new NetworkSample(
          times.get(0).medianMillis(),
          times.get(1).medianMillis(),
          torch.isPresent() ? times.get(2).medianMillis() : null,
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
      torch.ifPresent(TorchModel::close);
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
