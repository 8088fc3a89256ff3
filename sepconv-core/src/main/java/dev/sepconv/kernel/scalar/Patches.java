package dev.sepconv.kernel.scalar;

import dev.sepconv.graph.op.Window;
import dev.sepconv.tensor.Shape;
import java.util.Arrays;

/// A window over planes of one or two axes, and what each of its taps sees: one row with an element
/// for each output pixel. A single axis is a plane of one line.
final class Patches {
  final int ih;
  final int iw;
  final int oh;
  final int ow;
  final int kh;
  final int kw;
  private final int strideH;
  private final int strideW;
  private final int dilationH;
  private final int dilationW;
  private final int padTop;
  private final int padLeft;

  /// @param window of one or two axes
  /// @param input `N x C x spatial…`
  /// @param output `N x C x spatial…`
  Patches(Window window, Shape input, Shape output) {
    boolean flat = window.rank() == 1;
    int w = flat ? 0 : 1;
    ih = flat ? 1 : input.dim(2);
    iw = input.dim(2 + w);
    oh = flat ? 1 : output.dim(2);
    ow = output.dim(2 + w);
    kh = flat ? 1 : window.kernel().get(0);
    kw = window.kernel().get(w);
    strideH = flat ? 1 : window.stride().get(0);
    strideW = window.stride().get(w);
    dilationH = flat ? 1 : window.dilation().get(0);
    dilationW = window.dilation().get(w);
    padTop = flat ? 0 : window.padBegin(0, ih);
    padLeft = window.padBegin(w, iw);
  }

  int taps() {
    return kh * kw;
  }

  int pixels() {
    return oh * ow;
  }

  /// How many taps of a line of windows lie between two borders.
  static int taps(int kernel, int dilation, int begin, int low, int high) {
    int n = 0;
    for (int k = 0; k < kernel; k++) {
      int at = begin + k * dilation;
      n += at >= low && at < high ? 1 : 0;
    }
    return n;
  }

  /// How many taps of each window lie in the plane, or in the plane and its padding.
  ///
  /// @param padBottom padding that counts
  /// @param padRight padding that counts
  /// @param padded whether padding counts
  /// @return one number per output pixel
  float[] counts(int padBottom, int padRight, boolean padded) {
    float[] counts = new float[pixels()];
    for (int y = 0; y < oh; y++) {
      int top = y * strideH - padTop;
      int rows = taps(kh, dilationH, top, padded ? -padTop : 0, padded ? ih + padBottom : ih);
      for (int x = 0; x < ow; x++) {
        int left = x * strideW - padLeft;
        int columns = taps(kw, dilationW, left, padded ? -padLeft : 0, padded ? iw + padRight : iw);
        counts[y * ow + x] = rows * columns;
      }
    }
    return counts;
  }

  /// Copies what a tap sees of some output pixels of a plane.
  ///
  /// @param src holds the plane
  /// @param at where it begins
  /// @param tap the tap, row-major
  /// @param pixel the first output pixel
  /// @param row takes one element per pixel
  /// @param n how many pixels
  /// @param padding what lies outside of the plane
  void copy(float[] src, int at, int tap, int pixel, float[] row, int n, float padding) {
    int dy = tap / kw * dilationH - padTop;
    int dx = tap % kw * dilationW - padLeft;
    // Output columns whose tap lies in the plane.
    int first = Math.clamp(Math.ceilDiv(-dx, strideW), 0, ow);
    int last = Math.clamp(Math.ceilDiv(iw - dx, strideW), first, ow);
    if (ow == iw && strideH == 1 && strideW == 1) {
      shift(src, at, dy * iw + dx, pixel, row, n, padding);
      if (last - first < ow) {
        erase(pixel, row, n, first, last, padding);
      }
      return;
    }
    int y = pixel / ow;
    int x = pixel % ow;
    for (int i = 0; i < n; ) {
      int end = Math.min(ow, x + n - i);
      int iy = y * strideH + dy;
      int a = Math.clamp(iy < 0 || iy >= ih ? end : first, x, end);
      int b = Math.clamp(last, a, end);
      Arrays.fill(row, i, i + a - x, padding);
      gather(src, at + iy * iw + a * strideW + dx, row, i + a - x, b - a);
      Arrays.fill(row, i + b - x, i + end - x, padding);
      i += end - x;
      x = 0;
      y++;
    }
  }

  private void gather(float[] src, int at, float[] row, int to, int n) {
    if (strideW == 1) {
      // The position of an empty range may lie outside of the array.
      if (n > 0) {
        System.arraycopy(src, at, row, to, n);
      }
      return;
    }
    for (int i = 0; i < n; i++) {
      row[to + i] = src[at + i * strideW];
    }
  }

  /// With lines of equal length, a tap sees the plane moved as a whole.
  private void shift(
      float[] src, int at, int distance, int pixel, float[] row, int n, float padding) {
    int from = pixel + distance;
    int a = Math.clamp(-from, 0, n);
    int b = Math.clamp((long) ih * iw - from, a, n);
    Arrays.fill(row, 0, a, padding);
    if (a < b) {
      System.arraycopy(src, at + from + a, row, a, b - a);
    }
    Arrays.fill(row, b, n, padding);
  }

  /// Overwrites the columns where the moved plane runs over from one line into the next.
  private void erase(int pixel, float[] row, int n, int first, int last, float padding) {
    for (int line = -(pixel % ow); line < n; line += ow) {
      for (int x = Math.max(line, 0); x < Math.min(line + first, n); x++) {
        row[x] = padding;
      }
      for (int x = Math.max(line + last, 0); x < Math.min(line + ow, n); x++) {
        row[x] = padding;
      }
    }
  }
}
