package dev.sepconv.nn;

import dev.sepconv.error.InvalidModelException;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Dim;
import java.util.List;

/// The mean over equal windows, as many as asked: `N x C x h x w` to `N x C x size x size`. Size 1
/// is the global mean; another size must divide the input's.
public final class AdaptiveAvgPool2d extends Module {
  private final int size;

  /// To a square.
  ///
  /// @param size height and width of the output
  public AdaptiveAvgPool2d(int size) {
    this.size = size;
  }

  @Override
  protected Value forward(Value input) {
    if (size == 1) {
      return input.globalAveragePool();
    }
    List<Integer> window = List.of(part(input.type().dim(2)), part(input.type().dim(3)));
    return input.apply(Pool.average(Window.of(window, window, List.of(0, 0)), false));
  }

  private int part(Dim input) {
    if (!input.isKnown() || input.value() % size != 0) {
      throw new InvalidModelException(
          "AdaptiveAvgPool2d(" + size + ") needs an input whose size it divides, not " + input);
    }
    return Math.toIntExact(input.value() / size);
  }
}
