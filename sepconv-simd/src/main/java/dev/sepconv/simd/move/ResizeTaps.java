package dev.sepconv.simd.move;

import dev.sepconv.kernel.reference.ResizeAxis;

/// What every output position of an axis reads, in two arrays.
///
/// @param outputs how many positions there are
/// @param begin where each one's taps begin, and the end of the last one's
/// @param at the offsets of the taps in the source
/// @param weight the weights of the taps
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record ResizeTaps(int outputs, int[] begin, int[] at, float[] weight) {
  static ResizeTaps of(ResizeAxis axis, int outputs, int stride) {
    int[] begin = new int[outputs + 1];
    for (int o = 0; o < outputs; o++) {
      begin[o + 1] = begin[o] + axis.taps(o).length;
    }
    int[] at = new int[begin[outputs]];
    float[] weight = new float[begin[outputs]];
    for (int o = 0; o < outputs; o++) {
      for (int t = begin[o]; t < begin[o + 1]; t++) {
        at[t] = axis.taps(o)[t - begin[o]] * stride;
        weight[t] = (float) axis.weights(o)[t - begin[o]];
      }
    }
    return new ResizeTaps(outputs, begin, at, weight);
  }
}
