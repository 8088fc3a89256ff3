package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Gemm;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;

/// Matrix products. Floating point accumulates in double in the order of the inner dimension,
/// integers exactly.
final class MatMulReference {
  private MatMulReference() {}

  static Tensor matMul(Call in) {
    Tensor a = in.tensor(0);
    Tensor b = in.tensor(1);
    Tensor dst = in.result();
    int k = a.shape().dim(-1);
    int m = a.shape().rank() > 1 ? a.shape().dim(-2) : 1;
    int n = b.shape().rank() > 1 ? b.shape().dim(-1) : 1;
    Shape batch =
        batch(
            dst.shape(),
            dst.shape().rank()
                - Math.min(a.shape().rank() - 1, 1)
                - Math.min(b.shape().rank() - 1, 1));
    int[] offsetsA = Offsets.broadcast(batch(a.shape(), a.shape().rank() - 2), batch);
    int[] offsetsB = Offsets.broadcast(batch(b.shape(), b.shape().rank() - 2), batch);
    for (int i = 0; i < batch.elements(); i++) {
      int at = offsetsA[i] * m * k;
      int bt = offsetsB[i] * k * n;
      if (a.element().isFloat()) {
        double[] left = new double[m * k];
        Elements.load(a, at, left);
        Elements.store(product(left, b, bt, false, m, k, n), dst, i * m * n);
      } else {
        long[] y = integerProduct(a, at, false, b, bt, false, m, k, n);
        for (int j = 0; j < y.length; j++) {
          dst.setLong(i * m * n + j, y[j]);
        }
      }
    }
    return dst;
  }

  private static Shape batch(Shape shape, int axes) {
    return Shape.of(Arrays.copyOf(shape.toLongs(), Math.max(axes, 0)));
  }

  static Tensor gemm(Gemm op, Call in) {
    Tensor a = in.tensor(0);
    Tensor b = in.tensor(1);
    Tensor dst = in.result();
    int m = dst.shape().dim(0);
    int n = dst.shape().dim(1);
    int k = a.shape().dim(op.transA() ? 0 : 1);
    boolean addend = in.has(2) && op.beta() != 0;
    int[] c = addend ? Offsets.broadcast(in.tensor(2).shape(), dst.shape()) : new int[0];
    if (a.element().isFloat()) {
      double[] left = op.transA() ? transposed(a.toDoubles(), k, m) : a.toDoubles();
      double[] y = product(left, b, 0, op.transB(), m, k, n);
      for (int i = 0; i < y.length; i++) {
        y[i] = op.alpha() * y[i] + (addend ? op.beta() * in.tensor(2).getDouble(c[i]) : 0);
      }
      Elements.store(y, dst, 0);
    } else {
      long[] y = integerProduct(a, 0, op.transA(), b, 0, op.transB(), m, k, n);
      for (int i = 0; i < y.length; i++) {
        long add = addend ? scaled(in.tensor(2).getLong(c[i]), op.beta()) : 0;
        dst.setLong(i, scaled(y[i], op.alpha()) + add);
      }
    }
    return dst;
  }

  private static long scaled(long value, float factor) {
    return factor == 1 ? value : (long) ((double) factor * value);
  }

  private static double[] transposed(double[] x, int rows, int columns) {
    double[] y = new double[x.length];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[j * rows + i] = x[i * columns + j];
      }
    }
    return y;
  }

  /// `m x k` times `k x n`, or times the transpose of a stored `n x k`. Goes through the stored
  /// rows of b once, each converted to double when its turn comes: weights may be too large to
  /// copy.
  private static double[] product(
      double[] a, Tensor b, int offset, boolean transB, int m, int k, int n) {
    double[] y = new double[m * n];
    double[] row = new double[transB ? k : n];
    for (int r = 0; r < (transB ? n : k); r++) {
      Elements.load(b, offset + r * row.length, row);
      for (int i = 0; i < m; i++) {
        if (transB) {
          double sum = 0;
          for (int j = 0; j < k; j++) {
            sum += a[i * k + j] * row[j];
          }
          y[i * n + r] = sum;
        } else {
          double x = a[i * k + r];
          for (int j = 0; j < n; j++) {
            y[i * n + j] += x * row[j];
          }
        }
      }
    }
    return y;
  }

  private static long[] integerProduct(
      Tensor a, int at, boolean transA, Tensor b, int bt, boolean transB, int m, int k, int n) {
    long[] y = new long[m * n];
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int l = 0; l < k; l++) {
          long x = a.getLong(at + (transA ? l * m + i : i * k + l));
          y[i * n + j] += x * b.getLong(bt + (transB ? j * k + l : l * n + j));
        }
      }
    }
    return y;
  }
}
