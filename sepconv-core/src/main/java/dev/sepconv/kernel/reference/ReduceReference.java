package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Reduce;
import dev.sepconv.tensor.ElementType;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;

/// Reductions over axes.
final class ReduceReference {
  private ReduceReference() {}

  static Tensor reduce(Reduce op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int[] target = targets(op, in, src.shape());
    int count = dst.size() == 0 ? 0 : src.size() / dst.size();
    if (src.element().isFloat() || !isExact(op.kind())) {
      Elements.store(reals(op.kind(), src, target, dst.size(), count), dst, 0);
    } else {
      long[] y = integers(op.kind(), src, target, dst.size(), count);
      for (int i = 0; i < y.length; i++) {
        dst.setLong(i, y[i]);
      }
    }
    return dst;
  }

  /// For every input element the output element that it goes into.
  private static int[] targets(Reduce op, Call in, Shape shape) {
    boolean[] reduced = new boolean[shape.rank()];
    long[] axes = in.has(1) ? in.longs(1) : new long[0];
    for (long a : axes) {
      reduced[Call.axis((int) a, shape)] = true;
    }
    if (axes.length == 0 && !op.noopWithoutAxes()) {
      Arrays.fill(reduced, true);
    }
    int[] strides = new int[shape.rank()];
    int step = 1;
    for (int a = shape.rank() - 1; a >= 0; a--) {
      strides[a] = reduced[a] ? 0 : step;
      step *= reduced[a] ? 1 : shape.dim(a);
    }
    return Offsets.strided(shape, 0, strides);
  }

  private static boolean isExact(Reduce.Kind kind) {
    return switch (kind) {
      case L2, LOG_SUM, LOG_SUM_EXP -> false;
      default -> true;
    };
  }

  private static double[] reals(Reduce.Kind kind, Tensor src, int[] target, int n, int count) {
    double[] y = new double[n];
    Arrays.fill(
        y,
        switch (kind) {
          case MAX -> Double.NEGATIVE_INFINITY;
          case MIN -> Double.POSITIVE_INFINITY;
          case PROD -> 1;
          default -> 0;
        });
    // The exponentials are taken of differences from the largest, so that none overflows.
    double[] shift =
        kind == Reduce.Kind.LOG_SUM_EXP
            ? reals(Reduce.Kind.MAX, src, target, n, count)
            : new double[n];
    for (int i = 0; i < n; i++) {
      shift[i] = Double.isInfinite(shift[i]) ? 0 : shift[i];
    }
    for (int i = 0; i < target.length; i++) {
      double x = src.getDouble(i);
      int t = target[i];
      switch (kind) {
        case SUM, MEAN, LOG_SUM -> y[t] += x;
        case MAX -> y[t] = Math.max(y[t], x);
        case MIN -> y[t] = Math.min(y[t], x);
        case PROD -> y[t] *= x;
        case L1 -> y[t] += Math.abs(x);
        case L2, SUM_SQUARE -> y[t] += x * x;
        case LOG_SUM_EXP -> y[t] += Math.exp(x - shift[t]);
      }
    }
    for (int i = 0; i < n; i++) {
      switch (kind) {
        case MEAN -> y[i] /= count;
        case L2 -> y[i] = Math.sqrt(y[i]);
        case LOG_SUM, LOG_SUM_EXP -> y[i] = Math.log(y[i]) + shift[i];
        default -> {}
      }
    }
    return y;
  }

  private static long[] integers(Reduce.Kind kind, Tensor src, int[] target, int n, int count) {
    ElementType type = src.element();
    long[] y = new long[n];
    Arrays.fill(
        y,
        switch (kind) {
          case MAX -> Elements.min(type);
          case MIN -> Elements.max(type);
          case PROD -> 1;
          default -> 0;
        });
    for (int i = 0; i < target.length; i++) {
      long x = src.getLong(i);
      int t = target[i];
      switch (kind) {
        case MAX -> y[t] = Elements.compare(type, x, y[t]) > 0 ? x : y[t];
        case MIN -> y[t] = Elements.compare(type, x, y[t]) < 0 ? x : y[t];
        case PROD -> y[t] *= x;
        case L1 -> y[t] += type.isUnsigned() ? x : Math.abs(x);
        case SUM_SQUARE -> y[t] += x * x;
        default -> y[t] += x;
      }
    }
    if (kind == Reduce.Kind.MEAN && count > 0) {
      for (int i = 0; i < n; i++) {
        y[i] = type == ElementType.UINT64 ? Long.divideUnsigned(y[i], count) : y[i] / count;
      }
    }
    return y;
  }
}
