package dev.sepconv.analysis.accuracy;

import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/// Some of other samples.
final class ChosenSamples implements Samples {
  private final Samples all;
  private final int[] chosen;

  ChosenSamples(Samples all, int[] chosen) {
    this.all = all;
    this.chosen = chosen.clone();
    for (int c : this.chosen) {
      if (c < 0 || c >= all.count()) {
        throw new IllegalArgumentException("there is no sample " + c + " of " + all.count());
      }
    }
  }

  @Override
  public int count() {
    return chosen.length;
  }

  @Override
  public Map<String, Tensor> batch(int from, int to) {
    Map<String, Tensor> batch = new LinkedHashMap<>();
    for (int i = from; i < to; i++) {
      int at = i - from;
      all.batch(chosen[i], chosen[i] + 1)
          .forEach((name, one) -> put(batch, name, one, at, to - from));
    }
    return batch;
  }

  private static void put(Map<String, Tensor> batch, String name, Tensor one, int at, int count) {
    Tensor whole =
        batch.computeIfAbsent(
            name, _ -> Tensor.zeros(one.element(), withFirst(one.shape(), count)));
    System.arraycopy(one.array(), 0, whole.array(), at * one.size(), one.size());
  }

  private static Shape withFirst(Shape shape, int count) {
    long[] dims = shape.toLongs();
    dims[0] = count;
    return Shape.of(dims);
  }
}
