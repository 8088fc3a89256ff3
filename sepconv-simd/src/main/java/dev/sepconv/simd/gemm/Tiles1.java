package dev.sepconv.simd.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of one vector of output channels; see {@link MicroKernels}. With `rows` below the tile's
/// height the last pixel is computed again, so that few tiles serve all remainders.
final class Tiles1 {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private Tiles1() {}

  /// Eight pixels.
  static void tile8(
      float[] a,
      int aOffset,
      int aStride,
      int k,
      float[] packed,
      int panel,
      float[] addend,
      int addendOffset,
      int addendStride,
      float[] dst,
      int dstOffset,
      int dstStride,
      int rows,
      float[] range) {
    int last = rows - 1;
    int a0 = aOffset;
    int a1 = aOffset + Math.min(1, last) * aStride;
    int a2 = aOffset + Math.min(2, last) * aStride;
    int a3 = aOffset + Math.min(3, last) * aStride;
    int a4 = aOffset + Math.min(4, last) * aStride;
    int a5 = aOffset + Math.min(5, last) * aStride;
    int a6 = aOffset + Math.min(6, last) * aStride;
    int a7 = aOffset + Math.min(7, last) * aStride;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = c00;
    FloatVector c20 = c00;
    FloatVector c30 = c00;
    FloatVector c40 = c00;
    FloatVector c50 = c00;
    FloatVector c60 = c00;
    FloatVector c70 = c00;
    int b = panel + LANES;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, packed, b);
      FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = v.fma(b0, c10);
      v = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = v.fma(b0, c20);
      v = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = v.fma(b0, c30);
      v = FloatVector.broadcast(SPECIES, a[a4 + i]);
      c40 = v.fma(b0, c40);
      v = FloatVector.broadcast(SPECIES, a[a5 + i]);
      c50 = v.fma(b0, c50);
      v = FloatVector.broadcast(SPECIES, a[a6 + i]);
      c60 = v.fma(b0, c60);
      v = FloatVector.broadcast(SPECIES, a[a7 + i]);
      c70 = v.fma(b0, c70);
      b += LANES;
    }
    // What is added last is not rounded with every term.
    FloatVector bias0 = FloatVector.fromArray(SPECIES, packed, panel);
    c00 = c00.add(bias0);
    c10 = c10.add(bias0);
    c20 = c20.add(bias0);
    c30 = c30.add(bias0);
    c40 = c40.add(bias0);
    c50 = c50.add(bias0);
    c60 = c60.add(bias0);
    c70 = c70.add(bias0);
    if (addendOffset >= 0) {
      int r = addendOffset;
      c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(1, last) * addendStride;
      c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(2, last) * addendStride;
      c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(3, last) * addendStride;
      c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(4, last) * addendStride;
      c40 = c40.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(5, last) * addendStride;
      c50 = c50.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(6, last) * addendStride;
      c60 = c60.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(7, last) * addendStride;
      c70 = c70.add(FloatVector.fromArray(SPECIES, addend, r));
    }
    FloatVector least = FloatVector.fromArray(SPECIES, range, 0);
    FloatVector most = FloatVector.fromArray(SPECIES, range, LANES);
    int d = dstOffset;
    c00 = c00.blend(least, c00.compare(VectorOperators.LT, least));
    c00.blend(most, c00.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(1, last) * dstStride;
    c10 = c10.blend(least, c10.compare(VectorOperators.LT, least));
    c10.blend(most, c10.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(2, last) * dstStride;
    c20 = c20.blend(least, c20.compare(VectorOperators.LT, least));
    c20.blend(most, c20.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(3, last) * dstStride;
    c30 = c30.blend(least, c30.compare(VectorOperators.LT, least));
    c30.blend(most, c30.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(4, last) * dstStride;
    c40 = c40.blend(least, c40.compare(VectorOperators.LT, least));
    c40.blend(most, c40.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(5, last) * dstStride;
    c50 = c50.blend(least, c50.compare(VectorOperators.LT, least));
    c50.blend(most, c50.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(6, last) * dstStride;
    c60 = c60.blend(least, c60.compare(VectorOperators.LT, least));
    c60.blend(most, c60.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(7, last) * dstStride;
    c70 = c70.blend(least, c70.compare(VectorOperators.LT, least));
    c70.blend(most, c70.compare(VectorOperators.GT, most)).intoArray(dst, d);
  }

  /// Eight pixels without a range.
  static void open8(
      float[] a,
      int aOffset,
      int aStride,
      int k,
      float[] packed,
      int panel,
      float[] addend,
      int addendOffset,
      int addendStride,
      float[] dst,
      int dstOffset,
      int dstStride,
      int rows) {
    int last = rows - 1;
    int a0 = aOffset;
    int a1 = aOffset + Math.min(1, last) * aStride;
    int a2 = aOffset + Math.min(2, last) * aStride;
    int a3 = aOffset + Math.min(3, last) * aStride;
    int a4 = aOffset + Math.min(4, last) * aStride;
    int a5 = aOffset + Math.min(5, last) * aStride;
    int a6 = aOffset + Math.min(6, last) * aStride;
    int a7 = aOffset + Math.min(7, last) * aStride;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = c00;
    FloatVector c20 = c00;
    FloatVector c30 = c00;
    FloatVector c40 = c00;
    FloatVector c50 = c00;
    FloatVector c60 = c00;
    FloatVector c70 = c00;
    int b = panel + LANES;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, packed, b);
      FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = v.fma(b0, c10);
      v = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = v.fma(b0, c20);
      v = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = v.fma(b0, c30);
      v = FloatVector.broadcast(SPECIES, a[a4 + i]);
      c40 = v.fma(b0, c40);
      v = FloatVector.broadcast(SPECIES, a[a5 + i]);
      c50 = v.fma(b0, c50);
      v = FloatVector.broadcast(SPECIES, a[a6 + i]);
      c60 = v.fma(b0, c60);
      v = FloatVector.broadcast(SPECIES, a[a7 + i]);
      c70 = v.fma(b0, c70);
      b += LANES;
    }
    // What is added last is not rounded with every term.
    FloatVector bias0 = FloatVector.fromArray(SPECIES, packed, panel);
    c00 = c00.add(bias0);
    c10 = c10.add(bias0);
    c20 = c20.add(bias0);
    c30 = c30.add(bias0);
    c40 = c40.add(bias0);
    c50 = c50.add(bias0);
    c60 = c60.add(bias0);
    c70 = c70.add(bias0);
    if (addendOffset >= 0) {
      int r = addendOffset;
      c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(1, last) * addendStride;
      c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(2, last) * addendStride;
      c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(3, last) * addendStride;
      c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(4, last) * addendStride;
      c40 = c40.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(5, last) * addendStride;
      c50 = c50.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(6, last) * addendStride;
      c60 = c60.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(7, last) * addendStride;
      c70 = c70.add(FloatVector.fromArray(SPECIES, addend, r));
    }
    int d = dstOffset;
    c00.intoArray(dst, d);
    d = dstOffset + Math.min(1, last) * dstStride;
    c10.intoArray(dst, d);
    d = dstOffset + Math.min(2, last) * dstStride;
    c20.intoArray(dst, d);
    d = dstOffset + Math.min(3, last) * dstStride;
    c30.intoArray(dst, d);
    d = dstOffset + Math.min(4, last) * dstStride;
    c40.intoArray(dst, d);
    d = dstOffset + Math.min(5, last) * dstStride;
    c50.intoArray(dst, d);
    d = dstOffset + Math.min(6, last) * dstStride;
    c60.intoArray(dst, d);
    d = dstOffset + Math.min(7, last) * dstStride;
    c70.intoArray(dst, d);
  }

  /// Four pixels.
  static void tile4(
      float[] a,
      int aOffset,
      int aStride,
      int k,
      float[] packed,
      int panel,
      float[] addend,
      int addendOffset,
      int addendStride,
      float[] dst,
      int dstOffset,
      int dstStride,
      int rows,
      float[] range) {
    int last = rows - 1;
    int a0 = aOffset;
    int a1 = aOffset + Math.min(1, last) * aStride;
    int a2 = aOffset + Math.min(2, last) * aStride;
    int a3 = aOffset + Math.min(3, last) * aStride;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c10 = c00;
    FloatVector c20 = c00;
    FloatVector c30 = c00;
    int b = panel + LANES;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, packed, b);
      FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
      c00 = v.fma(b0, c00);
      v = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = v.fma(b0, c10);
      v = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = v.fma(b0, c20);
      v = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = v.fma(b0, c30);
      b += LANES;
    }
    // What is added last is not rounded with every term.
    FloatVector bias0 = FloatVector.fromArray(SPECIES, packed, panel);
    c00 = c00.add(bias0);
    c10 = c10.add(bias0);
    c20 = c20.add(bias0);
    c30 = c30.add(bias0);
    if (addendOffset >= 0) {
      int r = addendOffset;
      c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(1, last) * addendStride;
      c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(2, last) * addendStride;
      c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
      r = addendOffset + Math.min(3, last) * addendStride;
      c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
    }
    FloatVector least = FloatVector.fromArray(SPECIES, range, 0);
    FloatVector most = FloatVector.fromArray(SPECIES, range, LANES);
    int d = dstOffset;
    c00 = c00.blend(least, c00.compare(VectorOperators.LT, least));
    c00.blend(most, c00.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(1, last) * dstStride;
    c10 = c10.blend(least, c10.compare(VectorOperators.LT, least));
    c10.blend(most, c10.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(2, last) * dstStride;
    c20 = c20.blend(least, c20.compare(VectorOperators.LT, least));
    c20.blend(most, c20.compare(VectorOperators.GT, most)).intoArray(dst, d);
    d = dstOffset + Math.min(3, last) * dstStride;
    c30 = c30.blend(least, c30.compare(VectorOperators.LT, least));
    c30.blend(most, c30.compare(VectorOperators.GT, most)).intoArray(dst, d);
  }

  /// One pixel.
  static void tile1(
      float[] a,
      int aOffset,
      int k,
      float[] packed,
      int panel,
      float[] addend,
      int addendOffset,
      float[] dst,
      int dstOffset,
      float[] range) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    int b = panel + LANES;
    for (int i = 0; i < k; i++) {
      FloatVector v = FloatVector.broadcast(SPECIES, a[aOffset + i]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, packed, b), c0);
      b += LANES;
    }
    c0 = c0.add(FloatVector.fromArray(SPECIES, packed, panel));
    if (addendOffset >= 0) {
      c0 = c0.add(FloatVector.fromArray(SPECIES, addend, addendOffset));
    }
    FloatVector least = FloatVector.fromArray(SPECIES, range, 0);
    FloatVector most = FloatVector.fromArray(SPECIES, range, LANES);
    c0 = c0.blend(least, c0.compare(VectorOperators.LT, least));
    c0.blend(most, c0.compare(VectorOperators.GT, most)).intoArray(dst, dstOffset);
  }
}
