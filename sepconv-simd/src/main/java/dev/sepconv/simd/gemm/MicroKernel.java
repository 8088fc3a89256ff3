package dev.sepconv.simd.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The inner loops of every matrix product: a tile of pixels by vectors of output channels stays in
/// registers while k runs. An element is the same chain of fused multiply-adds whatever tile
/// computes it, so results do not depend on how pixels are divided.
public final class MicroKernel {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();

  /// The widest panel in vectors: with 32 registers of 512 bits 24 accumulators fit, with 16
  /// registers 12.
  static final int WIDEST = S.vectorBitSize() == 512 ? 4 : 2;

  private MicroKernel() {}

  /// Multiplies pixels by one panel of packed weights: `c = min(max(bias + a·w + r, low), high)`.
  ///
  /// @param a pixels, each `k` contiguous floats
  /// @param ao where the first pixel begins
  /// @param as from pixel to pixel
  /// @param pixels how many
  /// @param k the length of the sums
  /// @param b packed weights
  /// @param bo where the panel begins: the biases, then k rows of `vectors` vectors
  /// @param vectors the panel's width, 1 to {@link #WIDEST}
  /// @param c the result
  /// @param co where the first pixel's part begins
  /// @param cs from pixel to pixel
  /// @param r what is added; any array where `rs` is 0
  /// @param ro where the first pixel's part begins
  /// @param rs from pixel to pixel; 0 for nothing to add
  /// @param low the least result
  /// @param high the greatest result
  public static void run(
      float[] a,
      int ao,
      int as,
      int pixels,
      int k,
      float[] b,
      int bo,
      int vectors,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    int rows = rows(vectors);
    int p = 0;
    while (pixels >= rows && p < pixels) {
      // The last tile reaches back over pixels that are done already rather than being smaller.
      int at = Math.min(p, pixels - rows);
      tile(
          a,
          ao + at * as,
          as,
          k,
          b,
          bo,
          vectors,
          c,
          co + at * cs,
          cs,
          r,
          ro + at * rs,
          rs,
          low,
          high);
      p += rows;
    }
    for (; p < pixels; p++) {
      row(a, ao + p * as, k, b, bo, vectors, c, co + p * cs, r, ro + p * rs, rs, low, high);
    }
  }

  /// How many pixels a full tile of a panel has.
  static int rows(int vectors) {
    return switch (vectors) {
      case 4 -> 6;
      case 3 -> 8;
      case 2 -> WIDEST == 4 ? 12 : 6;
      default -> WIDEST == 4 ? 14 : 6;
    };
  }

  private static void tile(
      float[] a,
      int a0,
      int as,
      int k,
      float[] b,
      int bo,
      int vectors,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    switch (vectors) {
      case 4 -> tile6x4(a, a0, as, k, b, bo, c, co, cs, r, ro, rs, low, high);
      case 3 -> tile8x3(a, a0, as, k, b, bo, c, co, cs, r, ro, rs, low, high);
      case 2 -> {
        if (WIDEST == 4) {
          tile12x2(a, a0, as, k, b, bo, c, co, cs, r, ro, rs, low, high);
        } else {
          tile6x2(a, a0, as, k, b, bo, c, co, cs, r, ro, rs, low, high);
        }
      }
      default -> {
        if (WIDEST == 4) {
          tile14x1(a, a0, as, k, b, bo, c, co, cs, r, ro, rs, low, high);
        } else {
          tile6x1(a, a0, as, k, b, bo, c, co, cs, r, ro, rs, low, high);
        }
      }
    }
  }

  private static void row(
      float[] a,
      int a0,
      int k,
      float[] b,
      int bo,
      int vectors,
      float[] c,
      int co,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    switch (vectors) {
      case 4 -> tile1x4(a, a0, k, b, bo, c, co, r, ro, rs, low, high);
      case 3 -> tile1x3(a, a0, k, b, bo, c, co, r, ro, rs, low, high);
      case 2 -> tile1x2(a, a0, k, b, bo, c, co, r, ro, rs, low, high);
      default -> tile1x1(a, a0, k, b, bo, c, co, r, ro, rs, low, high);
    }
  }

  private static void tile6x4(
      float[] a,
      int a0,
      int as,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector b1 = FloatVector.fromArray(S, b, bo + 1 * L);
    FloatVector b2 = FloatVector.fromArray(S, b, bo + 2 * L);
    FloatVector b3 = FloatVector.fromArray(S, b, bo + 3 * L);
    FloatVector c0a = b0, c0b = b1, c0c = b2, c0d = b3;
    FloatVector c1a = b0, c1b = b1, c1c = b2, c1d = b3;
    FloatVector c2a = b0, c2b = b1, c2c = b2, c2d = b3;
    FloatVector c3a = b0, c3b = b1, c3c = b2, c3d = b3;
    FloatVector c4a = b0, c4b = b1, c4c = b2, c4d = b3;
    FloatVector c5a = b0, c5b = b1, c5c = b2, c5d = b3;
    int a1 = a0 + as, a2 = a1 + as, a3 = a2 + as, a4 = a3 + as, a5 = a4 + as;
    int p = bo + 4 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      b1 = FloatVector.fromArray(S, b, p + 1 * L);
      b2 = FloatVector.fromArray(S, b, p + 2 * L);
      b3 = FloatVector.fromArray(S, b, p + 3 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      c0b = v.fma(b1, c0b);
      c0c = v.fma(b2, c0c);
      c0d = v.fma(b3, c0d);
      v = FloatVector.broadcast(S, a[a1 + i]);
      c1a = v.fma(b0, c1a);
      c1b = v.fma(b1, c1b);
      c1c = v.fma(b2, c1c);
      c1d = v.fma(b3, c1d);
      v = FloatVector.broadcast(S, a[a2 + i]);
      c2a = v.fma(b0, c2a);
      c2b = v.fma(b1, c2b);
      c2c = v.fma(b2, c2c);
      c2d = v.fma(b3, c2d);
      v = FloatVector.broadcast(S, a[a3 + i]);
      c3a = v.fma(b0, c3a);
      c3b = v.fma(b1, c3b);
      c3c = v.fma(b2, c3c);
      c3d = v.fma(b3, c3d);
      v = FloatVector.broadcast(S, a[a4 + i]);
      c4a = v.fma(b0, c4a);
      c4b = v.fma(b1, c4b);
      c4c = v.fma(b2, c4c);
      c4d = v.fma(b3, c4d);
      v = FloatVector.broadcast(S, a[a5 + i]);
      c5a = v.fma(b0, c5a);
      c5b = v.fma(b1, c5b);
      c5c = v.fma(b2, c5c);
      c5d = v.fma(b3, c5d);
      p += 4 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c0b = c0b.add(FloatVector.fromArray(S, r, ro + 1 * L));
      c0c = c0c.add(FloatVector.fromArray(S, r, ro + 2 * L));
      c0d = c0d.add(FloatVector.fromArray(S, r, ro + 3 * L));
      c1a = c1a.add(FloatVector.fromArray(S, r, ro + 1 * rs));
      c1b = c1b.add(FloatVector.fromArray(S, r, ro + 1 * rs + 1 * L));
      c1c = c1c.add(FloatVector.fromArray(S, r, ro + 1 * rs + 2 * L));
      c1d = c1d.add(FloatVector.fromArray(S, r, ro + 1 * rs + 3 * L));
      c2a = c2a.add(FloatVector.fromArray(S, r, ro + 2 * rs));
      c2b = c2b.add(FloatVector.fromArray(S, r, ro + 2 * rs + 1 * L));
      c2c = c2c.add(FloatVector.fromArray(S, r, ro + 2 * rs + 2 * L));
      c2d = c2d.add(FloatVector.fromArray(S, r, ro + 2 * rs + 3 * L));
      c3a = c3a.add(FloatVector.fromArray(S, r, ro + 3 * rs));
      c3b = c3b.add(FloatVector.fromArray(S, r, ro + 3 * rs + 1 * L));
      c3c = c3c.add(FloatVector.fromArray(S, r, ro + 3 * rs + 2 * L));
      c3d = c3d.add(FloatVector.fromArray(S, r, ro + 3 * rs + 3 * L));
      c4a = c4a.add(FloatVector.fromArray(S, r, ro + 4 * rs));
      c4b = c4b.add(FloatVector.fromArray(S, r, ro + 4 * rs + 1 * L));
      c4c = c4c.add(FloatVector.fromArray(S, r, ro + 4 * rs + 2 * L));
      c4d = c4d.add(FloatVector.fromArray(S, r, ro + 4 * rs + 3 * L));
      c5a = c5a.add(FloatVector.fromArray(S, r, ro + 5 * rs));
      c5b = c5b.add(FloatVector.fromArray(S, r, ro + 5 * rs + 1 * L));
      c5c = c5c.add(FloatVector.fromArray(S, r, ro + 5 * rs + 2 * L));
      c5d = c5d.add(FloatVector.fromArray(S, r, ro + 5 * rs + 3 * L));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c0b.max(low).min(high).intoArray(c, co + 1 * L);
    c0c.max(low).min(high).intoArray(c, co + 2 * L);
    c0d.max(low).min(high).intoArray(c, co + 3 * L);
    c1a.max(low).min(high).intoArray(c, co + 1 * cs);
    c1b.max(low).min(high).intoArray(c, co + 1 * cs + 1 * L);
    c1c.max(low).min(high).intoArray(c, co + 1 * cs + 2 * L);
    c1d.max(low).min(high).intoArray(c, co + 1 * cs + 3 * L);
    c2a.max(low).min(high).intoArray(c, co + 2 * cs);
    c2b.max(low).min(high).intoArray(c, co + 2 * cs + 1 * L);
    c2c.max(low).min(high).intoArray(c, co + 2 * cs + 2 * L);
    c2d.max(low).min(high).intoArray(c, co + 2 * cs + 3 * L);
    c3a.max(low).min(high).intoArray(c, co + 3 * cs);
    c3b.max(low).min(high).intoArray(c, co + 3 * cs + 1 * L);
    c3c.max(low).min(high).intoArray(c, co + 3 * cs + 2 * L);
    c3d.max(low).min(high).intoArray(c, co + 3 * cs + 3 * L);
    c4a.max(low).min(high).intoArray(c, co + 4 * cs);
    c4b.max(low).min(high).intoArray(c, co + 4 * cs + 1 * L);
    c4c.max(low).min(high).intoArray(c, co + 4 * cs + 2 * L);
    c4d.max(low).min(high).intoArray(c, co + 4 * cs + 3 * L);
    c5a.max(low).min(high).intoArray(c, co + 5 * cs);
    c5b.max(low).min(high).intoArray(c, co + 5 * cs + 1 * L);
    c5c.max(low).min(high).intoArray(c, co + 5 * cs + 2 * L);
    c5d.max(low).min(high).intoArray(c, co + 5 * cs + 3 * L);
  }

  private static void tile8x3(
      float[] a,
      int a0,
      int as,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector b1 = FloatVector.fromArray(S, b, bo + 1 * L);
    FloatVector b2 = FloatVector.fromArray(S, b, bo + 2 * L);
    FloatVector c0a = b0, c0b = b1, c0c = b2;
    FloatVector c1a = b0, c1b = b1, c1c = b2;
    FloatVector c2a = b0, c2b = b1, c2c = b2;
    FloatVector c3a = b0, c3b = b1, c3c = b2;
    FloatVector c4a = b0, c4b = b1, c4c = b2;
    FloatVector c5a = b0, c5b = b1, c5c = b2;
    FloatVector c6a = b0, c6b = b1, c6c = b2;
    FloatVector c7a = b0, c7b = b1, c7c = b2;
    int a1 = a0 + as,
        a2 = a1 + as,
        a3 = a2 + as,
        a4 = a3 + as,
        a5 = a4 + as,
        a6 = a5 + as,
        a7 = a6 + as;
    int p = bo + 3 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      b1 = FloatVector.fromArray(S, b, p + 1 * L);
      b2 = FloatVector.fromArray(S, b, p + 2 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      c0b = v.fma(b1, c0b);
      c0c = v.fma(b2, c0c);
      v = FloatVector.broadcast(S, a[a1 + i]);
      c1a = v.fma(b0, c1a);
      c1b = v.fma(b1, c1b);
      c1c = v.fma(b2, c1c);
      v = FloatVector.broadcast(S, a[a2 + i]);
      c2a = v.fma(b0, c2a);
      c2b = v.fma(b1, c2b);
      c2c = v.fma(b2, c2c);
      v = FloatVector.broadcast(S, a[a3 + i]);
      c3a = v.fma(b0, c3a);
      c3b = v.fma(b1, c3b);
      c3c = v.fma(b2, c3c);
      v = FloatVector.broadcast(S, a[a4 + i]);
      c4a = v.fma(b0, c4a);
      c4b = v.fma(b1, c4b);
      c4c = v.fma(b2, c4c);
      v = FloatVector.broadcast(S, a[a5 + i]);
      c5a = v.fma(b0, c5a);
      c5b = v.fma(b1, c5b);
      c5c = v.fma(b2, c5c);
      v = FloatVector.broadcast(S, a[a6 + i]);
      c6a = v.fma(b0, c6a);
      c6b = v.fma(b1, c6b);
      c6c = v.fma(b2, c6c);
      v = FloatVector.broadcast(S, a[a7 + i]);
      c7a = v.fma(b0, c7a);
      c7b = v.fma(b1, c7b);
      c7c = v.fma(b2, c7c);
      p += 3 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c0b = c0b.add(FloatVector.fromArray(S, r, ro + 1 * L));
      c0c = c0c.add(FloatVector.fromArray(S, r, ro + 2 * L));
      c1a = c1a.add(FloatVector.fromArray(S, r, ro + 1 * rs));
      c1b = c1b.add(FloatVector.fromArray(S, r, ro + 1 * rs + 1 * L));
      c1c = c1c.add(FloatVector.fromArray(S, r, ro + 1 * rs + 2 * L));
      c2a = c2a.add(FloatVector.fromArray(S, r, ro + 2 * rs));
      c2b = c2b.add(FloatVector.fromArray(S, r, ro + 2 * rs + 1 * L));
      c2c = c2c.add(FloatVector.fromArray(S, r, ro + 2 * rs + 2 * L));
      c3a = c3a.add(FloatVector.fromArray(S, r, ro + 3 * rs));
      c3b = c3b.add(FloatVector.fromArray(S, r, ro + 3 * rs + 1 * L));
      c3c = c3c.add(FloatVector.fromArray(S, r, ro + 3 * rs + 2 * L));
      c4a = c4a.add(FloatVector.fromArray(S, r, ro + 4 * rs));
      c4b = c4b.add(FloatVector.fromArray(S, r, ro + 4 * rs + 1 * L));
      c4c = c4c.add(FloatVector.fromArray(S, r, ro + 4 * rs + 2 * L));
      c5a = c5a.add(FloatVector.fromArray(S, r, ro + 5 * rs));
      c5b = c5b.add(FloatVector.fromArray(S, r, ro + 5 * rs + 1 * L));
      c5c = c5c.add(FloatVector.fromArray(S, r, ro + 5 * rs + 2 * L));
      c6a = c6a.add(FloatVector.fromArray(S, r, ro + 6 * rs));
      c6b = c6b.add(FloatVector.fromArray(S, r, ro + 6 * rs + 1 * L));
      c6c = c6c.add(FloatVector.fromArray(S, r, ro + 6 * rs + 2 * L));
      c7a = c7a.add(FloatVector.fromArray(S, r, ro + 7 * rs));
      c7b = c7b.add(FloatVector.fromArray(S, r, ro + 7 * rs + 1 * L));
      c7c = c7c.add(FloatVector.fromArray(S, r, ro + 7 * rs + 2 * L));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c0b.max(low).min(high).intoArray(c, co + 1 * L);
    c0c.max(low).min(high).intoArray(c, co + 2 * L);
    c1a.max(low).min(high).intoArray(c, co + 1 * cs);
    c1b.max(low).min(high).intoArray(c, co + 1 * cs + 1 * L);
    c1c.max(low).min(high).intoArray(c, co + 1 * cs + 2 * L);
    c2a.max(low).min(high).intoArray(c, co + 2 * cs);
    c2b.max(low).min(high).intoArray(c, co + 2 * cs + 1 * L);
    c2c.max(low).min(high).intoArray(c, co + 2 * cs + 2 * L);
    c3a.max(low).min(high).intoArray(c, co + 3 * cs);
    c3b.max(low).min(high).intoArray(c, co + 3 * cs + 1 * L);
    c3c.max(low).min(high).intoArray(c, co + 3 * cs + 2 * L);
    c4a.max(low).min(high).intoArray(c, co + 4 * cs);
    c4b.max(low).min(high).intoArray(c, co + 4 * cs + 1 * L);
    c4c.max(low).min(high).intoArray(c, co + 4 * cs + 2 * L);
    c5a.max(low).min(high).intoArray(c, co + 5 * cs);
    c5b.max(low).min(high).intoArray(c, co + 5 * cs + 1 * L);
    c5c.max(low).min(high).intoArray(c, co + 5 * cs + 2 * L);
    c6a.max(low).min(high).intoArray(c, co + 6 * cs);
    c6b.max(low).min(high).intoArray(c, co + 6 * cs + 1 * L);
    c6c.max(low).min(high).intoArray(c, co + 6 * cs + 2 * L);
    c7a.max(low).min(high).intoArray(c, co + 7 * cs);
    c7b.max(low).min(high).intoArray(c, co + 7 * cs + 1 * L);
    c7c.max(low).min(high).intoArray(c, co + 7 * cs + 2 * L);
  }

  private static void tile12x2(
      float[] a,
      int a0,
      int as,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector b1 = FloatVector.fromArray(S, b, bo + 1 * L);
    FloatVector c0a = b0, c0b = b1;
    FloatVector c1a = b0, c1b = b1;
    FloatVector c2a = b0, c2b = b1;
    FloatVector c3a = b0, c3b = b1;
    FloatVector c4a = b0, c4b = b1;
    FloatVector c5a = b0, c5b = b1;
    FloatVector c6a = b0, c6b = b1;
    FloatVector c7a = b0, c7b = b1;
    FloatVector c8a = b0, c8b = b1;
    FloatVector c9a = b0, c9b = b1;
    FloatVector c10a = b0, c10b = b1;
    FloatVector c11a = b0, c11b = b1;
    int a1 = a0 + as,
        a2 = a1 + as,
        a3 = a2 + as,
        a4 = a3 + as,
        a5 = a4 + as,
        a6 = a5 + as,
        a7 = a6 + as,
        a8 = a7 + as,
        a9 = a8 + as,
        a10 = a9 + as,
        a11 = a10 + as;
    int p = bo + 2 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      b1 = FloatVector.fromArray(S, b, p + 1 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      c0b = v.fma(b1, c0b);
      v = FloatVector.broadcast(S, a[a1 + i]);
      c1a = v.fma(b0, c1a);
      c1b = v.fma(b1, c1b);
      v = FloatVector.broadcast(S, a[a2 + i]);
      c2a = v.fma(b0, c2a);
      c2b = v.fma(b1, c2b);
      v = FloatVector.broadcast(S, a[a3 + i]);
      c3a = v.fma(b0, c3a);
      c3b = v.fma(b1, c3b);
      v = FloatVector.broadcast(S, a[a4 + i]);
      c4a = v.fma(b0, c4a);
      c4b = v.fma(b1, c4b);
      v = FloatVector.broadcast(S, a[a5 + i]);
      c5a = v.fma(b0, c5a);
      c5b = v.fma(b1, c5b);
      v = FloatVector.broadcast(S, a[a6 + i]);
      c6a = v.fma(b0, c6a);
      c6b = v.fma(b1, c6b);
      v = FloatVector.broadcast(S, a[a7 + i]);
      c7a = v.fma(b0, c7a);
      c7b = v.fma(b1, c7b);
      v = FloatVector.broadcast(S, a[a8 + i]);
      c8a = v.fma(b0, c8a);
      c8b = v.fma(b1, c8b);
      v = FloatVector.broadcast(S, a[a9 + i]);
      c9a = v.fma(b0, c9a);
      c9b = v.fma(b1, c9b);
      v = FloatVector.broadcast(S, a[a10 + i]);
      c10a = v.fma(b0, c10a);
      c10b = v.fma(b1, c10b);
      v = FloatVector.broadcast(S, a[a11 + i]);
      c11a = v.fma(b0, c11a);
      c11b = v.fma(b1, c11b);
      p += 2 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c0b = c0b.add(FloatVector.fromArray(S, r, ro + 1 * L));
      c1a = c1a.add(FloatVector.fromArray(S, r, ro + 1 * rs));
      c1b = c1b.add(FloatVector.fromArray(S, r, ro + 1 * rs + 1 * L));
      c2a = c2a.add(FloatVector.fromArray(S, r, ro + 2 * rs));
      c2b = c2b.add(FloatVector.fromArray(S, r, ro + 2 * rs + 1 * L));
      c3a = c3a.add(FloatVector.fromArray(S, r, ro + 3 * rs));
      c3b = c3b.add(FloatVector.fromArray(S, r, ro + 3 * rs + 1 * L));
      c4a = c4a.add(FloatVector.fromArray(S, r, ro + 4 * rs));
      c4b = c4b.add(FloatVector.fromArray(S, r, ro + 4 * rs + 1 * L));
      c5a = c5a.add(FloatVector.fromArray(S, r, ro + 5 * rs));
      c5b = c5b.add(FloatVector.fromArray(S, r, ro + 5 * rs + 1 * L));
      c6a = c6a.add(FloatVector.fromArray(S, r, ro + 6 * rs));
      c6b = c6b.add(FloatVector.fromArray(S, r, ro + 6 * rs + 1 * L));
      c7a = c7a.add(FloatVector.fromArray(S, r, ro + 7 * rs));
      c7b = c7b.add(FloatVector.fromArray(S, r, ro + 7 * rs + 1 * L));
      c8a = c8a.add(FloatVector.fromArray(S, r, ro + 8 * rs));
      c8b = c8b.add(FloatVector.fromArray(S, r, ro + 8 * rs + 1 * L));
      c9a = c9a.add(FloatVector.fromArray(S, r, ro + 9 * rs));
      c9b = c9b.add(FloatVector.fromArray(S, r, ro + 9 * rs + 1 * L));
      c10a = c10a.add(FloatVector.fromArray(S, r, ro + 10 * rs));
      c10b = c10b.add(FloatVector.fromArray(S, r, ro + 10 * rs + 1 * L));
      c11a = c11a.add(FloatVector.fromArray(S, r, ro + 11 * rs));
      c11b = c11b.add(FloatVector.fromArray(S, r, ro + 11 * rs + 1 * L));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c0b.max(low).min(high).intoArray(c, co + 1 * L);
    c1a.max(low).min(high).intoArray(c, co + 1 * cs);
    c1b.max(low).min(high).intoArray(c, co + 1 * cs + 1 * L);
    c2a.max(low).min(high).intoArray(c, co + 2 * cs);
    c2b.max(low).min(high).intoArray(c, co + 2 * cs + 1 * L);
    c3a.max(low).min(high).intoArray(c, co + 3 * cs);
    c3b.max(low).min(high).intoArray(c, co + 3 * cs + 1 * L);
    c4a.max(low).min(high).intoArray(c, co + 4 * cs);
    c4b.max(low).min(high).intoArray(c, co + 4 * cs + 1 * L);
    c5a.max(low).min(high).intoArray(c, co + 5 * cs);
    c5b.max(low).min(high).intoArray(c, co + 5 * cs + 1 * L);
    c6a.max(low).min(high).intoArray(c, co + 6 * cs);
    c6b.max(low).min(high).intoArray(c, co + 6 * cs + 1 * L);
    c7a.max(low).min(high).intoArray(c, co + 7 * cs);
    c7b.max(low).min(high).intoArray(c, co + 7 * cs + 1 * L);
    c8a.max(low).min(high).intoArray(c, co + 8 * cs);
    c8b.max(low).min(high).intoArray(c, co + 8 * cs + 1 * L);
    c9a.max(low).min(high).intoArray(c, co + 9 * cs);
    c9b.max(low).min(high).intoArray(c, co + 9 * cs + 1 * L);
    c10a.max(low).min(high).intoArray(c, co + 10 * cs);
    c10b.max(low).min(high).intoArray(c, co + 10 * cs + 1 * L);
    c11a.max(low).min(high).intoArray(c, co + 11 * cs);
    c11b.max(low).min(high).intoArray(c, co + 11 * cs + 1 * L);
  }

  private static void tile14x1(
      float[] a,
      int a0,
      int as,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector c0a = b0;
    FloatVector c1a = b0;
    FloatVector c2a = b0;
    FloatVector c3a = b0;
    FloatVector c4a = b0;
    FloatVector c5a = b0;
    FloatVector c6a = b0;
    FloatVector c7a = b0;
    FloatVector c8a = b0;
    FloatVector c9a = b0;
    FloatVector c10a = b0;
    FloatVector c11a = b0;
    FloatVector c12a = b0;
    FloatVector c13a = b0;
    int a1 = a0 + as,
        a2 = a1 + as,
        a3 = a2 + as,
        a4 = a3 + as,
        a5 = a4 + as,
        a6 = a5 + as,
        a7 = a6 + as,
        a8 = a7 + as,
        a9 = a8 + as,
        a10 = a9 + as,
        a11 = a10 + as,
        a12 = a11 + as,
        a13 = a12 + as;
    int p = bo + 1 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      v = FloatVector.broadcast(S, a[a1 + i]);
      c1a = v.fma(b0, c1a);
      v = FloatVector.broadcast(S, a[a2 + i]);
      c2a = v.fma(b0, c2a);
      v = FloatVector.broadcast(S, a[a3 + i]);
      c3a = v.fma(b0, c3a);
      v = FloatVector.broadcast(S, a[a4 + i]);
      c4a = v.fma(b0, c4a);
      v = FloatVector.broadcast(S, a[a5 + i]);
      c5a = v.fma(b0, c5a);
      v = FloatVector.broadcast(S, a[a6 + i]);
      c6a = v.fma(b0, c6a);
      v = FloatVector.broadcast(S, a[a7 + i]);
      c7a = v.fma(b0, c7a);
      v = FloatVector.broadcast(S, a[a8 + i]);
      c8a = v.fma(b0, c8a);
      v = FloatVector.broadcast(S, a[a9 + i]);
      c9a = v.fma(b0, c9a);
      v = FloatVector.broadcast(S, a[a10 + i]);
      c10a = v.fma(b0, c10a);
      v = FloatVector.broadcast(S, a[a11 + i]);
      c11a = v.fma(b0, c11a);
      v = FloatVector.broadcast(S, a[a12 + i]);
      c12a = v.fma(b0, c12a);
      v = FloatVector.broadcast(S, a[a13 + i]);
      c13a = v.fma(b0, c13a);
      p += 1 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c1a = c1a.add(FloatVector.fromArray(S, r, ro + 1 * rs));
      c2a = c2a.add(FloatVector.fromArray(S, r, ro + 2 * rs));
      c3a = c3a.add(FloatVector.fromArray(S, r, ro + 3 * rs));
      c4a = c4a.add(FloatVector.fromArray(S, r, ro + 4 * rs));
      c5a = c5a.add(FloatVector.fromArray(S, r, ro + 5 * rs));
      c6a = c6a.add(FloatVector.fromArray(S, r, ro + 6 * rs));
      c7a = c7a.add(FloatVector.fromArray(S, r, ro + 7 * rs));
      c8a = c8a.add(FloatVector.fromArray(S, r, ro + 8 * rs));
      c9a = c9a.add(FloatVector.fromArray(S, r, ro + 9 * rs));
      c10a = c10a.add(FloatVector.fromArray(S, r, ro + 10 * rs));
      c11a = c11a.add(FloatVector.fromArray(S, r, ro + 11 * rs));
      c12a = c12a.add(FloatVector.fromArray(S, r, ro + 12 * rs));
      c13a = c13a.add(FloatVector.fromArray(S, r, ro + 13 * rs));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c1a.max(low).min(high).intoArray(c, co + 1 * cs);
    c2a.max(low).min(high).intoArray(c, co + 2 * cs);
    c3a.max(low).min(high).intoArray(c, co + 3 * cs);
    c4a.max(low).min(high).intoArray(c, co + 4 * cs);
    c5a.max(low).min(high).intoArray(c, co + 5 * cs);
    c6a.max(low).min(high).intoArray(c, co + 6 * cs);
    c7a.max(low).min(high).intoArray(c, co + 7 * cs);
    c8a.max(low).min(high).intoArray(c, co + 8 * cs);
    c9a.max(low).min(high).intoArray(c, co + 9 * cs);
    c10a.max(low).min(high).intoArray(c, co + 10 * cs);
    c11a.max(low).min(high).intoArray(c, co + 11 * cs);
    c12a.max(low).min(high).intoArray(c, co + 12 * cs);
    c13a.max(low).min(high).intoArray(c, co + 13 * cs);
  }

  private static void tile6x2(
      float[] a,
      int a0,
      int as,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector b1 = FloatVector.fromArray(S, b, bo + 1 * L);
    FloatVector c0a = b0, c0b = b1;
    FloatVector c1a = b0, c1b = b1;
    FloatVector c2a = b0, c2b = b1;
    FloatVector c3a = b0, c3b = b1;
    FloatVector c4a = b0, c4b = b1;
    FloatVector c5a = b0, c5b = b1;
    int a1 = a0 + as, a2 = a1 + as, a3 = a2 + as, a4 = a3 + as, a5 = a4 + as;
    int p = bo + 2 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      b1 = FloatVector.fromArray(S, b, p + 1 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      c0b = v.fma(b1, c0b);
      v = FloatVector.broadcast(S, a[a1 + i]);
      c1a = v.fma(b0, c1a);
      c1b = v.fma(b1, c1b);
      v = FloatVector.broadcast(S, a[a2 + i]);
      c2a = v.fma(b0, c2a);
      c2b = v.fma(b1, c2b);
      v = FloatVector.broadcast(S, a[a3 + i]);
      c3a = v.fma(b0, c3a);
      c3b = v.fma(b1, c3b);
      v = FloatVector.broadcast(S, a[a4 + i]);
      c4a = v.fma(b0, c4a);
      c4b = v.fma(b1, c4b);
      v = FloatVector.broadcast(S, a[a5 + i]);
      c5a = v.fma(b0, c5a);
      c5b = v.fma(b1, c5b);
      p += 2 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c0b = c0b.add(FloatVector.fromArray(S, r, ro + 1 * L));
      c1a = c1a.add(FloatVector.fromArray(S, r, ro + 1 * rs));
      c1b = c1b.add(FloatVector.fromArray(S, r, ro + 1 * rs + 1 * L));
      c2a = c2a.add(FloatVector.fromArray(S, r, ro + 2 * rs));
      c2b = c2b.add(FloatVector.fromArray(S, r, ro + 2 * rs + 1 * L));
      c3a = c3a.add(FloatVector.fromArray(S, r, ro + 3 * rs));
      c3b = c3b.add(FloatVector.fromArray(S, r, ro + 3 * rs + 1 * L));
      c4a = c4a.add(FloatVector.fromArray(S, r, ro + 4 * rs));
      c4b = c4b.add(FloatVector.fromArray(S, r, ro + 4 * rs + 1 * L));
      c5a = c5a.add(FloatVector.fromArray(S, r, ro + 5 * rs));
      c5b = c5b.add(FloatVector.fromArray(S, r, ro + 5 * rs + 1 * L));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c0b.max(low).min(high).intoArray(c, co + 1 * L);
    c1a.max(low).min(high).intoArray(c, co + 1 * cs);
    c1b.max(low).min(high).intoArray(c, co + 1 * cs + 1 * L);
    c2a.max(low).min(high).intoArray(c, co + 2 * cs);
    c2b.max(low).min(high).intoArray(c, co + 2 * cs + 1 * L);
    c3a.max(low).min(high).intoArray(c, co + 3 * cs);
    c3b.max(low).min(high).intoArray(c, co + 3 * cs + 1 * L);
    c4a.max(low).min(high).intoArray(c, co + 4 * cs);
    c4b.max(low).min(high).intoArray(c, co + 4 * cs + 1 * L);
    c5a.max(low).min(high).intoArray(c, co + 5 * cs);
    c5b.max(low).min(high).intoArray(c, co + 5 * cs + 1 * L);
  }

  private static void tile6x1(
      float[] a,
      int a0,
      int as,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      int cs,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector c0a = b0;
    FloatVector c1a = b0;
    FloatVector c2a = b0;
    FloatVector c3a = b0;
    FloatVector c4a = b0;
    FloatVector c5a = b0;
    int a1 = a0 + as, a2 = a1 + as, a3 = a2 + as, a4 = a3 + as, a5 = a4 + as;
    int p = bo + 1 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      v = FloatVector.broadcast(S, a[a1 + i]);
      c1a = v.fma(b0, c1a);
      v = FloatVector.broadcast(S, a[a2 + i]);
      c2a = v.fma(b0, c2a);
      v = FloatVector.broadcast(S, a[a3 + i]);
      c3a = v.fma(b0, c3a);
      v = FloatVector.broadcast(S, a[a4 + i]);
      c4a = v.fma(b0, c4a);
      v = FloatVector.broadcast(S, a[a5 + i]);
      c5a = v.fma(b0, c5a);
      p += 1 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c1a = c1a.add(FloatVector.fromArray(S, r, ro + 1 * rs));
      c2a = c2a.add(FloatVector.fromArray(S, r, ro + 2 * rs));
      c3a = c3a.add(FloatVector.fromArray(S, r, ro + 3 * rs));
      c4a = c4a.add(FloatVector.fromArray(S, r, ro + 4 * rs));
      c5a = c5a.add(FloatVector.fromArray(S, r, ro + 5 * rs));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c1a.max(low).min(high).intoArray(c, co + 1 * cs);
    c2a.max(low).min(high).intoArray(c, co + 2 * cs);
    c3a.max(low).min(high).intoArray(c, co + 3 * cs);
    c4a.max(low).min(high).intoArray(c, co + 4 * cs);
    c5a.max(low).min(high).intoArray(c, co + 5 * cs);
  }

  private static void tile1x4(
      float[] a,
      int a0,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector b1 = FloatVector.fromArray(S, b, bo + 1 * L);
    FloatVector b2 = FloatVector.fromArray(S, b, bo + 2 * L);
    FloatVector b3 = FloatVector.fromArray(S, b, bo + 3 * L);
    FloatVector c0a = b0, c0b = b1, c0c = b2, c0d = b3;
    int p = bo + 4 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      b1 = FloatVector.fromArray(S, b, p + 1 * L);
      b2 = FloatVector.fromArray(S, b, p + 2 * L);
      b3 = FloatVector.fromArray(S, b, p + 3 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      c0b = v.fma(b1, c0b);
      c0c = v.fma(b2, c0c);
      c0d = v.fma(b3, c0d);
      p += 4 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c0b = c0b.add(FloatVector.fromArray(S, r, ro + 1 * L));
      c0c = c0c.add(FloatVector.fromArray(S, r, ro + 2 * L));
      c0d = c0d.add(FloatVector.fromArray(S, r, ro + 3 * L));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c0b.max(low).min(high).intoArray(c, co + 1 * L);
    c0c.max(low).min(high).intoArray(c, co + 2 * L);
    c0d.max(low).min(high).intoArray(c, co + 3 * L);
  }

  private static void tile1x3(
      float[] a,
      int a0,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector b1 = FloatVector.fromArray(S, b, bo + 1 * L);
    FloatVector b2 = FloatVector.fromArray(S, b, bo + 2 * L);
    FloatVector c0a = b0, c0b = b1, c0c = b2;
    int p = bo + 3 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      b1 = FloatVector.fromArray(S, b, p + 1 * L);
      b2 = FloatVector.fromArray(S, b, p + 2 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      c0b = v.fma(b1, c0b);
      c0c = v.fma(b2, c0c);
      p += 3 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c0b = c0b.add(FloatVector.fromArray(S, r, ro + 1 * L));
      c0c = c0c.add(FloatVector.fromArray(S, r, ro + 2 * L));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c0b.max(low).min(high).intoArray(c, co + 1 * L);
    c0c.max(low).min(high).intoArray(c, co + 2 * L);
  }

  private static void tile1x2(
      float[] a,
      int a0,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector b1 = FloatVector.fromArray(S, b, bo + 1 * L);
    FloatVector c0a = b0, c0b = b1;
    int p = bo + 2 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      b1 = FloatVector.fromArray(S, b, p + 1 * L);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      c0b = v.fma(b1, c0b);
      p += 2 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
      c0b = c0b.add(FloatVector.fromArray(S, r, ro + 1 * L));
    }
    c0a.max(low).min(high).intoArray(c, co);
    c0b.max(low).min(high).intoArray(c, co + 1 * L);
  }

  private static void tile1x1(
      float[] a,
      int a0,
      int k,
      float[] b,
      int bo,
      float[] c,
      int co,
      float[] r,
      int ro,
      int rs,
      float low,
      float high) {
    FloatVector b0 = FloatVector.fromArray(S, b, bo);
    FloatVector c0a = b0;
    int p = bo + 1 * L;
    for (int i = 0; i < k; i++) {
      b0 = FloatVector.fromArray(S, b, p);
      FloatVector v = FloatVector.broadcast(S, a[a0 + i]);
      c0a = v.fma(b0, c0a);
      p += 1 * L;
    }
    if (rs != 0) {
      c0a = c0a.add(FloatVector.fromArray(S, r, ro));
    }
    c0a.max(low).min(high).intoArray(c, co);
  }
}
