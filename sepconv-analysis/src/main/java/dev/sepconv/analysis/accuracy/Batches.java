package dev.sepconv.analysis.accuracy;

import dev.sepconv.error.InvalidInputException;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.Dim;
import dev.sepconv.tensor.Tensor;
import dev.sepconv.tensor.TensorType;
import java.util.Map;

/// Samples in batches of the size that a network takes.
public final class Batches {
  /// Where the network leaves it open: enough to keep threads busy, small enough for the caches.
  private static final int DEFAULT_SIZE = 16;

  private final Samples samples;
  private final int size;
  private final boolean fixed;

  private Batches(Samples samples, int size, boolean fixed) {
    this.samples = samples;
    this.size = size;
    this.fixed = fixed;
  }

  /// Takes one batch.
  public interface Consumer {
    /// @param inputs a tensor for every input of the network, by name
    /// @param first the number of the first sample
    /// @param count how many samples; where the network's batch is fixed, the tensors of the last
    ///   batch may be longer
    void accept(Map<String, Tensor> inputs, int first, int count);
  }

  /// @param samples the data
  /// @param graphs the network, or several that are fed the same
  /// @return the data in batches
  /// @throws InvalidInputException if inputs fix different batches
  public static Batches of(Samples samples, Graph... graphs) {
    return of(samples, DEFAULT_SIZE, graphs);
  }

  /// @param samples the data
  /// @param open samples per batch where the networks leave it open
  /// @param graphs the network, or several that are fed the same
  /// @return the data in batches
  /// @throws InvalidInputException if inputs fix different batches
  public static Batches of(Samples samples, int open, Graph... graphs) {
    int fixed = 0;
    for (Graph graph : graphs) {
      for (String in : graph.inputs()) {
        TensorType type = graph.type(in);
        Dim batch = type.ranked() && type.rank() > 0 ? type.dim(0) : Dim.UNKNOWN;
        if (batch.isKnown()) {
          int n = Math.toIntExact(batch.value());
          if (fixed > 0 && fixed != n) {
            throw new InvalidInputException(
                "input '"
                    + in
                    + "' of "
                    + graph.name()
                    + " takes a batch of "
                    + n
                    + ", another input a batch of "
                    + fixed);
          }
          fixed = n;
        }
      }
    }
    return new Batches(samples, fixed > 0 ? fixed : open, fixed > 0);
  }

  /// @return samples per batch
  public int size() {
    return size;
  }

  /// Gives every sample once, in order.
  ///
  /// @param consumer takes them
  public void forEach(Consumer consumer) {
    for (int first = 0; first < samples.count(); first += size) {
      int count = Math.min(size, samples.count() - first);
      consumer.accept(
          fixed && count < size ? filled(first) : samples.batch(first, first + count),
          first,
          count);
    }
  }

  /// A last batch with its last sample repeated.
  private Map<String, Tensor> filled(int first) {
    int[] chosen = new int[size];
    for (int i = 0; i < size; i++) {
      chosen[i] = Math.min(first + i, samples.count() - 1);
    }
    return samples.choose(chosen).batch(0, size);
  }
}
