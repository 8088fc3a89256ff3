package dev.sepconv.simd.gemm;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Tiles of one vector of output channels; see {@link MicroKernels}. Large tiles take any number of
/// whole ones, which saves a call for each. With `rows` below four the last pixel of a small one is
/// computed again.
final class Tiles1 {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = SPECIES.length();

  private Tiles1() {}

  /// Twelve pixels at a time.
  static void tile12(
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
      int pixels,
      float[] range) {
    for (int p = 0; p < pixels; p += 12) {
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
      int a7 = ao + 7 * aStride;
      int a8 = ao + 8 * aStride;
      int a9 = ao + 9 * aStride;
      int a10 = ao + 10 * aStride;
      int a11 = ao + 11 * aStride;
      FloatVector c00 = FloatVector.zero(SPECIES);
      FloatVector c10 = c00;
      FloatVector c20 = c00;
      FloatVector c30 = c00;
      FloatVector c40 = c00;
      FloatVector c50 = c00;
      FloatVector c60 = c00;
      FloatVector c70 = c00;
      FloatVector c80 = c00;
      FloatVector c90 = c00;
      FloatVector ca0 = c00;
      FloatVector cb0 = c00;
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
        v = FloatVector.broadcast(SPECIES, a[a8 + i]);
        c80 = v.fma(b0, c80);
        v = FloatVector.broadcast(SPECIES, a[a9 + i]);
        c90 = v.fma(b0, c90);
        v = FloatVector.broadcast(SPECIES, a[a10 + i]);
        ca0 = v.fma(b0, ca0);
        v = FloatVector.broadcast(SPECIES, a[a11 + i]);
        cb0 = v.fma(b0, cb0);
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
      c80 = c80.add(bias0);
      c90 = c90.add(bias0);
      ca0 = ca0.add(bias0);
      cb0 = cb0.add(bias0);
      if (ro >= 0) {
        int r = ro;
        c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + addendStride;
        c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 2 * addendStride;
        c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 3 * addendStride;
        c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 4 * addendStride;
        c40 = c40.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 5 * addendStride;
        c50 = c50.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 6 * addendStride;
        c60 = c60.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 7 * addendStride;
        c70 = c70.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 8 * addendStride;
        c80 = c80.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 9 * addendStride;
        c90 = c90.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 10 * addendStride;
        ca0 = ca0.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 11 * addendStride;
        cb0 = cb0.add(FloatVector.fromArray(SPECIES, addend, r));
      }
      FloatVector least = FloatVector.fromArray(SPECIES, range, 0);
      FloatVector most = FloatVector.fromArray(SPECIES, range, LANES);
      int d = to;
      c00 = c00.blend(least, c00.compare(VectorOperators.LT, least));
      c00.blend(most, c00.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + dstStride;
      c10 = c10.blend(least, c10.compare(VectorOperators.LT, least));
      c10.blend(most, c10.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 2 * dstStride;
      c20 = c20.blend(least, c20.compare(VectorOperators.LT, least));
      c20.blend(most, c20.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 3 * dstStride;
      c30 = c30.blend(least, c30.compare(VectorOperators.LT, least));
      c30.blend(most, c30.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 4 * dstStride;
      c40 = c40.blend(least, c40.compare(VectorOperators.LT, least));
      c40.blend(most, c40.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 5 * dstStride;
      c50 = c50.blend(least, c50.compare(VectorOperators.LT, least));
      c50.blend(most, c50.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 6 * dstStride;
      c60 = c60.blend(least, c60.compare(VectorOperators.LT, least));
      c60.blend(most, c60.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 7 * dstStride;
      c70 = c70.blend(least, c70.compare(VectorOperators.LT, least));
      c70.blend(most, c70.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 8 * dstStride;
      c80 = c80.blend(least, c80.compare(VectorOperators.LT, least));
      c80.blend(most, c80.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 9 * dstStride;
      c90 = c90.blend(least, c90.compare(VectorOperators.LT, least));
      c90.blend(most, c90.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 10 * dstStride;
      ca0 = ca0.blend(least, ca0.compare(VectorOperators.LT, least));
      ca0.blend(most, ca0.compare(VectorOperators.GT, most)).intoArray(dst, d);
      d = to + 11 * dstStride;
      cb0 = cb0.blend(least, cb0.compare(VectorOperators.LT, least));
      cb0.blend(most, cb0.compare(VectorOperators.GT, most)).intoArray(dst, d);
    }
  }

  /// Twelve pixels at a time without a range.
  static void open12(
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
      int pixels) {
    for (int p = 0; p < pixels; p += 12) {
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
      int a7 = ao + 7 * aStride;
      int a8 = ao + 8 * aStride;
      int a9 = ao + 9 * aStride;
      int a10 = ao + 10 * aStride;
      int a11 = ao + 11 * aStride;
      FloatVector c00 = FloatVector.zero(SPECIES);
      FloatVector c10 = c00;
      FloatVector c20 = c00;
      FloatVector c30 = c00;
      FloatVector c40 = c00;
      FloatVector c50 = c00;
      FloatVector c60 = c00;
      FloatVector c70 = c00;
      FloatVector c80 = c00;
      FloatVector c90 = c00;
      FloatVector ca0 = c00;
      FloatVector cb0 = c00;
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
        v = FloatVector.broadcast(SPECIES, a[a8 + i]);
        c80 = v.fma(b0, c80);
        v = FloatVector.broadcast(SPECIES, a[a9 + i]);
        c90 = v.fma(b0, c90);
        v = FloatVector.broadcast(SPECIES, a[a10 + i]);
        ca0 = v.fma(b0, ca0);
        v = FloatVector.broadcast(SPECIES, a[a11 + i]);
        cb0 = v.fma(b0, cb0);
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
      c80 = c80.add(bias0);
      c90 = c90.add(bias0);
      ca0 = ca0.add(bias0);
      cb0 = cb0.add(bias0);
      if (ro >= 0) {
        int r = ro;
        c00 = c00.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + addendStride;
        c10 = c10.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 2 * addendStride;
        c20 = c20.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 3 * addendStride;
        c30 = c30.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 4 * addendStride;
        c40 = c40.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 5 * addendStride;
        c50 = c50.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 6 * addendStride;
        c60 = c60.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 7 * addendStride;
        c70 = c70.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 8 * addendStride;
        c80 = c80.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 9 * addendStride;
        c90 = c90.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 10 * addendStride;
        ca0 = ca0.add(FloatVector.fromArray(SPECIES, addend, r));
        r = ro + 11 * addendStride;
        cb0 = cb0.add(FloatVector.fromArray(SPECIES, addend, r));
      }
      int d = to;
      c00.intoArray(dst, d);
      d = to + dstStride;
      c10.intoArray(dst, d);
      d = to + 2 * dstStride;
      c20.intoArray(dst, d);
      d = to + 3 * dstStride;
      c30.intoArray(dst, d);
      d = to + 4 * dstStride;
      c40.intoArray(dst, d);
      d = to + 5 * dstStride;
      c50.intoArray(dst, d);
      d = to + 6 * dstStride;
      c60.intoArray(dst, d);
      d = to + 7 * dstStride;
      c70.intoArray(dst, d);
      d = to + 8 * dstStride;
      c80.intoArray(dst, d);
      d = to + 9 * dstStride;
      c90.intoArray(dst, d);
      d = to + 10 * dstStride;
      ca0.intoArray(dst, d);
      d = to + 11 * dstStride;
      cb0.intoArray(dst, d);
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
