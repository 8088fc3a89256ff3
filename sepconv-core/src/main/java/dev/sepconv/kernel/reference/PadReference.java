package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Pad;
import dev.sepconv.tensor.Shape;
import dev.sepconv.tensor.Tensor;

/// Padding. Negative amounts crop first; what is mirrored, repeated or continued is what is left.
final class PadReference {
  private PadReference() {}

  static Tensor pad(Pad op, Call in) {
    Tensor src = in.tensor(0);
    Tensor dst = in.result();
    Shape s = src.shape();
    if (dst.size() == 0) {
      return dst;
    }
    int[] begin = new int[s.rank()];
    int[] end = new int[s.rank()];
    long[] pads = in.longs(1);
    long[] axes = in.has(3) ? in.longs(3) : new long[0];
    for (int i = 0; i < pads.length / 2; i++) {
      int a = in.has(3) ? Call.axis((int) axes[i], s) : i;
      begin[a] = Math.toIntExact(pads[i]);
      end[a] = Math.toIntExact(pads[i + pads.length / 2]);
    }
    int[] strides = s.strides();
    int[][] perAxis = new int[s.rank()][];
    for (int a = 0; a < s.rank(); a++) {
      int first = Math.max(-begin[a], 0);
      int left = s.dim(a) - first - Math.max(-end[a], 0);
      if (left <= 0 && op.mode() != Pad.Mode.CONSTANT) {
        throw in.error("axis %d of %s has nothing left to repeat", a, src.type());
      }
      perAxis[a] = new int[dst.shape().dim(a)];
      for (int i = 0; i < perAxis[a].length; i++) {
        int from = source(op.mode(), i - Math.max(begin[a], 0), left);
        perAxis[a][i] = from < 0 ? -1 : (first + from) * strides[a];
      }
    }
    if (in.has(2) && in.tensor(2).size() > 0) {
      Elements.fill(dst, in.tensor(2));
    }
    Elements.gather(src, Offsets.sums(dst.shape(), 0, perAxis), dst);
    return dst;
  }

  /// @return which of `n` elements stands at position `i`, which may lie outside; -1 for none
  private static int source(Pad.Mode mode, int i, int n) {
    return switch (mode) {
      case CONSTANT -> i < 0 || i >= n ? -1 : i;
      case EDGE -> Math.clamp(i, 0, n - 1);
      case WRAP -> Math.floorMod(i, n);
      case REFLECT -> {
        int period = Math.max(2 * (n - 1), 1);
        int at = Math.floorMod(i, period);
        yield Math.min(at, period - at);
      }
    };
  }
}
