package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.GlobalPool;
import dev.sepconv.graph.op.Pool;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/// Pooling in any number of spatial axes.
final class PoolReference {
  private PoolReference() {}

  static List<Tensor> pool(Pool op, Call in) {
    Tensor src = in.tensor(0);
    List<Tensor> results = in.results();
    int[] large = ConvReference.spatial(src.shape());
    int[] small = ConvReference.spatial(results.get(0).shape());
    int[] pad = new int[large.length];
    int[] padded = new int[large.length];
    for (int a = 0; a < pad.length; a++) {
      pad[a] = op.window().padBegin(a, large[a]);
      padded[a] = large[a] + pad[a] + op.window().padEnd(a, large[a]);
    }
    Taps taps = Taps.of(op.window(), small, large, pad);
    // With padding counted, the plane is the padded one and nothing lies before it.
    Taps counted =
        op.countIncludePad() ? Taps.of(op.window(), small, padded, new int[pad.length]) : taps;
    int[] count = count(counted, ConvReference.product(small));
    double[] x = new double[ConvReference.product(large)];
    double[] y = new double[count.length];
    int[] at = new int[count.length];
    int planes = src.shape().dim(0) * src.shape().dim(1);
    for (int plane = 0; plane < planes; plane++) {
      Elements.load(src, plane * x.length, x);
      switch (op.kind()) {
        case MAX -> max(taps, x, y, at);
        case AVERAGE -> {
          powers(taps, x, y, 0);
          for (int i = 0; i < y.length; i++) {
            y[i] /= count[i];
          }
        }
        case LP -> {
          powers(taps, x, y, op.p());
          for (int i = 0; i < y.length; i++) {
            y[i] = root(y[i], op.p());
          }
        }
      }
      Elements.store(y, results.get(0), plane * y.length);
      if (results.size() > 1) {
        for (int i = 0; i < at.length; i++) {
          int index = op.columnMajor() ? columnMajor(at[i], large) : at[i];
          results.get(1).setLong(plane * at.length + i, (long) plane * x.length + index);
        }
      }
    }
    return results;
  }

  private static int[] count(Taps taps, int size) {
    int[] count = new int[size];
    for (Taps.Tap tap : taps.taps()) {
      for (int[] row : tap.rows()) {
        for (int i = 0; i < row[2]; i++) {
          count[row[0] + i]++;
        }
      }
    }
    return count;
  }

  /// The largest element of each window, and where the first of its kind is.
  private static void max(Taps taps, double[] x, double[] y, int[] at) {
    Arrays.fill(y, Double.NEGATIVE_INFINITY);
    Arrays.fill(at, -1);
    for (Taps.Tap tap : taps.taps()) {
      for (int[] row : tap.rows()) {
        for (int i = 0; i < row[2]; i++) {
          int q = row[1] + i * taps.step();
          int p = row[0] + i;
          if (x[q] > y[p] || at[p] < 0 || (Double.isNaN(x[q]) && !Double.isNaN(y[p]))) {
            y[p] = x[q];
            at[p] = q;
          }
        }
      }
    }
  }

  /// `Σ |x|^p` of each window; `Σ x` with p = 0.
  private static void powers(Taps taps, double[] x, double[] y, int p) {
    Arrays.fill(y, 0);
    for (Taps.Tap tap : taps.taps()) {
      for (int[] row : tap.rows()) {
        for (int i = 0; i < row[2]; i++) {
          y[row[0] + i] += power(x[row[1] + i * taps.step()], p);
        }
      }
    }
  }

  private static double power(double x, int p) {
    return switch (p) {
      case 0 -> x;
      case 1 -> Math.abs(x);
      case 2 -> x * x;
      default -> Math.pow(Math.abs(x), p);
    };
  }

  private static double root(double sum, int p) {
    return p == 2 ? Math.sqrt(sum) : p == 1 ? sum : Math.pow(sum, 1.0 / p);
  }

  /// A row-major index of a plane as the index that counts the first axis fastest.
  private static int columnMajor(int rowMajor, int[] dims) {
    int index = 0;
    int rest = rowMajor;
    int size = ConvReference.product(dims);
    for (int a = dims.length - 1; a >= 0; a--) {
      size /= dims[a];
      index += rest % dims[a] * size;
      rest /= dims[a];
    }
    return index;
  }

  static Tensor global(GlobalPool op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    double[] x = new double[ConvReference.product(ConvReference.spatial(src.shape()))];
    for (int plane = 0; plane < dst.size(); plane++) {
      Elements.load(src, plane * x.length, x);
      double y =
          switch (op.kind()) {
            case MAX -> Arrays.stream(x).reduce(Double.NEGATIVE_INFINITY, Math::max);
            case AVERAGE -> sum(x, 0) / x.length;
            case LP -> root(sum(x, op.p()), op.p());
          };
      dst.setDouble(plane, y);
    }
    return dst;
  }

  private static double sum(double[] x, int p) {
    double sum = 0;
    for (double v : x) {
      sum += power(v, p);
    }
    return sum;
  }
}
