package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Resize;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/// Resampling, one axis after the other: all filters are products of filters of one axis.
final class ResizeReference {
  private ResizeReference() {}

  static Tensor resize(Resize op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    List<ResizeAxis> axes = axes(op, in, src.shape(), dst.shape());
    if (src.size() == 0 || dst.size() == 0) {
      return dst;
    }
    if (op.mode() == Resize.Mode.NEAREST) {
      nearest(axes, src, dst);
    } else {
      double[] x = src.toDoubles();
      int[] dims = src.shape().toInts();
      for (int a = 0; a < axes.size(); a++) {
        x = resample(x, dims, a, axes.get(a));
        dims[a] = axes.get(a).output;
      }
      Elements.store(x, dst, 0);
    }
    if (op.coordinates() == Resize.Coordinates.TF_CROP_AND_RESIZE) {
      extrapolate(axes, dst, op.extrapolation());
    }
    return dst;
  }

  static List<ResizeAxis> axes(Resize op, Call in, Shape from, Shape to) {
    List<ResizeAxis> all = new ArrayList<>();
    for (int a = 0; a < from.rank(); a++) {
      all.add(ResizeAxis.unchanged(from.dim(a)));
    }
    int n = op.axes().isEmpty() ? from.rank() : op.axes().size();
    boolean bySize = in.has(3) && in.tensor(3).size() > 0;
    double common = bySize ? commonScale(op, in, from) : 0;
    boolean crops = op.coordinates() == Resize.Coordinates.TF_CROP_AND_RESIZE;
    if (crops && (!in.has(1) || in.tensor(1).size() != 2 * n)) {
      throw in.error("tf_crop_and_resize needs a roi of %d numbers", 2 * n);
    }
    for (int i = 0; i < n; i++) {
      int a = axis(op, i, from);
      // The scale that was given counts, not the one that the rounded output size would give.
      double scale =
          !bySize
              ? in.tensor(2).getDouble(i)
              : op.aspect() != Resize.Aspect.STRETCH ? common : (double) to.dim(a) / from.dim(a);
      double begin = crops ? in.tensor(1).getDouble(i) : 0;
      double end = crops ? in.tensor(1).getDouble(i + n) : 1;
      boolean exact = bySize && op.aspect() == Resize.Aspect.STRETCH;
      double length = exact ? to.dim(a) : scale * from.dim(a);
      all.set(a, ResizeAxis.of(op, from.dim(a), to.dim(a), length, scale, begin, end));
    }
    return all;
  }

  private static int axis(Resize op, int i, Shape shape) {
    return op.axes().isEmpty() ? i : Call.axis(op.axes().get(i), shape);
  }

  /// The one scale of all axes where the aspect is kept.
  private static double commonScale(Resize op, Call in, Shape from) {
    long[] sizes = in.longs(3);
    boolean smallest = op.aspect() == Resize.Aspect.NOT_LARGER;
    double scale = smallest ? Double.POSITIVE_INFINITY : 0;
    for (int i = 0; i < sizes.length; i++) {
      double s = (double) sizes[i] / from.dim(axis(op, i, from));
      scale = smallest ? Math.min(scale, s) : Math.max(scale, s);
    }
    return scale;
  }

  private static void nearest(List<ResizeAxis> axes, Tensor src, Tensor dst) {
    int[] strides = src.shape().strides();
    int[][] perAxis = new int[axes.size()][];
    for (int a = 0; a < perAxis.length; a++) {
      perAxis[a] = new int[axes.get(a).output];
      for (int i = 0; i < perAxis[a].length; i++) {
        perAxis[a][i] = axes.get(a).taps[i][0] * strides[a];
      }
    }
    Elements.gather(src, Offsets.sums(dst.shape(), 0, perAxis), dst);
  }

  private static double[] resample(double[] x, int[] dims, int axis, ResizeAxis filter) {
    if (filter.isUnchanged()) {
      return x;
    }
    int outer = 1;
    int inner = 1;
    for (int a = 0; a < dims.length; a++) {
      outer *= a < axis ? dims[a] : 1;
      inner *= a > axis ? dims[a] : 1;
    }
    double[] y = new double[outer * filter.output * inner];
    for (int o = 0; o < outer; o++) {
      for (int j = 0; j < filter.output; j++) {
        int to = (o * filter.output + j) * inner;
        for (int t = 0; t < filter.taps[j].length; t++) {
          int from = (o * dims[axis] + filter.taps[j][t]) * inner;
          double weight = filter.weights[j][t];
          for (int i = 0; i < inner; i++) {
            y[to + i] += weight * x[from + i];
          }
        }
      }
    }
    return y;
  }

  private static void extrapolate(List<ResizeAxis> axes, Tensor dst, float value) {
    int[][] perAxis = new int[axes.size()][];
    for (int a = 0; a < perAxis.length; a++) {
      perAxis[a] = new int[axes.get(a).output];
      for (int i = 0; i < perAxis[a].length; i++) {
        perAxis[a][i] = axes.get(a).outside[i] ? -1 : 0;
      }
    }
    int[] inside = Offsets.sums(dst.shape(), 0, perAxis);
    for (int i = 0; i < inside.length; i++) {
      if (inside[i] < 0) {
        dst.setDouble(i, value);
      }
    }
  }
}
