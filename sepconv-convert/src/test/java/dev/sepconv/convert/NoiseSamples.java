package dev.sepconv.convert;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/// Smooth noise: neighbours are alike, as in pictures.
record NoiseSamples(int count, Map<String, int[]> inputs) implements Samples {
  static NoiseSamples of(int count, String input, int... sample) {
    return new NoiseSamples(count, Map.of(input, sample));
  }

  @Override
  public Map<String, Tensor> batch(int from, int to) {
    Map<String, Tensor> batch = new LinkedHashMap<>();
    inputs.forEach((name, sample) -> {
      long[] dims = new long[sample.length + 1];
      dims[0] = (long) to - from;
      for (int i = 0; i < sample.length; i++) {
        dims[i + 1] = sample[i];
      }
      Tensor t = Tensor.zeros(ElementType.FLOAT32, Shape.of(dims));
      int size = t.size() / (to - from);
      for (int s = from; s < to; s++) {
        Random random = new Random(s * 7919L + name.hashCode());
        double x = 0;
        for (int i = 0; i < size; i++) {
          x = 0.7 * x + 0.7 * random.nextGaussian();
          t.floats()[(s - from) * size + i] = (float) x;
        }
      }
      batch.put(name, t);
    });
    return batch;
  }
}
