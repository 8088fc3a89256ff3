package dev.sepconv.simd.direct;

import dev.sepconv.simd.gemm.MicroKernels;

/// The micro-kernel of a sum over taps: some pixels x one panel of output channels.
///
/// `dst(i, j) = range(init(i, j) + Σ_t Σ_r src(pixel_i + tap_t + r)·weights(t, r, j))` for r below
/// the run that each tap begins.
final class TapTile {
  private TapTile() {}

  /// How many pixels it does at once.
  ///
  /// @param vectors the panel's
  /// @return the number of pixels
  static int pixels(int vectors) {
    return switch (vectors) {
      case 4 -> TapTile6x4.PIXELS;
      case 3 -> TapTile8x3.PIXELS;
      case 2 -> MicroKernels.MANY_REGISTERS ? TapTile8x2.PIXELS : TapTile6x2.PIXELS;
      default -> TapTile12x1.PIXELS;
    };
  }

  /// Does one tile.
  ///
  /// @param vectors the panel's
  /// @param src the input
  /// @param s where pixel 0 would begin
  /// @param pixels where pixels lie from there
  /// @param p the tile's first entry in that
  /// @param taps where each tap's run begins, from its pixel
  /// @param from the first tap
  /// @param to after the last tap
  /// @param run the length of a tap's run
  /// @param weights the packed weights
  /// @param panel where those of tap `from` begin
  /// @param init what the sums begin with
  /// @param n where that begins
  /// @param initStep from one pixel's to the next; 0 for a bias
  /// @param range a vector of the least result, then one of the greatest
  /// @param dst the output
  /// @param d where the first pixel's panel begins
  /// @param step from one pixel to the next
  static void run(
      int vectors,
      float[] src,
      int s,
      int[] pixels,
      int p,
      int[] taps,
      int from,
      int to,
      int run,
      float[] weights,
      int panel,
      float[] init,
      int n,
      int initStep,
      float[] range,
      float[] dst,
      int d,
      int step) {
    switch (vectors) {
      case 4 ->
          TapTile6x4.run(
              src, s, pixels, p, taps, from, to, run, weights, panel, init, n, initStep, range, dst,
              d, step);
      case 3 ->
          TapTile8x3.run(
              src, s, pixels, p, taps, from, to, run, weights, panel, init, n, initStep, range, dst,
              d, step);
      case 2 -> {
        if (!MicroKernels.MANY_REGISTERS) {
          TapTile6x2.run(
              src, s, pixels, p, taps, from, to, run, weights, panel, init, n, initStep, range, dst,
              d, step);
        } else {
          TapTile8x2.run(
              src, s, pixels, p, taps, from, to, run, weights, panel, init, n, initStep, range, dst,
              d, step);
        }
      }
      default ->
          TapTile12x1.run(
              src, s, pixels, p, taps, from, to, run, weights, panel, init, n, initStep, range, dst,
              d, step);
    }
  }
}
