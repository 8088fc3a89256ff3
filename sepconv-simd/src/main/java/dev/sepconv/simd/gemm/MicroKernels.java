package dev.sepconv.simd.gemm;

import jdk.incubator.vector.FloatVector;

/// `dst = range(Σ a · weights + bias + addend)` for some pixels and one panel of output channels of
/// a {@link PackedMatrix}: the innermost loops of all convolutions that mix channels.
///
/// A tile of pixels times vectors of output channels stays in registers while the inner dimension
/// passes. Every element is one chain of fused multiply-adds in the order of the inner dimension,
/// so results do not depend on how pixels and channels are divided into tiles.
public final class MicroKernels {
  /// The length of a vector, in floats.
  public static final int LANES = FloatVector.SPECIES_PREFERRED.length();

  /// Whether there are 32 vector registers: x86 below 512 bits has 16, everything else that is
  /// known has 32.
  public static final boolean MANY_REGISTERS =
      LANES >= 16 || System.getProperty("os.arch", "").equals("aarch64");

  /// Panels are at most this many vectors wide.
  static final int WIDEST = MANY_REGISTERS ? 4 : 2;

  /// The height of the tiles for what large ones leave.
  private static final int SMALL = 4;

  /// Tells the large tiles of results without a range from the others.
  private static final int OPEN = 128;

  private MicroKernels() {}

  /// How many pixels at a time are fastest: blocks of pixels should be a multiple of it.
  ///
  /// @param vectors the width of the panel
  /// @return the height of the largest tile
  public static int tileRows(int vectors) {
    return switch (vectors) {
      case 1 -> 12;
      case 2 -> MANY_REGISTERS ? 12 : 6;
      // Eight rows do not fit the registers beside what C2 loads ahead.
      case 3 -> 7;
      default -> 6;
    };
  }

  /// Multiplies pixels by a panel.
  ///
  /// @param a the pixels
  /// @param aOffset the first channel of the first pixel
  /// @param aStride floats from pixel to pixel
  /// @param pixels how many pixels
  /// @param k the inner dimension
  /// @param packed the packed matrix
  /// @param panel where the panel begins
  /// @param vectors the width of the panel
  /// @param addend what is added to the sums
  /// @param addendOffset where it begins; negative for none
  /// @param addendStride floats from pixel to pixel
  /// @param dst the destination; whole vectors are written
  /// @param dstOffset the panel's first channel of the first pixel
  /// @param dstStride floats from pixel to pixel
  /// @param dstVector floats from vector to vector of the panel: the length of a vector, unless
  ///   each is to go to a place of its own
  /// @param range a vector of the least result, then one of the greatest
  public static void run(
      float[] a,
      int aOffset,
      int aStride,
      int pixels,
      int k,
      float[] packed,
      int panel,
      int vectors,
      float[] addend,
      int addendOffset,
      int addendStride,
      float[] dst,
      int dstOffset,
      int dstStride,
      int dstVector,
      float[] range) {
    int large = tileRows(vectors);
    int p = 0;
    while (p < pixels) {
      int left = pixels - p;
      int whole = whole(left, large);
      int tile = whole > 0 ? large : left == 1 ? 1 : SMALL;
      int rows = whole > 0 ? whole : Math.min(left, tile);
      tile(
          vectors,
          tile,
          a,
          aOffset + p * aStride,
          aStride,
          k,
          packed,
          panel,
          addend,
          addendOffset < 0 ? -1 : addendOffset + p * addendStride,
          addendStride,
          dst,
          dstOffset + p * dstStride,
          dstStride,
          dstVector,
          rows,
          range);
      p += rows;
    }
  }

  /// How many pixels large tiles should take: all but what is left of whole tiles, and one tile
  /// less if that and what is left fit two small ones.
  private static int whole(int pixels, int large) {
    int left = pixels % large;
    int all = pixels - left;
    return all > 0 && left > 0 && large + left <= 2 * SMALL ? all - large : all;
  }

  private static void tile(
      int vectors,
      int height,
      float[] a,
      int ao,
      int as,
      int k,
      float[] packed,
      int panel,
      float[] addend,
      int ro,
      int rs,
      float[] dst,
      int to,
      int ts,
      int tv,
      int rows,
      float[] range) {
    // Comparing and choosing take up to 96 instructions. One method with both ways is too large for
    // C2, which then boxes vectors.
    boolean open = range[0] == Float.NEGATIVE_INFINITY && range[LANES] == Float.POSITIVE_INFINITY;
    switch (vectors * 16 + (open && height > SMALL ? OPEN : 0) + height) {
      case 1 * 16 + 1 -> Tiles1.tile1(a, ao, k, packed, panel, addend, ro, dst, to, range);
      case OPEN + 1 * 16 + 12 ->
          Tiles1.open12(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, rows);
      case 1 * 16 + 12 ->
          Tiles1.tile12(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, rows, range);
      case 1 * 16 + 4 ->
          Tiles1.tile4(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, rows, range);
      case 2 * 16 + 1 -> Tiles2.tile1(a, ao, k, packed, panel, addend, ro, dst, to, tv, range);
      case OPEN + 2 * 16 + 12 ->
          Tiles2.open12(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows);
      case 2 * 16 + 12 ->
          Tiles2.tile12(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows, range);
      case OPEN + 2 * 16 + 6 ->
          Tiles2.open6(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows);
      case 2 * 16 + 6 ->
          Tiles2.tile6(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows, range);
      case 2 * 16 + 4 ->
          Tiles2.tile4(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows, range);
      case 3 * 16 + 1 -> Tiles3.tile1(a, ao, k, packed, panel, addend, ro, dst, to, tv, range);
      case OPEN + 3 * 16 + 7 ->
          Tiles3.open7(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows);
      case 3 * 16 + 7 ->
          Tiles3.tile7(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows, range);
      case 3 * 16 + 4 ->
          Tiles3.tile4(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows, range);
      case 4 * 16 + 1 -> Tiles4.tile1(a, ao, k, packed, panel, addend, ro, dst, to, tv, range);
      case OPEN + 4 * 16 + 6 ->
          Tiles4.open6(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows);
      case 4 * 16 + 6 ->
          Tiles4.tile6(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows, range);
      case 4 * 16 + 4 ->
          Tiles4.tile4(a, ao, as, k, packed, panel, addend, ro, rs, dst, to, ts, tv, rows, range);
      default ->
          throw new IllegalArgumentException("no tile of " + height + " x " + vectors + " vectors");
    }
  }
}
