package dev.sepconv.simd.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of three vectors of output channels; see {@link MicroKernels}. Large tiles take any number
/// of whole ones, which saves a call for each. With `rows` below four the last pixel of a small one
/// is computed again.
final class Tiles3 {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private Tiles3() {}

  /// Seven pixels at a time.
  static void tile7(
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
      int dstVector,
      int pixels,
      float[] range) {
    for (int p = 0; p < pixels; p += 7) {
      int ao = aOffset + p * aStride;
      int to = dstOffset + p * dstStride;
      int ro = addendOffset < 0 ? -1 : addendOffset + p * addendStride;
      int a0 = ao;
      int a1 = ao + aStride;
      int a2 = ao + 2 * aStride;
      int a3 = ao + 3 * aStride;
      int a4 = ao + 4 * aStride;
      int a5 = ao + 5 * aStride;
      int a6 = ao + 6 * aStride;
      FloatVector c00 = FloatVector.zero(SPECIES);
      FloatVector c01 = FloatVector.zero(SPECIES);
      FloatVector c02 = FloatVector.zero(SPECIES);
      FloatVector c10 = c00;
      FloatVector c11 = c01;
      FloatVector c12 = c02;
      FloatVector c20 = c00;
      FloatVector c21 = c01;
      FloatVector c22 = c02;
      FloatVector c30 = c00;
      FloatVector c31 = c01;
      FloatVector c32 = c02;
      FloatVector c40 = c00;
      FloatVector c41 = c01;
      FloatVector c42 = c02;
      FloatVector c50 = c00;
      FloatVector c51 = c01;
      FloatVector c52 = c02;
      FloatVector c60 = c00;
      FloatVector c61 = c01;
      FloatVector c62 = c02;
      int b = panel + 3 * LANES;
      for (int i = 0; i < k; i++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, packed, b);
        FloatVector b1 = FloatVector.fromArray(SPECIES, packed, b + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, packed, b + 2 * LANES);
        FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
        c00 = v.fma(b0, c00);
        c01 = v.fma(b1, c01);
        c02 = v.fma(b2, c02);
        v = FloatVector.broadcast(SPECIES, a[a1 + i]);
        c10 = v.fma(b0, c10);
        c11 = v.fma(b1, c11);
        c12 = v.fma(b2, c12);
        v = FloatVector.broadcast(SPECIES, a[a2 + i]);
        c20 = v.fma(b0, c20);
        c21 = v.fma(b1, c21);
        c22 = v.fma(b2, c22);
        v = FloatVector.broadcast(SPECIES, a[a3 + i]);
        c30 = v.fma(b0, c30);
        c31 = v.fma(b1, c31);
        c32 = v.fma(b2, c32);
        v = FloatVector.broadcast(SPECIES, a[a4 + i]);
        c40 = v.fma(b0, c40);
        c41 = v.fma(b1, c41);
        c42 = v.fma(b2, c42);
        v = FloatVector.broadcast(SPECIES, a[a5 + i]);
        c50 = v.fma(b0, c50);
        c51 = v.fma(b1, c51);
        c52 = v.fma(b2, c52);
        v = FloatVector.broadcast(SPECIES, a[a6 + i]);
        c60 = v.fma(b0, c60);
        c61 = v.fma(b1, c61);
        c62 = v.fma(b2, c62);
        b += 3 * LANES;
      }
      // What is added last is not rounded with every term.
      FloatVector bias0 = FloatVector.fromArray(SPECIES, packed, panel);
      FloatVector bias1 = FloatVector.fromArray(SPECIES, packed, panel + LANES);
      FloatVector bias2 = FloatVector.fromArray(SPECIES, packed, panel + 2 * LANES);
      c00 = c00.add(bias0);
      c01 = c01.add(bias1);
      c02 = c02.add(bias2);
      c10 = c10.add(bias0);
      c11 = c11.add(bias1);
      c12 = c12.add(bias2);
      c20 = c20.add(bias0);
      c21 = c21.add(bias1);
      c22 = c22.add(bias2);
      c30 = c30.add(bias0);
      c31 = c31.add(bias1);
      c32 = c32.add(bias2);
      c40 = c40.add(bias0);
      c41 = c41.add(bias1);
      c42 = c42.add(bias2);
      c50 = c50.add(bias0);
      c51 = c51.add(bias1);
      c52 = c52.add(bias2);
      c60 = c60.add(bias0);
      c61 = c61.add(bias1);
      c62 = c62.add(bias2);
      if (ro >= 0) {
        int r = ro;
        c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
        c01 = c01.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c02 = c02.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + addendStride;
        c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
        c11 = c11.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c12 = c12.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 2 * addendStride;
        c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
        c21 = c21.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c22 = c22.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 3 * addendStride;
        c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
        c31 = c31.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c32 = c32.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 4 * addendStride;
        c40 = c40.add(FloatVector.fromArray(SPECIES, addend, r));
        c41 = c41.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c42 = c42.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 5 * addendStride;
        c50 = c50.add(FloatVector.fromArray(SPECIES, addend, r));
        c51 = c51.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c52 = c52.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 6 * addendStride;
        c60 = c60.add(FloatVector.fromArray(SPECIES, addend, r));
        c61 = c61.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c62 = c62.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
      }
      FloatVector least = FloatVector.fromArray(SPECIES, range, 0);
      FloatVector most = FloatVector.fromArray(SPECIES, range, LANES);
      int d = to;
      c00 = c00.blend(least, c00.compare(VectorOperators.LT, least));
      c00.blend(most, c00.compare(VectorOperators.GT, most)).intoArray(dst, d);
      c01 = c01.blend(least, c01.compare(VectorOperators.LT, least));
      c01.blend(most, c01.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
      c02 = c02.blend(least, c02.compare(VectorOperators.LT, least));
      c02.blend(most, c02.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
      d = to + dstStride;
      c10 = c10.blend(least, c10.compare(VectorOperators.LT, least));
      c10.blend(most, c10.compare(VectorOperators.GT, most)).intoArray(dst, d);
      c11 = c11.blend(least, c11.compare(VectorOperators.LT, least));
      c11.blend(most, c11.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
      c12 = c12.blend(least, c12.compare(VectorOperators.LT, least));
      c12.blend(most, c12.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
      d = to + 2 * dstStride;
      c20 = c20.blend(least, c20.compare(VectorOperators.LT, least));
      c20.blend(most, c20.compare(VectorOperators.GT, most)).intoArray(dst, d);
      c21 = c21.blend(least, c21.compare(VectorOperators.LT, least));
      c21.blend(most, c21.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
      c22 = c22.blend(least, c22.compare(VectorOperators.LT, least));
      c22.blend(most, c22.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
      d = to + 3 * dstStride;
      c30 = c30.blend(least, c30.compare(VectorOperators.LT, least));
      c30.blend(most, c30.compare(VectorOperators.GT, most)).intoArray(dst, d);
      c31 = c31.blend(least, c31.compare(VectorOperators.LT, least));
      c31.blend(most, c31.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
      c32 = c32.blend(least, c32.compare(VectorOperators.LT, least));
      c32.blend(most, c32.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
      d = to + 4 * dstStride;
      c40 = c40.blend(least, c40.compare(VectorOperators.LT, least));
      c40.blend(most, c40.compare(VectorOperators.GT, most)).intoArray(dst, d);
      c41 = c41.blend(least, c41.compare(VectorOperators.LT, least));
      c41.blend(most, c41.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
      c42 = c42.blend(least, c42.compare(VectorOperators.LT, least));
      c42.blend(most, c42.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
      d = to + 5 * dstStride;
      c50 = c50.blend(least, c50.compare(VectorOperators.LT, least));
      c50.blend(most, c50.compare(VectorOperators.GT, most)).intoArray(dst, d);
      c51 = c51.blend(least, c51.compare(VectorOperators.LT, least));
      c51.blend(most, c51.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
      c52 = c52.blend(least, c52.compare(VectorOperators.LT, least));
      c52.blend(most, c52.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
      d = to + 6 * dstStride;
      c60 = c60.blend(least, c60.compare(VectorOperators.LT, least));
      c60.blend(most, c60.compare(VectorOperators.GT, most)).intoArray(dst, d);
      c61 = c61.blend(least, c61.compare(VectorOperators.LT, least));
      c61.blend(most, c61.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
      c62 = c62.blend(least, c62.compare(VectorOperators.LT, least));
      c62.blend(most, c62.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
    }
  }

  /// Seven pixels at a time without a range.
  static void open7(
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
      int dstVector,
      int pixels) {
    for (int p = 0; p < pixels; p += 7) {
      int ao = aOffset + p * aStride;
      int to = dstOffset + p * dstStride;
      int ro = addendOffset < 0 ? -1 : addendOffset + p * addendStride;
      int a0 = ao;
      int a1 = ao + aStride;
      int a2 = ao + 2 * aStride;
      int a3 = ao + 3 * aStride;
      int a4 = ao + 4 * aStride;
      int a5 = ao + 5 * aStride;
      int a6 = ao + 6 * aStride;
      FloatVector c00 = FloatVector.zero(SPECIES);
      FloatVector c01 = FloatVector.zero(SPECIES);
      FloatVector c02 = FloatVector.zero(SPECIES);
      FloatVector c10 = c00;
      FloatVector c11 = c01;
      FloatVector c12 = c02;
      FloatVector c20 = c00;
      FloatVector c21 = c01;
      FloatVector c22 = c02;
      FloatVector c30 = c00;
      FloatVector c31 = c01;
      FloatVector c32 = c02;
      FloatVector c40 = c00;
      FloatVector c41 = c01;
      FloatVector c42 = c02;
      FloatVector c50 = c00;
      FloatVector c51 = c01;
      FloatVector c52 = c02;
      FloatVector c60 = c00;
      FloatVector c61 = c01;
      FloatVector c62 = c02;
      int b = panel + 3 * LANES;
      for (int i = 0; i < k; i++) {
        FloatVector b0 = FloatVector.fromArray(SPECIES, packed, b);
        FloatVector b1 = FloatVector.fromArray(SPECIES, packed, b + LANES);
        FloatVector b2 = FloatVector.fromArray(SPECIES, packed, b + 2 * LANES);
        FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
        c00 = v.fma(b0, c00);
        c01 = v.fma(b1, c01);
        c02 = v.fma(b2, c02);
        v = FloatVector.broadcast(SPECIES, a[a1 + i]);
        c10 = v.fma(b0, c10);
        c11 = v.fma(b1, c11);
        c12 = v.fma(b2, c12);
        v = FloatVector.broadcast(SPECIES, a[a2 + i]);
        c20 = v.fma(b0, c20);
        c21 = v.fma(b1, c21);
        c22 = v.fma(b2, c22);
        v = FloatVector.broadcast(SPECIES, a[a3 + i]);
        c30 = v.fma(b0, c30);
        c31 = v.fma(b1, c31);
        c32 = v.fma(b2, c32);
        v = FloatVector.broadcast(SPECIES, a[a4 + i]);
        c40 = v.fma(b0, c40);
        c41 = v.fma(b1, c41);
        c42 = v.fma(b2, c42);
        v = FloatVector.broadcast(SPECIES, a[a5 + i]);
        c50 = v.fma(b0, c50);
        c51 = v.fma(b1, c51);
        c52 = v.fma(b2, c52);
        v = FloatVector.broadcast(SPECIES, a[a6 + i]);
        c60 = v.fma(b0, c60);
        c61 = v.fma(b1, c61);
        c62 = v.fma(b2, c62);
        b += 3 * LANES;
      }
      // What is added last is not rounded with every term.
      FloatVector bias0 = FloatVector.fromArray(SPECIES, packed, panel);
      FloatVector bias1 = FloatVector.fromArray(SPECIES, packed, panel + LANES);
      FloatVector bias2 = FloatVector.fromArray(SPECIES, packed, panel + 2 * LANES);
      c00 = c00.add(bias0);
      c01 = c01.add(bias1);
      c02 = c02.add(bias2);
      c10 = c10.add(bias0);
      c11 = c11.add(bias1);
      c12 = c12.add(bias2);
      c20 = c20.add(bias0);
      c21 = c21.add(bias1);
      c22 = c22.add(bias2);
      c30 = c30.add(bias0);
      c31 = c31.add(bias1);
      c32 = c32.add(bias2);
      c40 = c40.add(bias0);
      c41 = c41.add(bias1);
      c42 = c42.add(bias2);
      c50 = c50.add(bias0);
      c51 = c51.add(bias1);
      c52 = c52.add(bias2);
      c60 = c60.add(bias0);
      c61 = c61.add(bias1);
      c62 = c62.add(bias2);
      if (ro >= 0) {
        int r = ro;
        c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
        c01 = c01.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c02 = c02.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + addendStride;
        c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
        c11 = c11.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c12 = c12.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 2 * addendStride;
        c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
        c21 = c21.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c22 = c22.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 3 * addendStride;
        c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
        c31 = c31.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c32 = c32.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 4 * addendStride;
        c40 = c40.add(FloatVector.fromArray(SPECIES, addend, r));
        c41 = c41.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c42 = c42.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 5 * addendStride;
        c50 = c50.add(FloatVector.fromArray(SPECIES, addend, r));
        c51 = c51.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c52 = c52.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
        r = ro + 6 * addendStride;
        c60 = c60.add(FloatVector.fromArray(SPECIES, addend, r));
        c61 = c61.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
        c62 = c62.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
      }
      int d = to;
      c00.intoArray(dst, d);
      c01.intoArray(dst, d + dstVector);
      c02.intoArray(dst, d + 2 * dstVector);
      d = to + dstStride;
      c10.intoArray(dst, d);
      c11.intoArray(dst, d + dstVector);
      c12.intoArray(dst, d + 2 * dstVector);
      d = to + 2 * dstStride;
      c20.intoArray(dst, d);
      c21.intoArray(dst, d + dstVector);
      c22.intoArray(dst, d + 2 * dstVector);
      d = to + 3 * dstStride;
      c30.intoArray(dst, d);
      c31.intoArray(dst, d + dstVector);
      c32.intoArray(dst, d + 2 * dstVector);
      d = to + 4 * dstStride;
      c40.intoArray(dst, d);
      c41.intoArray(dst, d + dstVector);
      c42.intoArray(dst, d + 2 * dstVector);
      d = to + 5 * dstStride;
      c50.intoArray(dst, d);
      c51.intoArray(dst, d + dstVector);
      c52.intoArray(dst, d + 2 * dstVector);
      d = to + 6 * dstStride;
      c60.intoArray(dst, d);
      c61.intoArray(dst, d + dstVector);
      c62.intoArray(dst, d + 2 * dstVector);
    }
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
      int dstVector,
      int rows,
      float[] range) {
    int last = rows - 1;
    int a0 = aOffset;
    int a1 = aOffset + Math.min(1, last) * aStride;
    int a2 = aOffset + Math.min(2, last) * aStride;
    int a3 = aOffset + Math.min(3, last) * aStride;
    FloatVector c00 = FloatVector.zero(SPECIES);
    FloatVector c01 = FloatVector.zero(SPECIES);
    FloatVector c02 = FloatVector.zero(SPECIES);
    FloatVector c10 = c00;
    FloatVector c11 = c01;
    FloatVector c12 = c02;
    FloatVector c20 = c00;
    FloatVector c21 = c01;
    FloatVector c22 = c02;
    FloatVector c30 = c00;
    FloatVector c31 = c01;
    FloatVector c32 = c02;
    int b = panel + 3 * LANES;
    for (int i = 0; i < k; i++) {
      FloatVector b0 = FloatVector.fromArray(SPECIES, packed, b);
      FloatVector b1 = FloatVector.fromArray(SPECIES, packed, b + LANES);
      FloatVector b2 = FloatVector.fromArray(SPECIES, packed, b + 2 * LANES);
      FloatVector v = FloatVector.broadcast(SPECIES, a[a0 + i]);
      c00 = v.fma(b0, c00);
      c01 = v.fma(b1, c01);
      c02 = v.fma(b2, c02);
      v = FloatVector.broadcast(SPECIES, a[a1 + i]);
      c10 = v.fma(b0, c10);
      c11 = v.fma(b1, c11);
      c12 = v.fma(b2, c12);
      v = FloatVector.broadcast(SPECIES, a[a2 + i]);
      c20 = v.fma(b0, c20);
      c21 = v.fma(b1, c21);
      c22 = v.fma(b2, c22);
      v = FloatVector.broadcast(SPECIES, a[a3 + i]);
      c30 = v.fma(b0, c30);
      c31 = v.fma(b1, c31);
      c32 = v.fma(b2, c32);
      b += 3 * LANES;
    }
    // What is added last is not rounded with every term.
    FloatVector bias0 = FloatVector.fromArray(SPECIES, packed, panel);
    FloatVector bias1 = FloatVector.fromArray(SPECIES, packed, panel + LANES);
    FloatVector bias2 = FloatVector.fromArray(SPECIES, packed, panel + 2 * LANES);
    c00 = c00.add(bias0);
    c01 = c01.add(bias1);
    c02 = c02.add(bias2);
    c10 = c10.add(bias0);
    c11 = c11.add(bias1);
    c12 = c12.add(bias2);
    c20 = c20.add(bias0);
    c21 = c21.add(bias1);
    c22 = c22.add(bias2);
    c30 = c30.add(bias0);
    c31 = c31.add(bias1);
    c32 = c32.add(bias2);
    if (addendOffset >= 0) {
      int r = addendOffset;
      c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
      c01 = c01.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
      c02 = c02.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
      r = addendOffset + Math.min(1, last) * addendStride;
      c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
      c11 = c11.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
      c12 = c12.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
      r = addendOffset + Math.min(2, last) * addendStride;
      c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
      c21 = c21.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
      c22 = c22.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
      r = addendOffset + Math.min(3, last) * addendStride;
      c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
      c31 = c31.add(FloatVector.fromArray(SPECIES, addend, r + LANES));
      c32 = c32.add(FloatVector.fromArray(SPECIES, addend, r + 2 * LANES));
    }
    FloatVector least = FloatVector.fromArray(SPECIES, range, 0);
    FloatVector most = FloatVector.fromArray(SPECIES, range, LANES);
    int d = dstOffset;
    c00 = c00.blend(least, c00.compare(VectorOperators.LT, least));
    c00.blend(most, c00.compare(VectorOperators.GT, most)).intoArray(dst, d);
    c01 = c01.blend(least, c01.compare(VectorOperators.LT, least));
    c01.blend(most, c01.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
    c02 = c02.blend(least, c02.compare(VectorOperators.LT, least));
    c02.blend(most, c02.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
    d = dstOffset + Math.min(1, last) * dstStride;
    c10 = c10.blend(least, c10.compare(VectorOperators.LT, least));
    c10.blend(most, c10.compare(VectorOperators.GT, most)).intoArray(dst, d);
    c11 = c11.blend(least, c11.compare(VectorOperators.LT, least));
    c11.blend(most, c11.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
    c12 = c12.blend(least, c12.compare(VectorOperators.LT, least));
    c12.blend(most, c12.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
    d = dstOffset + Math.min(2, last) * dstStride;
    c20 = c20.blend(least, c20.compare(VectorOperators.LT, least));
    c20.blend(most, c20.compare(VectorOperators.GT, most)).intoArray(dst, d);
    c21 = c21.blend(least, c21.compare(VectorOperators.LT, least));
    c21.blend(most, c21.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
    c22 = c22.blend(least, c22.compare(VectorOperators.LT, least));
    c22.blend(most, c22.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
    d = dstOffset + Math.min(3, last) * dstStride;
    c30 = c30.blend(least, c30.compare(VectorOperators.LT, least));
    c30.blend(most, c30.compare(VectorOperators.GT, most)).intoArray(dst, d);
    c31 = c31.blend(least, c31.compare(VectorOperators.LT, least));
    c31.blend(most, c31.compare(VectorOperators.GT, most)).intoArray(dst, d + dstVector);
    c32 = c32.blend(least, c32.compare(VectorOperators.LT, least));
    c32.blend(most, c32.compare(VectorOperators.GT, most)).intoArray(dst, d + 2 * dstVector);
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
      int dstVector,
      float[] range) {
    FloatVector c0 = FloatVector.zero(SPECIES);
    FloatVector c1 = FloatVector.zero(SPECIES);
    FloatVector c2 = FloatVector.zero(SPECIES);
    int b = panel + 3 * LANES;
    for (int i = 0; i < k; i++) {
      FloatVector v = FloatVector.broadcast(SPECIES, a[aOffset + i]);
      c0 = v.fma(FloatVector.fromArray(SPECIES, packed, b), c0);
      c1 = v.fma(FloatVector.fromArray(SPECIES, packed, b + LANES), c1);
      c2 = v.fma(FloatVector.fromArray(SPECIES, packed, b + 2 * LANES), c2);
      b += 3 * LANES;
    }
    c0 = c0.add(FloatVector.fromArray(SPECIES, packed, panel));
    c1 = c1.add(FloatVector.fromArray(SPECIES, packed, panel + LANES));
    c2 = c2.add(FloatVector.fromArray(SPECIES, packed, panel + 2 * LANES));
    if (addendOffset >= 0) {
      c0 = c0.add(FloatVector.fromArray(SPECIES, addend, addendOffset));
      c1 = c1.add(FloatVector.fromArray(SPECIES, addend, addendOffset + LANES));
      c2 = c2.add(FloatVector.fromArray(SPECIES, addend, addendOffset + 2 * LANES));
    }
    FloatVector least = FloatVector.fromArray(SPECIES, range, 0);
    FloatVector most = FloatVector.fromArray(SPECIES, range, LANES);
    c0 = c0.blend(least, c0.compare(VectorOperators.LT, least));
    c0.blend(most, c0.compare(VectorOperators.GT, most)).intoArray(dst, dstOffset);
    c1 = c1.blend(least, c1.compare(VectorOperators.LT, least));
    c1.blend(most, c1.compare(VectorOperators.GT, most)).intoArray(dst, dstOffset + dstVector);
    c2 = c2.blend(least, c2.compare(VectorOperators.LT, least));
    c2.blend(most, c2.compare(VectorOperators.GT, most)).intoArray(dst, dstOffset + 2 * dstVector);
  }
}
