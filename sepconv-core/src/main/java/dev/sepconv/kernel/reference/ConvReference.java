package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Conv;
import dev.sepconv.graph.op.ConvTranspose;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Arrays;

/// Convolution and its transpose in any number of spatial axes.
final class ConvReference {
  private ConvReference() {}

  /// `y[n,o,p] = b[o] + Σ_i Σ_q W[o,i,q] · x[n, g·icg + i, p·stride + q·dilation - pad]`.
  static Tensor conv(Conv op, Call in) {
    Tensor src = in.tensor(0);
    Tensor weights = in.tensor(1);
    Tensor dst = in.result();
    int[] large = spatial(src.shape());
    int[] small = spatial(dst.shape());
    int[] pad = new int[large.length];
    for (int a = 0; a < pad.length; a++) {
      pad[a] = op.window().padBegin(a, large[a]);
    }
    Taps taps = Taps.of(op.window(), small, large, pad);
    int ic = src.shape().dim(1);
    int oc = dst.shape().dim(1);
    int icg = ic / op.groups();
    int ocg = oc / op.groups();
    int inPlane = product(large);
    int outPlane = product(small);
    int kernel = taps.taps().size();
    double[] x = new double[ic * inPlane];
    double[] w = new double[icg * kernel];
    double[] acc = new double[outPlane];
    for (int n = 0; n < src.shape().dim(0); n++) {
      Elements.load(src, n * x.length, x);
      for (int o = 0; o < oc; o++) {
        Elements.load(weights, o * w.length, w);
        Arrays.fill(acc, in.has(2) ? in.tensor(2).getDouble(o) : 0);
        for (int i = 0; i < icg; i++) {
          int plane = (o / ocg * icg + i) * inPlane;
          for (int t = 0; t < kernel; t++) {
            double weight = w[i * kernel + t];
            for (int[] row : taps.taps().get(t).rows()) {
              gatherRow(acc, row[0], x, plane + row[1], taps.step(), row[2], weight);
            }
          }
        }
        Elements.store(acc, dst, (n * oc + o) * outPlane);
      }
    }
    return dst;
  }

  /// The same with the roles of input and output plane exchanged: every input element is spread
  /// over the outputs that its window covers.
  static Tensor transposed(ConvTranspose op, Call in) {
    Tensor src = in.tensor(0);
    double[] w = in.tensor(1).toDoubles();
    Tensor dst = in.result();
    int[] small = spatial(src.shape());
    int[] large = spatial(dst.shape());
    int[] pad = new int[small.length];
    for (int a = 0; a < pad.length; a++) {
      pad[a] = op.padBegin(a, small[a]);
    }
    Taps taps = Taps.of(op.window(), small, large, pad);
    int ic = src.shape().dim(1);
    int oc = dst.shape().dim(1);
    int icg = ic / op.groups();
    int ocg = oc / op.groups();
    int inPlane = product(small);
    int outPlane = product(large);
    int kernel = taps.taps().size();
    double[] x = new double[ic * inPlane];
    double[] acc = new double[outPlane];
    for (int n = 0; n < src.shape().dim(0); n++) {
      Elements.load(src, n * x.length, x);
      for (int o = 0; o < oc; o++) {
        Arrays.fill(acc, in.has(2) ? in.tensor(2).getDouble(o) : 0);
        int group = o / ocg;
        for (int i = group * icg; i < (group + 1) * icg; i++) {
          for (int t = 0; t < kernel; t++) {
            double weight = w[(i * ocg + o % ocg) * kernel + t];
            for (int[] row : taps.taps().get(t).rows()) {
              scatterRow(acc, row[1], taps.step(), x, i * inPlane + row[0], row[2], weight);
            }
          }
        }
        Elements.store(acc, dst, (n * oc + o) * outPlane);
      }
    }
    return dst;
  }

  private static void gatherRow(
      double[] acc, int to, double[] x, int from, int step, int n, double weight) {
    if (step == 1) {
      // Apart from the general case, so that the compiler sees two plain runs.
      for (int i = 0; i < n; i++) {
        acc[to + i] += weight * x[from + i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        acc[to + i] += weight * x[from + i * step];
      }
    }
  }

  private static void scatterRow(
      double[] acc, int to, int step, double[] x, int from, int n, double weight) {
    for (int i = 0; i < n; i++) {
      acc[to + i * step] += weight * x[from + i];
    }
  }

  /// The dimensions after batch and channels.
  static int[] spatial(Shape shape) {
    return Arrays.copyOfRange(shape.toInts(), 2, shape.rank());
  }

  static int product(int[] dims) {
    return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
  }
}
