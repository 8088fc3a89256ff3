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
      // Rows beyond the last channel are the last one; read, they fill lanes that may get anything,
      // and written, it comes after them.
      int rows = Math.min(L, channels - c) - 1;
      int p1 = Math.min(1, rows) * pixels;
      int p2 = Math.min(2, rows) * pixels;
      int p3 = Math.min(3, rows) * pixels;
      int in = operands.inputOffset(0) + (toChannelsLast ? plain + c * pixels : last + c);
      int out = operands.outputOffset(0) + (toChannelsLast ? last + c : plain + c * pixels);
      for (int x = 0; x < count; x += L) {
        // The last four overlap those before, and write the same there.
        int p = Math.min(x, count - L);
        int l = p * pixelStride;
        int q = pixelStride;
        if (toChannelsLast) {
          transpose(src, in + p, p1, p2, p3, dst, out + l, q, 2 * q, 3 * q);
        } else {
          transpose(src, in + l, q, 2 * q, 3 * q, dst, out + p, p1, p2, p3);
        }
      }
    }
  }

  /// Four rows of four, at distances from the first, become the columns of four others; the first
  /// is written last.
  private static void transpose(
      float[] src, int s, int s1, int s2, int s3, float[] dst, int d, int d1, int d2, int d3) {
    FloatVector r0 = FloatVector.fromArray(S, src, s);
    FloatVector r1 = FloatVector.fromArray(S, src, s + s1);
    FloatVector r2 = FloatVector.fromArray(S, src, s + s2);
    FloatVector r3 = FloatVector.fromArray(S, src, s + s3);
    FloatVector a0 = r0.blend(r1.rearrange(BEFORE), ODD);
    FloatVector a1 = r0.rearrange(NEXT).blend(r1, ODD);
    FloatVector a2 = r2.blend(r3.rearrange(BEFORE), ODD);
    FloatVector a3 = r2.rearrange(NEXT).blend(r3, ODD);
    a1.rearrange(HALVES).blend(a3, UPPER).intoArray(dst, d + d3);
    a0.rearrange(HALVES).blend(a2, UPPER).intoArray(dst, d + d2);
    a1.blend(a3.rearrange(HALVES), UPPER).intoArray(dst, d + d1);
    a0.blend(a2.rearrange(HALVES), UPPER).intoArray(dst, d);
  }
}
