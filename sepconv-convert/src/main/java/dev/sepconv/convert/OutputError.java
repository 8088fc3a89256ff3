package dev.sepconv.convert;

import dev.sepconv.analysis.accuracy.Batches;
import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.engine.Backend;
import dev.sepconv.engine.CompiledModel;
import dev.sepconv.graph.Graph;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Tensor;
import java.util.Map;

/// How far a network's outputs are from another's.
final class OutputError {
  private double difference;
  private double energy;

  private OutputError() {}

  /// @param backend runs them
  /// @param original one network
  /// @param converted another with the same inputs and outputs
  /// @param samples the data
  /// @return `‖ŷ - y‖ / ‖y‖` over all floating-point outputs
  static double of(Backend backend, Graph original, Graph converted, Samples samples) {
    CompiledModel a = backend.compile(original);
    CompiledModel b = backend.compile(converted);
    OutputError sums = new OutputError();
    Batches.of(samples, original)
        .forEach((inputs, _, count) -> {
          Map<String, Tensor> wanted = a.run(inputs);
          b.run(inputs)
              .forEach((name, got) -> sums.add(wanted.getOrDefault(name, got), got, count));
        });
    return sums.energy > 0 ? Math.sqrt(sums.difference / sums.energy) : 0;
  }

  private void add(Tensor wanted, Tensor got, int count) {
    if (wanted.element() != ElementType.FLOAT32 || wanted.shape().rank() == 0) {
      return;
    }
    int used = wanted.size() / wanted.shape().dim(0) * Math.min(count, wanted.shape().dim(0));
    for (int i = 0; i < used; i++) {
      double d = (double) got.floats()[i] - wanted.floats()[i];
      difference += d * d;
      energy += (double) wanted.floats()[i] * wanted.floats()[i];
    }
  }
}
