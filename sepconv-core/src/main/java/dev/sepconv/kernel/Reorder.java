package dev.sepconv.kernel;

import dev.sepconv.tensor.Shape;

/// Brings a float32 value from one layout to the other, in tiles that fit the cache's lines.
public final class Reorder implements Kernel.Task {
  private static final int TILE = Layout.BLOCK;

  /// Makes reorders.
  @FunctionalInterface
  public interface Maker {
    /// A reorder between the two layouts.
    ///
    /// @param shape of the value, `N x C x H x W`
    /// @param toChannelsLast whether it goes from plain to channels last, or back
    /// @return what does it
    Kernel.Task of(Shape shape, boolean toChannelsLast);
  }

  private final int n;
  private final int channels;
  private final int pixels;
  private final int pixelStride;
  private final boolean toChannelsLast;

  /// A reorder between the two layouts.
  ///
  /// @param shape of the value, `N x C x H x W`
  /// @param toChannelsLast whether it goes from plain to channels last, or back
  public Reorder(Shape shape, boolean toChannelsLast) {
    n = shape.dim(0);
    channels = shape.dim(1);
    pixels = shape.dim(2) * shape.dim(3);
    pixelStride = Layout.pixelStride(channels);
    this.toChannelsLast = toChannelsLast;
  }

  @Override
  public void run(Operands operands, Workers workers) {
    float[] src = operands.input(0);
    float[] dst = operands.output(0);
    int tiles = Math.ceilDiv(pixels, TILE);
    workers.run(
        n * tiles,
        (worker, from, to) -> {
          for (int t = from; t < to; t++) {
            int image = t / tiles;
            int first = t % tiles * TILE;
            int last = Math.min(first + TILE, pixels);
            int plain = image * channels * pixels;
            int lastly = image * pixels * pixelStride;
            if (toChannelsLast) {
              plainToLast(
                  src,
                  operands.inputOffset(0) + plain,
                  dst,
                  operands.outputOffset(0) + lastly,
                  first,
                  last);
            } else {
              lastToPlain(
                  src,
                  operands.inputOffset(0) + lastly,
                  dst,
                  operands.outputOffset(0) + plain,
                  first,
                  last);
            }
          }
        });
  }

  private void plainToLast(float[] src, int so, float[] dst, int to, int first, int last) {
    for (int c = 0; c < channels; c++) {
      int s = so + c * pixels;
      for (int p = first; p < last; p++) {
        dst[to + p * pixelStride + c] = src[s + p];
      }
    }
  }

  private void lastToPlain(float[] src, int so, float[] dst, int to, int first, int last) {
    for (int c = 0; c < channels; c++) {
      int d = to + c * pixels;
      for (int p = first; p < last; p++) {
        dst[d + p] = src[so + p * pixelStride + c];
      }
    }
  }
}
