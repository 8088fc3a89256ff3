package dev.sepconv.simd.direct;

import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// Padded copies of the rows that a {@link Stem} reads: `[row][channel][phase][position]`, where
/// the padded column `position * sw + phase` holds a pixel.
final class StemRows {
  private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
  private static final int L = S.length();
  private static final VectorShuffle<Float> EVEN = VectorShuffle.fromOp(S, i -> 2 * i % L);
  private static final VectorShuffle<Float> ODD = VectorShuffle.fromOp(S, i -> (2 * i + 1) % L);
  private static final VectorMask<Float> UPPER =
      VectorMask.fromLong(S, -1L << (L / 2)).and(S.maskAll(true));

  private final Geometry g;
  private final int positions;

  StemRows(Geometry g) {
    this.g = g;
    positions = ((g.ow() - 1) * g.sw() + (g.kw() - 1) * g.dw()) / g.sw() + 1;
  }

  /// The floats of one input row with all its channels.
  int rowFloats() {
    return g.ic() * g.sw() * positions;
  }

  /// The floats of all input rows that some output rows need.
  int floats(int outputRows) {
    return ((outputRows - 1) * g.sh() + (g.kh() - 1) * g.dh() + 1) * rowFloats();
  }

  /// Where the terms of the sum lie, from an output row's first pixel, in the order of the weights.
  int[] taps() {
    int[] taps = new int[g.ic() * g.kh() * g.kw()];
    int at = 0;
    for (int c = 0; c < g.ic(); c++) {
      for (int y = 0; y < g.kh(); y++) {
        for (int x = 0; x < g.kw(); x++) {
          int column = x * g.dw();
          int phase = c * g.sw() + column % g.sw();
          taps[at++] = y * g.dh() * rowFloats() + phase * positions + column / g.sw();
        }
      }
    }
    return taps;
  }

  /// Copies what the output rows from `first` on need.
  void copy(float[] src, int image, int first, int outputRows, float[] dst, int d) {
    int top = first * g.sh() - g.padTop();
    int count = (outputRows - 1) * g.sh() + (g.kh() - 1) * g.dh() + 1;
    for (int r = 0; r < count; r++) {
      int y = top + r;
      int to = d + r * rowFloats();
      if (y < 0 || y >= g.ih()) {
        Arrays.fill(dst, to, to + rowFloats(), 0);
        continue;
      }
      for (int c = 0; c < g.ic(); c++) {
        row(src, image + (c * g.ih() + y) * g.iw(), dst, to + c * g.sw() * positions);
      }
    }
  }

  private void row(float[] src, int s, float[] dst, int d) {
    int paired = 0;
    int pairs = 0;
    if (g.sw() == 2) {
      paired = Math.ceilDiv(Math.max(g.padLeft(), 0), 2);
      int whole = Math.min((g.iw() + g.padLeft()) / 2, positions);
      pairs = Math.max(whole - paired, 0);
      pairs = pairs < L ? 0 : pairs;
      split(src, s + 2 * paired - g.padLeft(), dst, d + paired, d + positions + paired, pairs);
    }
    for (int phase = 0; phase < g.sw(); phase++) {
      int to = d + phase * positions;
      int begin = Math.clamp(Math.ceilDiv(g.padLeft() - phase, g.sw()), 0, positions);
      int end = Math.clamp(Math.ceilDiv(g.iw() + g.padLeft() - phase, g.sw()), begin, positions);
      Arrays.fill(dst, to, to + begin, 0);
      Arrays.fill(dst, to + end, to + positions, 0);
      int from = s + phase - g.padLeft();
      if (g.sw() == 1) {
        System.arraycopy(src, from + begin, dst, to + begin, end - begin);
        continue;
      }
      int rest = begin;
      if (pairs > 0) {
        for (int i = begin; i < paired; i++) {
          dst[to + i] = src[from + i * g.sw()];
        }
        rest = paired + pairs;
      }
      for (int i = rest; i < end; i++) {
        dst[to + i] = src[from + i * g.sw()];
      }
    }
  }

  /// Divides alternating floats into two runs of a vector or more, or none.
  private static void split(float[] src, int s, float[] dst, int even, int odd, int count) {
    for (int at = 0; at < count; at += L) {
      // The last vectors overlap those before them, and write the same there.
      int i = Math.min(at, count - L);
      FloatVector a = FloatVector.fromArray(S, src, s + 2 * i);
      FloatVector b = FloatVector.fromArray(S, src, s + 2 * i + L);
      a.rearrange(EVEN).blend(b.rearrange(EVEN), UPPER).intoArray(dst, even + i);
      a.rearrange(ODD).blend(b.rearrange(ODD), UPPER).intoArray(dst, odd + i);
    }
  }
}
