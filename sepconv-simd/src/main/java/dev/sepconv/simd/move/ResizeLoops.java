package dev.sepconv.simd.move;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One row of a resampled plane or image.
final class ResizeLoops {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private ResizeLoops() {}

  static void line(
      float[] src, int so, ResizeTaps rows, int y, ResizeTaps columns, float[] dst, int to) {
    int[] begin = columns.begin();
    int[] at = columns.at();
    float[] weight = columns.weight();
    for (int x = 0; x < columns.outputs(); x++) {
      float all = 0;
      for (int t = rows.begin()[y]; t < rows.begin()[y + 1]; t++) {
        float line = 0;
        for (int u = begin[x]; u < begin[x + 1]; u++) {
          line = Math.fma(weight[u], src[so + rows.at()[t] + at[u]], line);
        }
        all = Math.fma(rows.weight()[t], line, all);
      }
      dst[to + x] = all;
    }
  }

  static void pixels(
      float[] src,
      int so,
      ResizeTaps rows,
      int y,
      ResizeTaps columns,
      float[] dst,
      int to,
      int channels) {
    int[] begin = columns.begin();
    int[] at = columns.at();
    float[] weight = columns.weight();
    int firstRow = rows.begin()[y];
    int lastRow = rows.begin()[y + 1];
    for (int x = 0; x < columns.outputs(); x++) {
      for (int c = 0; c < channels; c += S.length()) {
        FloatVector all = FloatVector.zero(S);
        for (int t = firstRow; t < lastRow; t++) {
          int line = so + rows.at()[t] + c;
          FloatVector row = FloatVector.broadcast(S, rows.weight()[t]);
          for (int u = begin[x]; u < begin[x + 1]; u++) {
            FloatVector pixel = FloatVector.fromArray(S, src, line + at[u]);
            all = pixel.fma(row.mul(weight[u]), all);
          }
        }
        all.intoArray(dst, to + x * channels + c);
      }
    }
  }
}
