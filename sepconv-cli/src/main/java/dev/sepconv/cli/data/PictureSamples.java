package dev.sepconv.cli.data;

import dev.sepconv.analysis.accuracy.Samples;
import dev.sepconv.cli.image.Pixels;
import dev.sepconv.cli.image.Preparation;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// Pictures, each read and prepared when it is asked for; those of a batch in parallel.
final class PictureSamples implements Samples {
  private final String input;
  private final Preparation preparation;
  private final IntFunction<Pixels> fitted;
  private final int[] numbers;

  /// @param input the input's name
  /// @param preparation what is done to a picture
  /// @param count how many there are
  /// @param fitted reads the picture with a number, in the input's size; from several threads
  PictureSamples(String input, Preparation preparation, int count, IntFunction<Pixels> fitted) {
    this(input, preparation, fitted, IntStream.range(0, count).toArray());
  }

  private PictureSamples(
      String input, Preparation preparation, IntFunction<Pixels> fitted, int[] numbers) {
    this.input = input;
    this.preparation = preparation;
    this.fitted = fitted;
    this.numbers = numbers;
  }

  @Override
  public int count() {
    return numbers.length;
  }

  @Override
  public Map<String, Tensor> batch(int from, int to) {
    long[] dims = preparation.target().shape().toLongs();
    dims[0] = Math.subtractExact(to, from);
    Tensor batch = Tensor.zeros(preparation.target().element(), Shape.of(dims));
    IntStream.range(from, to)
        .parallel()
        .forEach(i -> {
          Tensor one = preparation.tensor(fitted.apply(numbers[i]));
          int n = one.size();
          System.arraycopy(one.array(), 0, batch.array(), (i - from) * n, n);
        });
    return Map.of(input, batch);
  }

  /// Stays able to read the pictures of a batch in parallel.
  @Override
  public Samples choose(int... chosen) {
    int[] picked = Arrays.stream(chosen).map(c -> numbers[c]).toArray();
    return new PictureSamples(input, preparation, fitted, picked);
  }
}
