package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.BatchNormalization;
import dev.sepconv.graph.op.InstanceNormalization;
import dev.sepconv.graph.op.Lrn;
import dev.sepconv.graph.op.Softmax;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;

/// Normalisations.
final class NormReference {
  private NormReference() {}

  static Tensor batch(BatchNormalization op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int channels = src.shape().rank() > 1 ? src.shape().dim(1) : 1;
    double[] x = new double[plane(src.shape())];
    int planes = planes(src.shape());
    for (int p = 0; p < planes; p++) {
      int c = p % channels;
      double factor =
          in.tensor(1).getDouble(c) / deviation(in.tensor(4).getDouble(c), op.epsilon());
      Elements.load(src, p * x.length, x);
      normalize(x, in.tensor(3).getDouble(c), factor, in.tensor(2).getDouble(c));
      Elements.store(x, dst, p * x.length);
    }
    return dst;
  }

  static Tensor instance(InstanceNormalization op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int channels = src.shape().dim(1);
    double[] x = new double[plane(src.shape())];
    int planes = planes(src.shape());
    for (int p = 0; p < planes; p++) {
      int c = p % channels;
      Elements.load(src, p * x.length, x);
      double mean = 0;
      for (double v : x) {
        mean += v / x.length;
      }
      double variance = 0;
      for (double v : x) {
        variance += (v - mean) * (v - mean) / x.length;
      }
      double factor = in.tensor(1).getDouble(c) / deviation(variance, op.epsilon());
      normalize(x, mean, factor, in.tensor(2).getDouble(c));
      Elements.store(x, dst, p * x.length);
    }
    return dst;
  }

  private static double deviation(double variance, float epsilon) {
    return Math.sqrt(variance + epsilon);
  }

  private static void normalize(double[] x, double mean, double factor, double bias) {
    for (int i = 0; i < x.length; i++) {
      x[i] = (x[i] - mean) * factor + bias;
    }
  }

  /// How many planes there are: samples times channels; of a vector, each element.
  private static int planes(Shape shape) {
    return Call.product(shape, 0, Math.min(shape.rank(), 2));
  }

  private static int plane(Shape shape) {
    return Call.product(shape, 2, shape.rank());
  }

  static Tensor lrn(Lrn op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    int channels = src.shape().dim(1);
    int plane = plane(src.shape());
    int before = (op.size() - 1) / 2;
    int after = op.size() - 1 - before;
    double[] x = new double[channels * plane];
    for (int n = 0; n < src.shape().dim(0); n++) {
      Elements.load(src, n * x.length, x);
      for (int c = 0; c < channels; c++) {
        for (int i = 0; i < plane; i++) {
          double squares = 0;
          for (int k = Math.max(c - before, 0); k <= Math.min(c + after, channels - 1); k++) {
            squares += x[k * plane + i] * x[k * plane + i];
          }
          double divisor =
              Math.pow(op.bias() + (double) op.alpha() / op.size() * squares, op.beta());
          dst.setDouble((n * channels + c) * plane + i, x[c * plane + i] / divisor);
        }
      }
    }
    return dst;
  }

  static Tensor softmax(Softmax op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    Shape s = src.shape();
    int axis = Call.axis(op.axis(), s);
    int end = op.trailing() ? s.rank() : Math.min(axis + 1, s.rank());
    int outer = Call.product(s, 0, axis);
    int inner = Call.product(s, end, s.rank());
    int n = Call.product(s, axis, end);
    for (int lane = 0; lane < outer * inner; lane++) {
      int base = lane / inner * n * inner + lane % inner;
      double max = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < n; i++) {
        max = Math.max(max, src.getDouble(base + i * inner));
      }
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += Math.exp(src.getDouble(base + i * inner) - max);
      }
      for (int i = 0; i < n; i++) {
        double x = src.getDouble(base + i * inner) - max;
        dst.setDouble(base + i * inner, op.log() ? x - Math.log(sum) : Math.exp(x) / sum);
      }
    }
    return dst;
  }
}
