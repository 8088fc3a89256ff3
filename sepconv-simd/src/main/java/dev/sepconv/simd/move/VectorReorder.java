package dev.sepconv.simd.move;

import dev.sepconv.kernel.Kernel;
import dev.sepconv.kernel.Layout;
import dev.sepconv.kernel.Operands;
import dev.sepconv.kernel.Reorder;
import dev.sepconv.kernel.Workers;
import dev.sepconv.tensor.Shape;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Brings a float32 value from one layout to the other, four channels of four pixels at a time: a
/// matrix that is transposed in registers by exchanging neighbours, then halves. Vectors of 128
/// bits, whatever the machine has.
public final class VectorReorder implements Kernel.Task {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_128;
  private static final int L = S.length();
  private static final VectorShuffle<Float> NEXT = VectorShuffle.fromOp(S, i -> (i + 1) % L);
  private static final VectorShuffle<Float> BEFORE = VectorShuffle.fromOp(S, i -> (i + L - 1) % L);
  private static final VectorShuffle<Float> HALVES = VectorShuffle.fromOp(S, i -> (i + L / 2) % L);
  private static final VectorMask<Float> ODD = VectorMask.fromLong(S, 0b1010);
  private static final VectorMask<Float> UPPER = VectorMask.fromLong(S, 0b1100);

  private final int n;
  private final int channels;
  private final int pixels;
  private final int pixelStride;
  private final int across;
  private final int down;
  private final boolean toChannelsLast;

  private VectorReorder(Shape shape, boolean toChannelsLast) {
    n = shape.dim(0);
    channels = shape.dim(1);
    pixels = shape.dim(2) * shape.dim(3);
    pixelStride = Layout.pixelStride(channels);
    across = Math.ceilDiv(pixels, Layout.BLOCK);
    down = pixelStride / Layout.BLOCK;
    this.toChannelsLast = toChannelsLast;
  }

  /// A reorder between the two layouts.
  ///
  /// @param shape of the value, `N x C x H x W`
  /// @param toChannelsLast whether it goes from plain to channels last, or back
  /// @return what does it
  public static Kernel.Task of(Shape shape, boolean toChannelsLast) {
    return shape.dim(2) * shape.dim(3) < L
        ? new Reorder(shape, toChannelsLast)
        : new VectorReorder(shape, toChannelsLast);
  }

  /// Squares of a cache line of pixels and one of channels, in the order of what is read.
  @Override
  public void run(Operands operands, Workers workers) {
    workers.run(
        n * down * across,
        (_, from, to) -> {
          for (int i = from; i < to; i++) {
            int image = i / (down * across);
            int rest = i % (down * across);
            if (toChannelsLast) {
              square(operands, image, rest / across, rest % across);
            } else {
              square(operands, image, rest % down, rest / down);
            }
          }
        });
  }

  private void square(Operands operands, int image, int block, int column) {
    int pixel = column * Layout.BLOCK;
    int left = Math.min(Layout.BLOCK, pixels - pixel);
    // Of fewer than four, pixels before them are written again, with the same.
    int first = left < L ? pixels - L : pixel;
    int count = Math.max(left, L);
    int plain = image * channels * pixels + first;
    int last = (image * pixels + first) * pixelStride;
    float[] src = operands.input(0);
    float[] dst = operands.output(0);
    int end = Math.min((block + 1) * Layout.BLOCK, channels);
    for (int c = block * Layout.BLOCK; c < end; c += L) {
      int rows = Math.min(L, channels - c) - 1;
      int row = plain + c * pixels;
      if (toChannelsLast) {
        int s = operands.inputOffset(0) + row;
        toLast(src, s, pixels, rows, dst, operands.outputOffset(0) + last + c, pixelStride, count);
      } else {
        int d = operands.outputOffset(0) + row;
        toPlain(src, operands.inputOffset(0) + last + c, pixelStride, dst, d, pixels, rows, count);
      }
    }
  }

  /// Four rows of channels, of which the first and `rows` more are there, to pixels; the lanes of
  /// the others may get anything.
  private static void toLast(
      float[] src, int s, int plane, int rows, float[] dst, int d, int pixel, int count) {
    int s1 = s + Math.min(1, rows) * plane;
    int s2 = s + Math.min(2, rows) * plane;
    int s3 = s + Math.min(3, rows) * plane;
    for (int x = 0; x < count; x += L) {
      // The last four overlap those before, and write the same there.
      int p = Math.min(x, count - L);
      FloatVector r0 = FloatVector.fromArray(S, src, s + p);
      FloatVector r1 = FloatVector.fromArray(S, src, s1 + p);
      FloatVector r2 = FloatVector.fromArray(S, src, s2 + p);
      FloatVector r3 = FloatVector.fromArray(S, src, s3 + p);
      FloatVector a0 = r0.blend(r1.rearrange(BEFORE), ODD);
      FloatVector a1 = r0.rearrange(NEXT).blend(r1, ODD);
      FloatVector a2 = r2.blend(r3.rearrange(BEFORE), ODD);
      FloatVector a3 = r2.rearrange(NEXT).blend(r3, ODD);
      int at = d + p * pixel;
      a0.blend(a2.rearrange(HALVES), UPPER).intoArray(dst, at);
      a1.blend(a3.rearrange(HALVES), UPPER).intoArray(dst, at + pixel);
      a0.rearrange(HALVES).blend(a2, UPPER).intoArray(dst, at + 2 * pixel);
      a1.rearrange(HALVES).blend(a3, UPPER).intoArray(dst, at + 3 * pixel);
    }
  }

  /// Pixels to four rows of channels, of which the first and `rows` more are there; each is written
  /// after what stands for those beyond the last one, in the same place.
  private static void toPlain(
      float[] src, int s, int pixel, float[] dst, int d, int plane, int rows, int count) {
    int d1 = d + Math.min(1, rows) * plane;
    int d2 = d + Math.min(2, rows) * plane;
    int d3 = d + Math.min(3, rows) * plane;
    for (int x = 0; x < count; x += L) {
      int p = Math.min(x, count - L);
      int at = s + p * pixel;
      FloatVector r0 = FloatVector.fromArray(S, src, at);
      FloatVector r1 = FloatVector.fromArray(S, src, at + pixel);
      FloatVector r2 = FloatVector.fromArray(S, src, at + 2 * pixel);
      FloatVector r3 = FloatVector.fromArray(S, src, at + 3 * pixel);
      FloatVector a0 = r0.blend(r1.rearrange(BEFORE), ODD);
      FloatVector a1 = r0.rearrange(NEXT).blend(r1, ODD);
      FloatVector a2 = r2.blend(r3.rearrange(BEFORE), ODD);
      FloatVector a3 = r2.rearrange(NEXT).blend(r3, ODD);
      a1.rearrange(HALVES).blend(a3, UPPER).intoArray(dst, d3 + p);
      a0.rearrange(HALVES).blend(a2, UPPER).intoArray(dst, d2 + p);
      a1.blend(a3.rearrange(HALVES), UPPER).intoArray(dst, d1 + p);
      a0.blend(a2.rearrange(HALVES), UPPER).intoArray(dst, d + p);
    }
  }
}
