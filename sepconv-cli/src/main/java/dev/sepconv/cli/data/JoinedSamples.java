package dev.sepconv.cli.data;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Samples whose inputs come from several sources.
///
/// @param parts one per input, all with the same count
record JoinedSamples(List<Samples> parts) implements Samples {
  @Override
  public int count() {
    return parts.getFirst().count();
  }

  @Override
  public Map<String, Tensor> batch(int from, int to) {
    Map<String, Tensor> batch = new LinkedHashMap<>();
    parts.forEach(p -> batch.putAll(p.batch(from, to)));
    return batch;
  }

  @Override
  public Samples choose(int... chosen) {
    return new JoinedSamples(parts.stream().map(p -> p.choose(chosen)).toList());
  }
}
