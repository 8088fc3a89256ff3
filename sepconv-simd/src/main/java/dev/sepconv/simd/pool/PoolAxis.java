package dev.sepconv.simd.pool;

import dev.sepconv.graph.op.Pool;
import dev.sepconv.graph.op.Window;

/// Where the window lies along one axis, for every output position.
///
/// @param input the input size
/// @param outputs the output size
/// @param step from one tap to the next
/// @param first the input position of the first tap inside
/// @param taps how many taps are inside
/// @param counted how many an average counts
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record PoolAxis(int input, int outputs, int step, int[] first, int[] taps, int[] counted) {
  static PoolAxis of(Pool pool, int axis, int input, int outputs) {
    Window w = pool.window();
    int k = w.kernel().get(axis);
    int step = w.dilation().get(axis);
    int pad = w.padBegin(axis, input);
    int padded = pad + input + w.padEnd(axis, input);
    int[] first = new int[outputs];
    int[] taps = new int[outputs];
    int[] counted = new int[outputs];
    for (int o = 0; o < outputs; o++) {
      int begin = o * w.stride().get(axis) - pad;
      for (int t = 0; t < k; t++) {
        int at = begin + t * step;
        boolean inside = at >= 0 && at < input;
        first[o] = inside && taps[o] == 0 ? at : first[o];
        taps[o] += inside ? 1 : 0;
        counted[o] += pool.countIncludePad() ? (at + pad < padded ? 1 : 0) : inside ? 1 : 0;
      }
    }
    return new PoolAxis(input, outputs, step, first, taps, counted);
  }
}
