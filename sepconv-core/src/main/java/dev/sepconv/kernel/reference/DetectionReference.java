package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.NonMaxSuppression;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// What detectors do with boxes.
final class DetectionReference {
  private DetectionReference() {}

  static Tensor nonMaxSuppression(NonMaxSuppression op, Call in) {
    Tensor boxes = in.tensor(0);
    Tensor scores = in.tensor(1);
    Shape b = boxes.shape();
    Shape s = scores.shape();
    if (b.rank() != 3
        || s.rank() != 3
        || b.dim(2) != 4
        || s.dim(0) != b.dim(0)
        || s.dim(2) != b.dim(1)) {
      throw in.error("boxes %s and scores %s do not fit", boxes.type(), scores.type());
    }
    long most = in.has(2) ? in.longs(2)[0] : 0;
    double overlap = in.has(3) ? in.tensor(3).getDouble(0) : 0;
    double least = in.has(4) ? in.tensor(4).getDouble(0) : Double.NEGATIVE_INFINITY;
    List<long[]> selected = new ArrayList<>();
    for (int n = 0; n < s.dim(0); n++) {
      for (int c = 0; c < s.dim(1); c++) {
        int row = (n * s.dim(1) + c) * s.dim(2);
        // Sorting a stream is stable: of equal scores the lower index comes first.
        int[] order =
            IntStream.range(0, s.dim(2))
                .filter(i -> scores.getDouble(row + i) > least)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores.getDouble(row + i)))
                .mapToInt(Integer::intValue)
                .toArray();
        List<double[]> kept = new ArrayList<>();
        for (int i : order) {
          double[] box = corners(boxes, (n * s.dim(2) + i) * 4, op.centerBox());
          if (kept.size() < most && kept.stream().allMatch(k -> iou(k, box) <= overlap)) {
            kept.add(box);
            selected.add(new long[] {n, c, i});
          }
        }
      }
    }
    long[] flat = selected.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    return Tensor.of(Shape.of(selected.size(), 3), flat);
  }

  /// A box as lower and upper bound of its two axes.
  private static double[] corners(Tensor boxes, int at, boolean center) {
    double[] v = new double[4];
    Elements.load(boxes, at, v);
    if (center) {
      return new double[] {v[0] - v[2] / 2, v[1] - v[3] / 2, v[0] + v[2] / 2, v[1] + v[3] / 2};
    }
    return new double[] {
      Math.min(v[0], v[2]), Math.min(v[1], v[3]), Math.max(v[0], v[2]), Math.max(v[1], v[3])
    };
  }

  /// Intersection over union; 0 where boxes do not meet.
  private static double iou(double[] a, double[] b) {
    double h = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
    double w = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
    if (h <= 0 || w <= 0) {
      return 0;
    }
    double union = area(a) + area(b) - h * w;
    return union > 0 ? h * w / union : 0;
  }

  private static double area(double[] box) {
    return (box[2] - box[0]) * (box[3] - box[1]);
  }
}
