package dev.sepconv.simd.elementwise;

import static jdk.incubator.vector.VectorOperators.LT;

import dev.sepconv.kernel.Layout;
import dev.sepconv.simd.move.Strides;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Rows of a function of two operands. Each function has a loop of its own.
final class BinaryLoops {
  /// What is computed.
  enum Function {
    ADD,
    SUB,
    MUL,
    DIV,
    POW,
    MIN,
    MAX,
    PRELU
  }

  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int LANES = S.length();

  private final Function f;
  private final int rowD;
  private final int rowA;
  private final int rowB;
  private final int innerA;
  private final int innerB;

  /// @param f the function
  /// @param walk through the result and both operands; the result's rows and those of an operand
  ///   are without gaps, or the operand repeats one element
  BinaryLoops(Function f, Strides walk) {
    this.f = f;
    rowD = walk.row(0);
    rowA = walk.row(1);
    rowB = walk.row(2);
    innerA = walk.inner(1);
    innerB = walk.inner(2);
  }

  void rows(
      float[] a,
      int ao,
      float[] b,
      int bo,
      float[] d,
      int o,
      int rows,
      int n,
      float[] scratch,
      int so) {
    if (n < LANES || f == Function.POW) {
      scalar(a, ao, b, bo, d, o, rows, n);
    } else if (innerA == 1 && innerB == 1) {
      whole(a, ao, rowA, -1, b, bo, rowB, -1, d, o, rows, n);
    } else {
      for (int r = 0; r < rows; r++) {
        repeated(a, ao + r * rowA, b, bo + r * rowB, d, o + r * rowD, n, scratch, so);
      }
    }
  }

  /// A row with an element that repeats: a vector of it is read again and again.
  private void repeated(
      float[] a, int ao, float[] b, int bo, float[] d, int o, int n, float[] scratch, int so) {
    int second = so + Layout.BLOCK;
    if (innerA == 0) {
      Arrays.fill(scratch, so, so + LANES, a[ao]);
    }
    if (innerB == 0) {
      Arrays.fill(scratch, second, second + LANES, b[bo]);
    }
    whole(
        innerA == 0 ? scratch : a,
        innerA == 0 ? so : ao,
        rowA,
        -innerA,
        innerB == 0 ? scratch : b,
        innerB == 0 ? second : bo,
        rowB,
        -innerB,
        d,
        o,
        1,
        n);
  }

  /// Rows of one vector or more; the last one of a row overlaps the one before. A mask of -1 lets
  /// an operand go on, one of 0 lets it stay.
  private void whole(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rows,
      int n) {
    int last = n - LANES;
    int vectors = n - n % LANES;
    vectors(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rows, vectors);
    if (vectors < n) {
      int la = ao + (last & maskA);
      int lb = bo + (last & maskB);
      vectors(a, la, rowA, maskA, b, lb, rowB, maskB, d, o + last, rows, LANES);
    }
  }

  private void vectors(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rows,
      int n) {
    switch (f) {
      case ADD -> add(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rowD, rows, n);
      case SUB -> sub(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rowD, rows, n);
      case MUL -> mul(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rowD, rows, n);
      case DIV -> div(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rowD, rows, n);
      case MIN -> min(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rowD, rows, n);
      case MAX -> max(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rowD, rows, n);
      case PRELU -> pRelu(a, ao, rowA, maskA, b, bo, rowB, maskB, d, o, rowD, rows, n);
      case POW -> throw new IllegalStateException("powers have no vector form");
    }
  }

  private void scalar(float[] a, int ao, float[] b, int bo, float[] d, int o, int rows, int n) {
    for (int r = 0; r < rows; r++) {
      for (int i = 0; i < n; i++) {
        float x = a[ao + r * rowA + i * innerA];
        float y = b[bo + r * rowB + i * innerB];
        d[o + r * rowD + i] =
            switch (f) {
              case ADD -> x + y;
              case SUB -> x - y;
              case MUL -> x * y;
              case DIV -> x / y;
              case POW -> (float) Math.pow(x, y);
              case MIN -> Math.min(x, y);
              case MAX -> Math.max(x, y);
              case PRELU -> x < 0 ? x * y : x;
            };
      }
    }
  }

  private static void add(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rowD,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      int ra = ao + r * rowA;
      int rb = bo + r * rowB;
      int rd = o + r * rowD;
      for (int i = 0; i < n; i += LANES) {
        FloatVector x = FloatVector.fromArray(S, a, ra + (i & maskA));
        FloatVector y = FloatVector.fromArray(S, b, rb + (i & maskB));
        x.add(y).intoArray(d, rd + i);
      }
    }
  }

  private static void sub(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rowD,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      int ra = ao + r * rowA;
      int rb = bo + r * rowB;
      int rd = o + r * rowD;
      for (int i = 0; i < n; i += LANES) {
        FloatVector x = FloatVector.fromArray(S, a, ra + (i & maskA));
        FloatVector y = FloatVector.fromArray(S, b, rb + (i & maskB));
        x.sub(y).intoArray(d, rd + i);
      }
    }
  }

  private static void mul(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rowD,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      int ra = ao + r * rowA;
      int rb = bo + r * rowB;
      int rd = o + r * rowD;
      for (int i = 0; i < n; i += LANES) {
        FloatVector x = FloatVector.fromArray(S, a, ra + (i & maskA));
        FloatVector y = FloatVector.fromArray(S, b, rb + (i & maskB));
        x.mul(y).intoArray(d, rd + i);
      }
    }
  }

  private static void div(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rowD,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      int ra = ao + r * rowA;
      int rb = bo + r * rowB;
      int rd = o + r * rowD;
      for (int i = 0; i < n; i += LANES) {
        FloatVector x = FloatVector.fromArray(S, a, ra + (i & maskA));
        FloatVector y = FloatVector.fromArray(S, b, rb + (i & maskB));
        x.div(y).intoArray(d, rd + i);
      }
    }
  }

  private static void min(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rowD,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      int ra = ao + r * rowA;
      int rb = bo + r * rowB;
      int rd = o + r * rowD;
      for (int i = 0; i < n; i += LANES) {
        FloatVector x = FloatVector.fromArray(S, a, ra + (i & maskA));
        FloatVector y = FloatVector.fromArray(S, b, rb + (i & maskB));
        x.min(y).intoArray(d, rd + i);
      }
    }
  }

  private static void max(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rowD,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      int ra = ao + r * rowA;
      int rb = bo + r * rowB;
      int rd = o + r * rowD;
      for (int i = 0; i < n; i += LANES) {
        FloatVector x = FloatVector.fromArray(S, a, ra + (i & maskA));
        FloatVector y = FloatVector.fromArray(S, b, rb + (i & maskB));
        x.max(y).intoArray(d, rd + i);
      }
    }
  }

  private static void pRelu(
      float[] a,
      int ao,
      int rowA,
      int maskA,
      float[] b,
      int bo,
      int rowB,
      int maskB,
      float[] d,
      int o,
      int rowD,
      int rows,
      int n) {
    for (int r = 0; r < rows; r++) {
      int ra = ao + r * rowA;
      int rb = bo + r * rowB;
      int rd = o + r * rowD;
      for (int i = 0; i < n; i += LANES) {
        FloatVector x = FloatVector.fromArray(S, a, ra + (i & maskA));
        FloatVector y = FloatVector.fromArray(S, b, rb + (i & maskB));
        x.blend(x.mul(y), x.compare(LT, 0)).intoArray(d, rd + i);
      }
    }
  }
}
