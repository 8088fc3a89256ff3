package dev.sepconv.cli.data;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Map;

/// The slices of an array along its first axis.
///
/// @param input the input's name
/// @param array all samples
record ArraySamples(String input, Tensor array) implements Samples {
  @Override
  public int count() {
    return array.shape().dim(0);
  }

  @Override
  public Map<String, Tensor> batch(int from, int to) {
    long[] dims = array.shape().toLongs();
    int one = array.size() / count();
    dims[0] = Math.subtractExact(to, from);
    Tensor batch = Tensor.zeros(array.element(), Shape.of(dims));
    System.arraycopy(array.array(), from * one, batch.array(), 0, batch.size());
    return Map.of(input, batch);
  }
}
