package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.ArgReduce;
import dev.sepconv.graph.op.TopK;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Operators that look for the largest or smallest elements along an axis.
final class OrderReference {
  private OrderReference() {}

  static Tensor argReduce(ArgReduce op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    Shape s = src.shape();
    int axis = Call.axis(op.axis(), s);
    int n = Call.product(s, axis, Math.min(axis + 1, s.rank()));
    int inner = Call.product(s, axis + 1, s.rank());
    if (n == 0 && dst.size() > 0) {
      throw in.error("axis %d of %s is empty", axis, src.type());
    }
    for (int lane = 0; lane < dst.size(); lane++) {
      int base = lane / inner * n * inner + lane % inner;
      int best = 0;
      for (int i = 1; i < n; i++) {
        int order = Elements.compare(src, base + i * inner, base + best * inner);
        int better = op.max() ? order : -order;
        best = better > 0 || (better == 0 && op.last()) ? i : best;
      }
      dst.setLong(lane, best);
    }
    return dst;
  }

  static List<Tensor> topK(TopK op, Call in) {
    Tensor src = in.tensor(0);
    List<Tensor> results = in.results();
    Tensor values = results.get(0);
    Shape s = src.shape();
    int axis = Call.axis(op.axis(), s);
    int n = Call.product(s, axis, Math.min(axis + 1, s.rank()));
    int inner = Call.product(s, axis + 1, s.rank());
    int k = (int) in.longs(1)[0];
    int[] from = new int[values.size()];
    for (int lane = 0; lane < Call.product(s, 0, axis) * inner; lane++) {
      int base = lane / inner * n * inner + lane % inner;
      Comparator<Integer> ascending =
          (a, b) -> Elements.compare(src, base + a * inner, base + b * inner);
      // Sorting a stream is stable, and reversing a comparator leaves ties as they are.
      int[] order =
          IntStream.range(0, n)
              .boxed()
              .sorted(op.largest() ? ascending.reversed() : ascending)
              .mapToInt(Integer::intValue)
              .toArray();
      for (int i = 0; i < k; i++) {
        int to = (lane / inner * k + i) * inner + lane % inner;
        from[to] = base + order[i] * inner;
        results.get(1).setLong(to, order[i]);
      }
    }
    Elements.gather(src, from, values);
    return results;
  }
}
