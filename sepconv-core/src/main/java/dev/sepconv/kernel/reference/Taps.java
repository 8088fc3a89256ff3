package dev.sepconv.kernel.reference;

import dev.sepconv.graph.op.Window;
import java.util.ArrayList;
import java.util.List;

/// The geometry of a sliding window, apart from any arithmetic: for every tap of the kernel, which
/// positions of the small plane (one per window) meet which positions of the large plane (the one
/// the window slides over), without the padding. Along the last axis these are rows: small index
/// `small + i` meets large index `large + i · step`.
///
/// @param taps one per kernel position, row-major
/// @param step the stride of the last axis
record Taps(List<Tap> taps, int step) {
  /// The rows of one tap.
  ///
  /// @param rows each `{small, large, length}`
  record Tap(List<int[]> rows) {}

  /// @param window kernel, stride and dilation
  /// @param small how many positions the window takes, per spatial axis
  /// @param large the size of the plane it slides over
  /// @param pad how far before it the first window begins
  static Taps of(Window window, int[] small, int[] large, int[] pad) {
    int rank = small.length;
    int taps = 1;
    for (int k : window.kernel()) {
      taps *= k;
    }
    List<Tap> all = new ArrayList<>(taps);
    int[] k = new int[rank];
    for (int t = 0; t < taps; t++) {
      int rest = t;
      for (int a = rank - 1; a >= 0; a--) {
        k[a] = rest % window.kernel().get(a);
        rest /= window.kernel().get(a);
      }
      all.add(new Tap(rows(window, small, large, pad, k)));
    }
    return new Taps(all, window.stride().get(rank - 1));
  }

  private static List<int[]> rows(Window window, int[] small, int[] large, int[] pad, int[] k) {
    List<int[]> rows = new ArrayList<>();
    rows.add(new int[] {0, 0, 1});
    int last = small.length - 1;
    for (int a = 0; a <= last; a++) {
      int s = window.stride().get(a);
      int shift = k[a] * window.dilation().get(a) - pad[a];
      // Positions p with 0 <= p·s + shift < large.
      int from = Math.max(Math.ceilDiv(-shift, s), 0);
      int to = Math.min(Math.floorDiv(large[a] - 1 - shift, s) + 1, small[a]);
      List<int[]> next = new ArrayList<>();
      for (int[] r : rows) {
        int p = r[0] * small[a];
        int q = r[1] * large[a] + shift;
        if (a == last && from < to) {
          add(next, p + from, q + from * s, to - from, s);
        }
        for (int i = from; a < last && i < to; i++) {
          next.add(new int[] {p + i, q + i * s, 1});
        }
      }
      rows = next;
    }
    return rows;
  }

  /// Adds a row, or lengthens the one before where both planes just go on: a pointwise kernel has
  /// one row.
  private static void add(List<int[]> rows, int small, int large, int length, int step) {
    if (!rows.isEmpty() && step == 1) {
      int[] r = rows.getLast();
      if (r[0] + r[2] == small && r[1] + r[2] == large) {
        r[2] += length;
        return;
      }
    }
    rows.add(new int[] {small, large, length});
  }
}
