package dev.sepconv.simd.depthwise;

/// The arithmetic of one output row of a depthwise convolution for some vectors of channels:
/// `dst[x] = range(bias + Σ a[y_i, x·sw + j·dw] · w[i, j])`. Input rows lie with their padding in
/// `a`, row i of vector v from `base + v·plane + rows[i]` on, pixels one vector apart: C2 merges
/// the bounds checks of distances that it knows. Weights are, for each vector of channels, one of
/// biases and then one per tap. Results of neighbouring vectors are neighbours.
///
/// Seven columns at a time share what they read; the last seven overlap those before, so that no
/// column is left over. Of fewer than seven the last one is written last: what is computed beyond
/// it, from whatever lies behind the row, is overwritten. Each output is one chain of fused
/// multiply-adds, tap by tap.
final class DepthwiseLoops {
  /// How many columns are computed at a time, and so at the least.
  static final int COLUMNS = 7;

  private DepthwiseLoops() {}

  /// Chooses the loop for a window.
  static void row(
      float[] a,
      int base,
      int plane,
      int vectors,
      int[] rows,
      int kw,
      int sw,
      int dw,
      float[] w,
      int wo,
      float[] dst,
      int to,
      int pixel,
      int ow,
      float[] range) {
    boolean dense = dw == 1;
    if (dense && kw == 3 && rows.length == 3 && sw == 1) {
      ThreeByThree.strideOne(a, base, plane, vectors, rows, w, wo, dst, to, pixel, ow, range);
    } else if (dense && kw == 3 && rows.length == 3 && sw == 2) {
      ThreeByThree.strideTwo(a, base, plane, vectors, rows, w, wo, dst, to, pixel, ow, range);
    } else if (dense && kw == 5 && sw == 1) {
      FiveWide.strideOne(a, base, plane, vectors, rows, w, wo, dst, to, pixel, ow, range);
    } else if (dense && kw == 5 && sw == 2) {
      FiveWide.strideTwo(a, base, plane, vectors, rows, w, wo, dst, to, pixel, ow, range);
    } else {
      AnyWindow.row(a, base, plane, vectors, rows, kw, sw, dw, w, wo, dst, to, pixel, ow, range);
    }
  }
}
